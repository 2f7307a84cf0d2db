"""What pages ask of the room: one function for each list or figure, each a few statements whatever the size.

Querysets come with what a line of a list shows (`shown`), so that a page of fifty lines costs no more than
one. Moments are passed in. What a person sees is asked of `Problem.objects.seen_by(person)` first and handed
in as `problems`.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, F, Q, QuerySet
from django.utils import timezone

from lianxin.policies.ladder.parts import Ladder
from lianxin.problems.excluded import left_out
from lianxin.problems.figures import promises_of
from lianxin.problems.likeness import Double, Raised, doubles
from lianxin.problems.models import Ending, Evidence, Joint, Origin, Packet, Problem, Promise, Reply
from lianxin.problems.recurring import codes_below
from lianxin.problems.vocabulary import Phase

MOST_COMPARED = 500
"""With so many problems of the same village and category, at most, a new one is compared."""
COMPARED = ("pk", "household_id", "area_id", "category", "words", "opened_at")

LISTED = (
    *("number", "household", "area", "owner", "category", "words", "quantity", "unit", "rung", "phase"),
    *("urgency", "due_at", "is_provisional", "pause_ends_at", "ended_at", "end", "opened_at"),
    *("is_longstanding", "not_done"),
)


def shown(problems: QuerySet[Problem]) -> QuerySet[Problem]:
    """With what a line shows: place, holder, whoever has it, the household."""
    return problems.select_related("area", "holder", "owner", "household")


def listed(problems: QuerySet[Problem]) -> QuerySet[Problem]:
    """With what a row of a list shows of a problem, and nothing else: a home is looked up apart."""
    return problems.select_related("area", "owner").only(*LISTED, "area__name", "owner__name")


def in_order(keys: Iterable[UUID]) -> list[Problem]:
    """The problems of these keys, as `listed`, in this order; without those that are gone."""
    wanted = list(keys)
    found = listed(Problem.objects.all()).in_bulk(wanted) if wanted else {}
    return [found[key] for key in wanted if key in found]


def my_replies(person: Any) -> QuerySet[Reply]:
    """The answers a person owes to homes that gave advice, the nearest day first."""
    return Reply.objects.of(person).select_related("item", "household", "area")


def my_parts(area_ids: Sequence[UUID]) -> QuerySet[Joint]:
    """Parts of problems that areas were asked to share in and have not answered yet."""
    waiting = Joint.objects.filter(area__in=area_ids, answered_at=None, problem__ended_at=None)
    return waiting.select_related("problem", "area").order_by("problem__due_at", "pk")


def packets_to_answer(area_ids: Sequence[UUID]) -> QuerySet[Packet]:
    """What was sent up to these areas and waits for an answer; at the district also what it has to decide."""
    waiting = Packet.objects.filter(to_area__in=area_ids, answered_at=None)
    return waiting.select_related("problem", "from_area", "to_area").order_by("answer_due_at", "pk")


def sent_back(problems: QuerySet[Problem]) -> QuerySet[Problem]:
    return shown(problems.at(Phase.SENT_BACK).nearest_first())


def overdue(problems: QuerySet[Problem], now: datetime) -> QuerySet[Problem]:
    """Open ones whose rung used up its time, the longest overdue first."""
    return shown(problems.filter(ended_at=None, due_at__lt=now).order_by("due_at", "pk"))


@dataclass(frozen=True, slots=True)
class Kept:
    """Promises of a town: kept, broken, and how often one was changed before its day."""

    town: UUID
    kept: int
    broken: int
    changed: int

    def without(self, some: "Kept | None") -> "Kept":
        """The same but for some of them."""
        if some is None:
            return self
        left = (self.kept - some.kept, self.broken - some.broken, self.changed - some.changed)
        return Kept(self.town, *left)

    @property
    def rate(self) -> float | None:
        """The share that was kept; None where no promise came to its end."""
        judged = self.kept + self.broken
        return self.kept / judged if judged else None


def kept_by_town(problems: QuerySet[Problem], first_on: date, last_on: date) -> list[Kept]:
    """How towns kept the promises that fell due from one day to another (both included), without those about
    problems whose exclusion stands."""
    excused = {row.town: row for row in kept_of_all(left_out(problems), first_on, last_on)}
    return [row.without(excused.get(row.town)) for row in kept_of_all(problems, first_on, last_on)]


def kept_of_all(problems: QuerySet[Problem], first_on: date, last_on: date) -> list[Kept]:
    """The same with all of them."""
    rows = (
        promises_of(problems)
        .due_between(first_on, last_on)
        .order_by()
        .values(town=F("problem__town"))
        .annotate(
            kept_ones=Count("pk", filter=Q(kept=True)),
            broken=Count("pk", filter=Q(kept=False)),
            changed=Count("pk", filter=Q(kept=None, replaced_by__isnull=False)),
        )
    )
    return [Kept(row["town"], row["kept_ones"], row["broken"], row["changed"]) for row in rows]


def promise_calendar(problems: QuerySet[Problem], first_on: date, last_on: date) -> QuerySet[Promise]:
    """Promises that stand and fall due on these days, in their order."""
    standing = promises_of(problems).standing().due_between(first_on, last_on)
    return standing.select_related("problem", "problem__household").order_by("due_on", "pk")


def raised_by(household: Any) -> dict[UUID, datetime | None]:
    """What a household raised, itself or along with others: by key, when it ended. One statement that walks
    two indexes, instead of asking of each problem of the district."""
    own = Problem.objects.filter(household=household).order_by().values_list("pk", "ended_at")
    along = Origin.objects.filter(household=household).order_by().values_list("problem", "problem__ended_at")
    return dict(own.union(along))


def account_of(household: Any) -> QuerySet[Problem]:
    """民生小账本: everything that a household raised, itself or along with others, the latest first."""
    mine = Problem.objects.filter(pk__in=list(raised_by(household)))
    return shown(mine).prefetch_related("promises", "endings", "endings__judgement")


def shown_to_household(**of: Any) -> QuerySet[Evidence]:
    """Photos of problems (`problem=`, `problem__household=`) that somebody marked 给这户看: what a home's own
    page may show of its own matters while it agrees to that, and nothing else. The picture is
    `evidence.keeping.take(key, problem_id)`, drawn anew when it came in; documents never."""
    return Evidence.objects.present().photos().filter(is_for_household=True, **of)


def bare(problems: QuerySet[Problem]) -> QuerySet[Problem]:
    """没有凭据: solved, and neither words nor a file say what shows it; the latest first."""
    keys = Ending.objects.filter(is_bare=True, reopened_at=None).values("problem")
    return shown(problems.filter(pk__in=keys).order_by("-ended_at", "-pk"))


def called(problems: QuerySet[Problem], reference: str) -> QuerySet[Problem]:
    """Those that came in under a number of elsewhere (12345, 信访), as the list that brought it has it."""
    spellings = {reference, reference.upper(), reference.lower()}
    keys = Origin.objects.filter(reference__in=spellings).exclude(reference="").values("problem")
    return shown(problems.filter(pk__in=keys)).order_by("-opened_at", "-pk")


def likely_doubles(problem: Problem, ladder: Ladder) -> list[Double]:
    """Open or recent problems that are likely the same; their keys are those of problems. See `likeness`."""
    days = ladder.number("alike_days")
    near = Q(area=problem.area_id)
    if problem.household_id:
        near |= Q(household=problem.household_id)
    reach = timedelta(days=days)
    others = Problem.objects.filter(
        near, opened_at__gte=problem.opened_at - reach, opened_at__lte=problem.opened_at + reach
    ).exclude(pk=problem.pk)
    alike = codes_below(ladder, ladder.category(problem.category).path[0])
    others = others.filter(category__in=[problem.category, *alike]).exclude(end="merged")
    some = others.order_by("-opened_at", "-pk").values_list(*COMPARED)[:MOST_COMPARED]
    new = _raised(*(getattr(problem, name) for name in COMPARED), ladder=ladder)
    return doubles(new, [_raised(*columns, ladder=ladder) for columns in some], days=days)


def _raised(
    key: UUID,
    household: UUID | None,
    village: UUID,
    category: str,
    words: str,
    at: datetime,
    *,
    ladder: Ladder,
) -> Raised:
    """What is compared of a problem, from its columns `COMPARED`."""
    return Raised(key, household, village, ladder.category(category).path, words, timezone.localdate(at))
