"""The long work of planning, carried out by the worker: the rounds and trips of the whole district."""

from typing import Any

from django.utils import timezone

from lianxin.planning.actions import plan_rounds
from lianxin.planning.refusals import PlanningRefused
from lianxin.work.models import Work
from lianxin.work.running import Tell, WorkRefused


def plan(work: Work, tell: Tell) -> dict[str, Any]:
    """Plan from today on as far as a plan reaches. Steps: reading, spreading, writing, trips."""
    now = timezone.now()
    try:
        planned = plan_rounds(from_on=timezone.localdate(now), actor=work.by, now=now, tell=tell)
    except PlanningRefused as refused:
        raise WorkRefused(refused.code, refused.message, refused.message_en) from None
    return planned.to_json()
