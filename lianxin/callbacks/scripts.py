"""What a caller says and asks: as the policy of visits has it that was in force when the round was drawn, so
that all homes of a round are asked in the same words."""

from types import MappingProxyType

from django.utils import timezone

from lianxin.callbacks.models import Round
from lianxin.callbacks.vocabulary import Question
from lianxin.policies.form.parts import Words
from lianxin.policies.models import Policy
from lianxin.policies.script import CallScript

GREETING = Words(
    "您好，我是区里做回访的{name}，和到您家走访的干部不是一路的。想问问最近走访的情况，两三分钟，"
    "不愿意说也没关系。我们不告诉走访的干部是谁说的。",
    "Hello, my name is {name} and I call homes back for the district. I do not belong to those who came to "
    "see you. I would like to ask about the last visit; it takes two or three minutes, and you need not say "
    "anything. We do not tell the cadre who came who said what.",
)
WORRY = Words("现在还有什么担心的事？", "What worries you now?")
USUAL = CallScript(
    "",
    GREETING,
    MappingProxyType({**{one.value: Words(one.zh, one.en) for one in Question}, "worry": WORRY}),
)
"""Where a policy states no script."""


def script_of(made: Round) -> CallScript:
    """The script of a round: of the policy adopted by the day it was drawn; a later one changes nothing."""
    day = timezone.localdate(made.drawn_at or made.opened_at)
    policy = Policy.objects.filter(adopted_on__lte=day).in_force("visits", day)
    return (policy.document.script if policy else None) or USUAL
