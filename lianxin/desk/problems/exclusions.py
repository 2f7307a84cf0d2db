"""不计入考核 on the desk: what waits for a review or a last word, and how much each town leaves out."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from lianxin.areas.models import Area
from lianxin.areas.vocabulary import TOWN
from lianxin.desk.forms import Plain, Tall, Words
from lianxin.desk.problems.leading import PlaceFilter
from lianxin.desk.problems.lines import Line, lines_of
from lianxin.desk.problems.promises import Share
from lianxin.desk.problems.speech import Left, Speech
from lianxin.desk.words import said
from lianxin.policies.ladder.parts import ExclusionGround, Ladder
from lianxin.problems.excluded import limits_of
from lianxin.problems.figures import lying
from lianxin.problems.models import Exclusion, Judgement, Lifting, Problem
from lianxin.problems.queries import kept_by_town, kept_of_all
from lianxin.problems.recurring import midnight
from lianxin.problems.vocabulary import Channel, Stage

YEAR_DAYS = 365
SHOWN = 50
LISTS = (
    ("reviews", _("等核的")),
    ("appeals", _("群众不同意、等定的")),
    ("liftings", _("有人提出收回的")),
    ("decided", _("已经定的")),
)


class ExclusionFilter(PlaceFilter):
    show = forms.ChoiceField(choices=LISTS, required=False)


class ProposalForm(Plain):
    """A ground of the policy, and why, for the household to read."""

    ground = forms.ChoiceField(label=_("依据"), widget=Tall)
    words = Words(
        label=_("为什么谁也办不到"),
        rows=3,
        help_text=_("照能念给这一户听的写：查了什么、依据是什么。同意以后，这一户看得到。"),
    )

    def __init__(self, ladder: Ladder, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["ground"].choices = [(one.code, said(one.title)) for one in ladder.exclusions.values()]


class ReviewForm(Plain):
    answer = forms.ChoiceField(
        label=_("核下来"),
        choices=[("yes", _("同意：不计入")), ("no", _("不同意：照样计入"))],
        widget=forms.RadioSelect,
    )
    words = Words(label=_("理由"), rows=3, help_text=_("同意的，这一户看得到。"))


class DecisionForm(Plain):
    answer = forms.ChoiceField(
        label=_("定下来"),
        choices=[("yes", _("维持：不计入")), ("no", _("撤销：照样计入"))],
        widget=forms.RadioSelect,
    )
    words = Words(label=_("理由"), rows=3, help_text=_("这一户看得到。定了就不再变。"))


class LiftingForm(Plain):
    words = Words(
        label=_("为什么不再成立"),
        rows=3,
        help_text=_("照能念给这一户听的写。第二个人同意以后，这一户看得到。"),
    )


class SecondForm(Plain):
    """What the second person says to it."""

    answer = forms.ChoiceField(
        label=_("定下来"),
        choices=[("yes", _("同意收回：照样计入")), ("no", _("不同意：还是不计入"))],
        widget=forms.RadioSelect,
    )
    words = Words(label=_("理由"), rows=3)


class AppealForm(Plain):
    channel = forms.ChoiceField(
        label=_("怎么说的"),
        choices=[(one.value, _(one.zh)) for one in (Channel.CLERK, Channel.VISIT)],
        widget=forms.RadioSelect,
    )
    words = Words(label=_("这一户怎么说"), rows=3, required=False)


@dataclass(frozen=True, slots=True)
class Item:
    """One exclusion as a line. `lifting`: one that somebody asked for and that waits, or was agreed to.
    `left`: how long its answer may take, None where none is owed."""

    exclusion: Exclusion
    line: Line
    town: str
    ground: str
    stage: str
    lifting: Lifting | None
    left: Left | None


def ground_of(code: str, speech: Speech) -> ExclusionGround | None:
    return speech.ground.ladder.exclusions.get(code) if speech.ground else None


def title_of(code: str, speech: Speech) -> str:
    known = ground_of(code, speech)
    return said(known.title) if known else code


def listed(seen: QuerySet[Exclusion], show: str) -> QuerySet[Exclusion]:
    """Those of a list, what is due first before the others."""
    match show:
        case "appeals":
            return seen.to_decide().order_by("due_at", "pk")
        case "liftings":
            return seen.to_lift().filter(liftings__is_agreed=None).order_by("liftings__due_at", "pk")
        case "decided":
            return (
                seen.exclude(is_accepted=None)
                .exclude(pk__in=seen.to_decide().values("pk"))
                .order_by("-reviewed_at", "-pk")
            )
        case _:
            return seen.to_review().order_by("due_at", "pk")


def items_of(exclusions: Iterable[Exclusion], person: Any, speech: Speech) -> list[Item]:
    some = list(exclusions)
    lines = {one.problem.pk: one for one in lines_of([each.problem for each in some], person, speech)}
    liftings = {one.exclusion_id: one for one in live_liftings(some)}
    return [
        Item(
            one,
            lines[one.problem_id],
            one.problem.town.name,
            title_of(one.ground, speech),
            said(one.stage),
            liftings.get(one.pk),
            _left(one, liftings.get(one.pk), speech),
        )
        for one in some
    ]


def live_liftings(exclusions: Iterable[Exclusion]) -> QuerySet[Lifting]:
    """Those that wait for a second person or were agreed to, one of an exclusion at most."""
    keys = [one.pk for one in exclusions]
    rows = Lifting.objects.filter(exclusion__in=keys).exclude(is_agreed=False)
    return rows.select_related("asked_by", "answered_by")


def _left(one: Exclusion, lifting: Lifting | None, speech: Speech) -> Left | None:
    if one.stage in (Stage.PROPOSED, Stage.APPEALED):
        return speech.until(one.due_at, False)
    return speech.until(lifting.due_at, False) if lifting and lifting.is_agreed is None else None


@dataclass(frozen=True, slots=True)
class TownRow:
    """A town over a year: what came in, how much of it does not count and how much did that was overturned or
    lifted, with what is overdue, promises and what was said not to be done, each as (counted, with all)."""

    area: Area
    came: int
    excluded: int
    overturned: int
    grounds: list[tuple[str, int]]
    overdue: tuple[int, int]
    kept: tuple[Share, Share]
    not_done: tuple[int, int]
    is_alarming: bool

    @property
    def share(self) -> str:
        return f"{100 * self.excluded / self.came:.1f}%" if self.came else "—"


def towns_of(problems: QuerySet[Problem], speech: Speech, today: date) -> list[TownRow]:
    """Each town in sight with anything to say, in the order of the tree, never by share."""
    since, now = today - timedelta(days=YEAR_DAYS), speech.now
    about = Exclusion.objects.filter(problem__in=problems.order_by().values("pk"))
    standing = _by_town(about.standing())
    overturned = _by_town(about.filter(Q(is_upheld=False) | Q(lifted_at__isnull=False)))
    grounds: dict[UUID, Counter[str]] = defaultdict(Counter)
    for town, ground in about.standing().order_by().values_list("problem__town", "ground"):
        grounds[town][title_of(ground, speech)] += 1
    came, late = _came(problems, since), _late(problems, now)
    kept = {row.town: row for row in kept_by_town(problems, since, today)}
    of_all = {row.town: row for row in kept_of_all(problems, since, today)}
    said_no, excused = _not_done(problems, midnight(since))
    limits = limits_of(speech.ground.ladder if speech.ground else None)
    rows = []
    for area in Area.objects.filter(pk__in={*came, *standing, *overturned}).order_by("path"):
        key = area.pk
        shares = tuple(
            Share(one.kept, one.kept + one.broken, one.changed) if one else Share(0, 0, 0)
            for one in (kept.get(key), of_all.get(key))
        )
        rows.append(
            TownRow(
                area,
                came.get(key, 0),
                standing.get(key, 0),
                overturned.get(key, 0),
                grounds[key].most_common(),
                late.get(key, (0, 0)),
                (shares[0], shares[1]),
                (said_no.get(key, 0) - excused.get(key, 0), said_no.get(key, 0)),
                limits.is_alarming(standing.get(key, 0), came.get(key, 0)),
            )
        )
    return rows


def _by_town(rows: QuerySet[Exclusion]) -> dict[UUID, int]:
    counted = rows.order_by().values("problem__town").annotate(number=Count("pk"))
    return dict(counted.values_list("problem__town", "number"))


def _towns() -> dict[UUID, UUID]:
    """By area, the town it lies in; itself where it lies in none."""
    areas = list(Area.objects.values_list("pk", "path", "level"))
    towns = {path: key for key, path, level in areas if level == TOWN}
    return {key: towns.get("/".join(path.split("/")[:2]) + "/", key) for key, path, _level in areas}


def _came(problems: QuerySet[Problem], since: date) -> dict[UUID, int]:
    """What came in, by town: counted by area, which an index answers."""
    rows = problems.filter(opened_at__gte=midnight(since)).order_by().values("area")
    return _summed(dict(rows.annotate(number=Count("*")).values_list("area", "number")))


def _late(problems: QuerySet[Problem], now: datetime) -> dict[UUID, tuple[int, int]]:
    found: Counter[UUID] = Counter()
    for row in lying(problems, now):
        found[row.area] += row.overdue
    every = problems.overdue(now).order_by().values("area").annotate(number=Count("*"))
    of_all = _summed(dict(every.values_list("area", "number")))
    counted = _summed(found)
    return {key: (counted.get(key, 0), number) for key, number in of_all.items()}


def _not_done(problems: QuerySet[Problem], since: datetime) -> tuple[dict[UUID, int], dict[UUID, int]]:
    """How often households said that it was not done, by town; and how often of what does not count."""
    rows = Judgement.objects.filter(is_done=False, judged_at__gte=since).order_by()
    if problems.query.where:
        rows = rows.filter(ending__problem__in=problems.order_by().values("pk"))
    said_no = rows.values("ending__problem__town").annotate(number=Count("pk"))
    left_out = said_no.filter(ending__problem__in=Exclusion.objects.standing().values("problem"))
    columns = ("ending__problem__town", "number")
    return dict(said_no.values_list(*columns)), dict(left_out.values_list(*columns))


def _summed(by_area: Mapping[UUID, int]) -> dict[UUID, int]:
    towns, found = _towns(), Counter[UUID]()
    for area, number in by_area.items():
        found[towns.get(area, area)] += number
    return dict(found)
