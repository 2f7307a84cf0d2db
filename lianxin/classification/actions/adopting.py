"""Adopting a draft from its page: the version counts at once, and the register follows with progress."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from lianxin.policies.actions import adopt_draft
from lianxin.policies.models import Policy, PolicyDraft
from lianxin.work.actions import ask_for
from lianxin.work.models import Work

JUDGE_ANEW = "classification.run"


@transaction.atomic
def adopt_and_judge(draft: PolicyDraft, *, version: int, actor: Any, now: datetime) -> Policy:
    """Adopt a draft; if it takes effect today, have everybody judged by it in the background.

    One that takes effect later is applied on its day by the clock (`classify_due`). Raises as `adopt_draft`.
    """
    policy = adopt_draft(draft, version=version, actor=actor, now=now)
    if Policy.objects.in_force("tiers", timezone.localdate(now)) == policy:
        ask_for(JUDGE_ANEW, subject_id=policy.pk, actor=actor, now=now)
    return policy


def judge_again(policy: Policy, *, actor: Any, now: datetime) -> Work:
    """Have everybody judged once more, after it could not be finished."""
    return ask_for(JUDGE_ANEW, subject_id=policy.pk, actor=actor, now=now)


def judged_elsewhere(policy_id: UUID) -> bool:
    """Whether work was asked for that judges everybody by this policy, and has not failed."""
    return Work.objects.about(policy_id).filter(kind=JUDGE_ANEW).exclude(state=Work.FAILED).exists()
