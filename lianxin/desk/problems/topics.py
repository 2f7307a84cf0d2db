"""每月一题 on the desk: candidates as last night counted them, topics with their steps, what came of them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.dateformat import format as formatted
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from lianxin.areas.models import Area
from lianxin.chance import is_beyond_chance
from lianxin.desk.forms import Plain, Words
from lianxin.desk.places import Place
from lianxin.desk.problems.speech import Speech
from lianxin.people.access import may
from lianxin.people.models import Post
from lianxin.people.vocabulary import Role
from lianxin.problems.actions.topics import LONGEST_TITLE, next_month
from lianxin.problems.models import Recurring, Topic, TopicStep
from lianxin.problems.recurring import Outcome, outcome_of

EDIT = "problem.dispatch"
LEADING = (Role.COLLECTOR.value, Role.TOWN_HEAD.value, Role.DISTRICT_DESK.value)
MOST_PEOPLE, MOST_CANDIDATES, MOST_CLOSED = 200, 30, 24


class TopicForm(Plain):
    """What somebody says when he takes up a topic; `people` are (key, name and post) of who may lead it."""

    month = forms.ChoiceField(label=gettext_lazy("哪个月的题"))
    title = forms.CharField(
        label=gettext_lazy("题目"),
        max_length=LONGEST_TITLE,
        help_text=gettext_lazy("一句话，说清要解决什么。不写姓名。"),
    )
    owner = forms.ChoiceField(label=gettext_lazy("谁牵头"))
    plan = Words(label=gettext_lazy("打算怎么办"), rows=4)

    def __init__(self, today: date, people: Sequence[tuple[str, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        this = today.replace(day=1)
        self.fields["month"].choices = [
            (f"{one:%Y-%m}", month_words(one)) for one in (this, next_month(this))
        ]
        self.fields["owner"].choices = [("", _("请选")), *people]


class LeaderForm(Plain):
    """Who leads a topic from now on, among `people` as above."""

    to = forms.ChoiceField(label=gettext_lazy("改由谁牵头"))

    def __init__(self, people: Sequence[tuple[str, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].choices = [("", _("请选")), *people]


class StepForm(Plain):
    due_on = forms.DateField(
        label=gettext_lazy("哪天以前"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    words = Words(label=gettext_lazy("办什么"), rows=2)


class ResultForm(Plain):
    result = Words(label=gettext_lazy("办得怎样"), rows=2)


class ClosingForm(Plain):
    changed = Words(
        label=gettext_lazy("现在有什么不一样"),
        rows=3,
        help_text=gettext_lazy("说变化，不说做了多少事：哪里不再停水、谁不用再跑。"),
    )


@dataclass(frozen=True, slots=True)
class Candidate:
    """What recurs in a town. `topic`: the one that is already open for it; `may_take_up`: by the reader."""

    row: Recurring
    title: str
    topic: Topic | None
    may_take_up: bool

    @property
    def is_sure(self) -> bool:
        """Whether it came up more, or less, than in the window before, beyond chance."""
        return is_beyond_chance(self.row.before, self.row.problems)

    @property
    def change(self) -> int:
        return self.row.problems - self.row.before


@dataclass(frozen=True, slots=True)
class Step:
    """A step with how it stands: `done`, `overdue`, `today` or `ahead`."""

    step: TopicStep
    state: str


def topics_in(place: Place, person: Any) -> QuerySet[Topic]:
    """The topics of a place and of what lies below it that a person sees."""
    return _inside(Topic.objects.seen_by(person).standing(), place).select_related("area", "owner")


def candidates_in(place: Place, person: Any, speech: Speech) -> list[Candidate]:
    """Those that most homes raised first."""
    rows = _inside(Recurring.objects.seen_by(person), place).select_related("area")
    listed = list(rows.order_by("-homes", "-problems", "category", "pk")[:MOST_CANDIDATES])
    areas = {row.area_id for row in listed}
    taken = {(one.area_id, one.category): one for one in Topic.objects.open().filter(area__in=areas)}
    allowed = {
        row.area_id: may(person, EDIT, row.area) for row in {one.area_id: one for one in listed}.values()
    }
    return [
        Candidate(
            row,
            speech.category(row.category),
            taken.get((row.area_id, row.category)),
            allowed[row.area_id],
        )
        for row in listed
    ]


def leaders_for(area: Area, today: date) -> list[tuple[str, str]]:
    """Who may lead a topic of an area: whoever holds a working post there or above."""
    codes = area.path.strip("/").split("/")
    line = ["/".join(codes[: at + 1]) + "/" for at in range(len(codes))]
    posts = Post.objects.on(today).filter(area__path__in=line, role__in=LEADING, staff__is_active=True)
    found = posts.select_related("staff", "area").order_by("-area__path", "staff__number")[:MOST_PEOPLE]
    people = {str(post.staff_id): f"{post.staff.name} {post.area.name}" for post in found}
    return list(people.items())


def steps_of(topic: Topic, today: date) -> list[Step]:
    return [Step(one, _state(one, today)) for one in topic.steps.select_related("done_by")]


def came_of(topic: Topic, speech: Speech, today: date) -> Outcome | None:
    """What came of a topic so far, counted now; None without a policy, and on the day it was taken up."""
    if speech.ground is None or topic.taken_up_on >= today:
        return None
    ladder = speech.ground.ladder
    return outcome_of(topic.area, topic.category, ladder, taken_up_on=topic.taken_up_on, today=today)


def outcome_words(before: int, after: int, days: int) -> str:
    """`定题前 34 天 12 件，定题后 34 天 7 件，少了 5 件，可能是碰巧`."""
    told = {
        "days": days,
        "before": f"{before:,}",
        "after": f"{after:,}",
        "change": f"{abs(after - before):,}",
    }
    said = ngettext(
        "定题前 %(days)d 天 %(before)s 件，定题后 %(days)d 天 %(after)s 件",
        "定题前 %(days)d 天 %(before)s 件，定题后 %(days)d 天 %(after)s 件",
        days,
    )
    if after == before:
        return said % told + _("，一样多")
    more = _("，多了 %(change)s 件") if after > before else _("，少了 %(change)s 件")
    sure = "" if is_beyond_chance(before, after) else _("，这点差别可能是碰巧")
    return (said + more) % told + sure


def elsewhere_words(outcome: Outcome) -> str:
    """What the same kind of problem did in the same days where it was no topic."""
    told = {"before": f"{outcome.elsewhere.before:,}", "after": f"{outcome.elsewhere.after:,}"}
    return _("同样这些天，区里别处同一类：之前 %(before)s 件，之后 %(after)s 件。") % told


def month_words(first: date) -> str:
    """`2026年3月`."""
    return formatted(first, _("Y年n月"))


def _inside(rows: QuerySet[Any], place: Place) -> QuerySet[Any]:
    if place.area is None or place.is_whole_district:
        return rows
    return rows.filter(area__in=Area.objects.within_ids(place.area))


def _state(step: TopicStep, today: date) -> str:
    if step.done_at is not None:
        return "done"
    if step.due_on == today:
        return "today"
    return "overdue" if step.due_on < today else "ahead"


def titles_of(topics: Iterable[Topic], speech: Speech) -> list[tuple[Topic, str]]:
    return [(one, speech.category(one.category)) for one in topics]
