"""What a household is told of its problems that staff are not measured by; whether it may still appeal."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from lianxin.desk.policies.words import cited
from lianxin.desk.words import as_day, day_words, said
from lianxin.policies.ladder.parts import Ladder
from lianxin.problems.actions.ground import ground_or_none
from lianxin.problems.models import Exclusion
from lianxin.problems.vocabulary import Stage
from lianxin.registry.models import Household

SHOWN = 20


@dataclass(frozen=True, slots=True)
class Told:
    """One of them. `law`: the ground in words for households; `review`: what the reviewer said; `outcome`:
    what became of an appeal, or that it was lifted, "" before, and `decision` why; `until`: the day until
    which it may appeal, "" where it may not."""

    key: UUID
    title: str
    law: str
    source: str
    words: str
    review: str
    day: str
    outcome: str
    decision: str
    until: str


def told_to(household: Household, now: datetime) -> list[Told]:
    """Those that were accepted at some time, of the household's own problems, the latest first."""
    ground = ground_or_none(now)
    if ground is None:
        return []
    rows = Exclusion.objects.told().filter(problem__household=household).select_related("problem")
    rows = rows.prefetch_related("liftings")
    return [_told(one, ground.ladder, now) for one in rows.order_by("-reviewed_at", "-pk")[:SHOWN]]


def appealable(household: Household, key: UUID) -> Exclusion | None:
    """The exclusion of that key, if it is about a problem of this household and it was told of it."""
    return Exclusion.objects.told().filter(pk=key, problem__household=household).first()


def _told(one: Exclusion, ladder: Ladder, now: datetime) -> Told:
    law = ladder.exclusions.get(one.ground)
    today = timezone.localdate(now)
    return Told(
        one.pk,
        said(ladder.category(one.problem.category).title),
        said(law.words) if law else "",
        cited(law.source) if law else "",
        one.words,
        one.review,
        day_words(as_day(one.reviewed_at), today, weekday=False),
        _outcome(one),
        _last_words(one),
        day_words(as_day(one.appeal_until_at), today) if one.may_be_appealed(now) else "",
    )


def _outcome(one: Exclusion) -> str:
    match one.stage:
        case Stage.APPEALED:
            return _("您家不同意，记下了；另一个没有经手过的人正在看。")
        case Stage.UPHELD:
            return _("另一个人看过了：还是不算进考核。")
        case Stage.OVERTURNED:
            return _("另一个人看过了：您说得对，照样算进考核。")
        case Stage.LIFTED:
            return _("区里两个人重新看过：照样算进考核。")
        case _:
            return ""


def _last_words(one: Exclusion) -> str:
    """Why it was decided as it was: of what was lifted the reason of that, else that of the appeal."""
    if one.stage is not Stage.LIFTED:
        return one.decision
    return next((each.words for each in one.liftings.all() if each.is_agreed), "")
