"""What follows from a call beside its answers: a number to be corrected, somebody at the door, a need."""

from datetime import datetime
from typing import Any

from django.db.models import Count, Q

from lianxin.callbacks.models import Call
from lianxin.people.models import Staff
from lianxin.people.vocabulary import Role
from lianxin.planning.actions import owe_call_back
from lianxin.problems.complaints.receipts import new_code
from lianxin.voice.actions import Told, VoiceRefused, note_request, take_in
from lianxin.voice.vocabulary import AskKind, RequestKind

WRONG_NUMBER = "登记的电话打不通，或者不是这一户的，请核对更正。"


def correct_number(call: Call, *, actor: Any, now: datetime) -> None:
    """Ask the office to look the number up; once is enough."""
    try:
        note_request(call.household, RequestKind.CORRECT, words=WRONG_NUMBER, actor=actor, now=now)
    except VoiceRefused as refused:
        if refused.code != "already-open":
            raise


def send_somebody(call: Call, *, now: datetime) -> None:
    """A cadre of the village who neither came nor keeps the home goes there; nobody where there is none."""
    home = call.household
    near = [call.visit.staff_id, home.keeper_id, home.handing_over_id]
    posts = Q(posts__role=Role.COLLECTOR.value, posts__area=home.area_id, posts__to_on=None)
    others = Staff.objects.filter(posts, is_active=True).exclude(pk__in=[key for key in near if key])
    owed = Count("duties", filter=Q(duties__ended_on=None), distinct=True)
    goes = others.annotate(owed=owed).order_by("owed", "number").first()
    if goes is not None:
        owe_call_back(home, visited_on=call.visit.visited_on, staff=goes, now=now)


def raise_need(call: Call, *, now: datetime) -> None:
    """What the home worries about is taken in as what it raised itself, as at /ask/."""
    home = call.household
    told = Told(kind=AskKind.NEED, area=home.area_id, words=call.worry, household=home.pk)
    take_in(told, code=new_code(), now=now)
