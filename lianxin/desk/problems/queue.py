"""等我办的: what needs one person now, in groups, each with the nearest deadline first."""

from dataclasses import dataclass, replace
from typing import Any

from django.db.models import Exists, F, OuterRef
from django.urls import reverse
from django.utils.translation import gettext as _

from lianxin.desk.households.rows import Row
from lianxin.desk.planning.visits import rows_seen
from lianxin.desk.planning.waiting import Line as WaitingLine
from lianxin.desk.problems.lines import Line, lines_of
from lianxin.desk.problems.offices import offices_of
from lianxin.desk.problems.speech import Left, Speech
from lianxin.desk.visits.words import Titles, category_word, form_today, titles_of
from lianxin.desk.words import as_day
from lianxin.people.access import holds, may, within_sight
from lianxin.people.vocabulary import Role
from lianxin.problems import queries
from lianxin.problems.models import Custody, Ending, Joint, Packet, Problem, Reply
from lianxin.problems.vocabulary import Phase

SHOWN = 10
MINE = 50
MOST = 500
"""Lines of a group; of the others it says how many there are, up to so many."""


@dataclass(frozen=True, slots=True)
class Group:
    """Some problems that need the same of a person. `total` counts those not shown, too; `address` leads to
    all of them, empty where there is no such list; `may_pick`: they may be given out together."""

    code: str
    title: str
    says: str
    lines: list[Line]
    total: int
    address: str = ""
    may_pick: bool = False

    @property
    def more(self) -> int:
        return self.total - len(self.lines)

    @property
    def counted(self) -> str:
        """`12`, and `500+` for more than anybody counts through."""
        return f"{MOST}+" if self.total > MOST else str(self.total)


@dataclass(frozen=True, slots=True)
class _Found:
    """A group whose problems are not lines yet. `lefts`: by key, where the time for an answer counts."""

    group: Group
    problems: list[Problem]
    lefts: dict[Any, Left]


@dataclass(frozen=True, slots=True)
class Owed:
    """An answer owed to a home: `row` is the home where it is in sight, `about` what it advised on."""

    reply: Reply
    row: Row | None
    about: str
    left: Left


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a problem that one's office was asked for; `is_seen`: its page is open to the reader."""

    joint: Joint
    title: str
    left: Left
    is_seen: bool


def groups_of(person: Any, speech: Speech) -> list[Group]:
    """The groups that have anything, what others wait for first; the same queries however much lies there."""
    offices = offices_of(person)
    found = [
        *_packets(person, offices, speech),
        _to_accept(person, offices),
        _sent_back(person),
        _mine(person, offices),
        _to_ask(person),
    ]
    return _lined([one for one in found if one is not None], person, speech)


def _lined(found: list[_Found], person: Any, speech: Speech) -> list[Group]:
    """The groups with their lines; the homes of all of them are looked up at once."""
    rows = rows_seen((one.household_id for some in found for one in some.problems), person)
    return [
        replace(some.group, lines=lines_of(some.problems, person, speech, lefts=some.lefts, rows=rows))
        for some in found
    ]


def waiting_lines(person: Any) -> list[WaitingLine]:
    """For the first page: what waits for one's office and for oneself, each with a number; four counts."""
    offices, mine = offices_of(person), reverse("desk:problems")
    waiting = Problem.objects.lying_in(*offices).at(Phase.WAITING).order_by().count() if offices else 0
    packets = queries.packets_to_answer(offices).exclude(sent_by=person) if offices else Packet.objects.none()
    if not may(person, "problem.decide"):
        packets = packets.filter(is_second=False)
    lines = [
        WaitingLine(waiting, _("件问题等接办"), mine),
        WaitingLine(packets.order_by().count(), _("件报上来的问题等答复"), mine),
        WaitingLine(Reply.objects.of(person).count(), _("条群众的建议等您答复"), mine),
    ]
    return [line for line in lines if line.number]


def replies_of(person: Any, speech: Speech) -> list[Owed]:
    """The answers a person owes to homes that gave advice, the nearest day first."""
    owed = list(queries.my_replies(person)[:MINE])
    rows = rows_seen((one.household_id for one in owed), person)
    titles: Titles = titles_of([form_today(as_day(speech.now))]) if owed else {}
    return [
        Owed(
            one,
            rows.get(one.household_id),
            category_word(titles, one.item.kind, one.item.category),
            speech.answer_left(one),
        )
        for one in owed
    ]


def parts_of(person: Any, speech: Speech) -> list[Part]:
    """The parts that one's office was asked for, the nearest deadline first."""
    offices = offices_of(person)
    asked = queries.my_parts(offices).exclude(is_lead=True, area=F("problem__holder"))
    parts = list(asked.select_related("problem__holder", "problem__owner", "area")[:MINE]) if offices else []
    keys = [one.problem_id for one in parts]
    seen = (
        set(Problem.objects.seen_by(person).filter(pk__in=keys).values_list("pk", flat=True)) if keys else ()
    )
    return [
        Part(one, speech.title(one.problem), speech.left(one.problem), one.problem_id in seen)
        for one in parts
    ]


def _packets(person: Any, offices: list[Any], speech: Speech) -> list[_Found | None]:
    """What was sent up to one's office; of the district desk, apart from it what it has to decide."""
    waiting = queries.packets_to_answer(offices).exclude(sent_by=person) if offices else Packet.objects.none()
    first = waiting.filter(is_second=False)
    second = waiting.filter(is_second=True) if may(person, "problem.decide") else Packet.objects.none()
    return [
        _of_packets(
            "packets",
            _("下面报上来，等答复"),
            _("到点不答复，就算接下了。"),
            first,
            speech,
        ),
        _of_packets(
            "decide",
            _("退回过又报上来，等裁定"),
            _("到点不裁定，就由区级承办。"),
            second,
            speech,
        ),
    ]


def _of_packets(code: str, title: str, says: str, packets: Any, speech: Speech) -> _Found | None:
    some = list(packets[:SHOWN])
    if not some:
        return None
    problems = queries.listed(Problem.objects.all()).in_bulk([one.problem_id for one in some])
    lefts = {one.problem_id: speech.answer_left(one) for one in some}
    ordered = [problems[one.problem_id] for one in some]
    total = packets.count() if len(some) == SHOWN else len(some)
    return _Found(Group(code, title, says, [], total), ordered, lefts)


def _to_accept(person: Any, offices: list[Any]) -> _Found | None:
    if not offices:
        return None
    waiting = Problem.objects.lying_in(*offices).at(Phase.WAITING)
    address = f"{reverse('desk:problem-list')}?area=all&phase=waiting&office=on"
    return _group(
        "accept",
        _("等接办"),
        _("没人接办以前，由最先听到的人负责；期限已经在算。"),
        waiting,
        address=address,
        may_pick=may(person, "problem.dispatch"),
    )


def _sent_back(person: Any) -> _Found | None:
    back = Problem.objects.of(person).at(Phase.SENT_BACK)
    return _group("back", _("退回来的"), _("接着办，或者再报一次，由群工部裁定。"), back)


def _mine(person: Any, offices: list[Any]) -> _Found | None:
    mine = Problem.objects.of(person).exclude(phase=Phase.SENT_BACK.value)
    if offices:
        mine = mine.exclude(phase=Phase.WAITING.value, holder__in=offices)
    address = f"{reverse('desk:problem-list')}?area=all&mine=on"
    says = _("您接办的，和您最先听到、还没人接的。")
    return _group("mine", _("在我手上"), says, mine, limit=MINE, address=address)


def _to_ask(person: Any) -> _Found | None:
    """Ended ones, of which somebody other than who did it asks the household."""
    if not holds(person, Role.TOWN_HEAD, Role.DISTRICT_DESK, Role.SUPERVISOR):
        return None
    if not may(person, "problem.judge"):
        return None
    ended = Problem.objects.seen_by(person).at(Phase.ENDED)
    ended = ended.filter(within_sight(person, "problem.judge", field="holder_id"))
    of_it = {"problem": OuterRef("pk")}
    ended = ended.exclude(Exists(Ending.objects.filter(**of_it, ended_by=person, reopened_at=None)))
    worked = Custody.objects.filter(**of_it, owner=person).exclude(accepted_at=None)
    ended = ended.exclude(Exists(worked))
    address = f"{reverse('desk:problem-list')}?area=all&state=ended&phase=ended"
    title, says = _("办结了，等问群众"), _("办的人不能自己替群众说好。问一句：办好了没有。")
    return _group("ask", title, says, ended, order=("ended_at", "pk"), address=address)


def _group(
    code: str,
    title: str,
    says: str,
    problems: Any,
    *,
    limit: int = SHOWN,
    order: tuple[str, ...] = ("due_at", "pk"),
    address: str = "",
    may_pick: bool = False,
) -> _Found | None:
    some = list(queries.listed(problems.order_by(*order))[:limit])
    if not some:
        return None
    total = problems.order_by().values("pk")[: MOST + 1].count() if len(some) == limit else len(some)
    return _Found(Group(code, title, says, [], total, address, may_pick), some, {})
