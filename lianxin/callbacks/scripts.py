"""What a caller says and asks: as the policy of visits has it that was in force when the round was drawn, so
that all homes of a round are asked in the same words."""

from collections.abc import Mapping
from types import MappingProxyType

from django.utils import timezone

from lianxin.callbacks.models import Round
from lianxin.callbacks.vocabulary import QUESTIONS, Subject
from lianxin.policies.form.parts import Words
from lianxin.policies.models import Policy
from lianxin.policies.script import CallScript

GREETINGS: Mapping[Subject, Words] = MappingProxyType(
    {
        Subject.VISITS: Words(
            "您好，我是区里做回访的{name}，和到您家走访的干部不是一路的。想问问最近走访的情况，两三分钟，"
            "不愿意说也没关系。我们不告诉走访的干部是谁说的。",
            "Hello, my name is {name} and I call homes back for the district. I do not belong to those who "
            "came to see you. I would like to ask about the last visit; it takes two or three minutes, and "
            "you need not say anything. We do not tell the cadre who came who said what.",
        ),
        Subject.ENDINGS: Words(
            "您好，我是区里做回访的{name}，和办您家这件事的人不是一路的。想问问您家提过的一件事办得怎么样，"
            "两三分钟，不愿意说也没关系。要是没办成、您想重新办，办的人会知道是您家说的；满意不满意，我们不告诉"
            "任何人是谁说的。",
            "Hello, I am {name} and I call homes back for the district; I did not work on your matter. May I "
            "ask how it turned out? It takes two or three minutes, and you need not say anything. If it is "
            "to be done again, those who do it will know that you said so; how satisfied you are we tell "
            "nobody.",
        ),
    }
)
WORRIES: Mapping[Subject, Words] = MappingProxyType(
    {
        Subject.VISITS: Words("现在还有什么担心的事？", "What worries you now?"),
        Subject.ENDINGS: Words("除了这件，现在还有什么担心的事？", "What else worries you now?"),
    }
)


def usual(subject: Subject) -> CallScript:
    """The software's own words, where a policy states none."""
    asked = {one.value: Words(one.zh, one.en) for one in QUESTIONS[subject]}
    return CallScript("", GREETINGS[subject], MappingProxyType({**asked, "worry": WORRIES[subject]}))


def script_of(made: Round) -> CallScript:
    """The script of a round: of the policy adopted by the day it was drawn; a later one changes nothing."""
    day, subject = timezone.localdate(made.drawn_at or made.opened_at), Subject(made.subject)
    policy = Policy.objects.filter(adopted_on__lte=day).in_force("visits", day)
    stated = policy.document.script if policy else None
    if stated is not None and subject is Subject.ENDINGS:
        stated = stated.endings
    return stated or usual(subject)
