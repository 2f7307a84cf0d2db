"""Workload levelling: who owes too many visits in a week, and the cheapest way to spread them. Pure.

All visits of the cadres concerned are placed anew at the least cost: in another week within their window (a
point for each week), or with a colleague who has room that week (points as the caller says, for the way and
for a new face). It is a flow problem, solved exactly; what finds no place at all is said.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from ortools.graph.python import min_cost_flow

from lianxin.planning.sentences import day_in_words
from lianxin.planning.vocabulary import Duty, Id
from lianxin.workdays import Calendar

DAY, WEEK = timedelta(days=1), timedelta(days=7)
POINTS_A_WEEK = 1
NOBODY = 10_000  # points for a visit that finds no place: more than any way out
# (Chinese, English)
MESSAGES: Mapping[str, tuple[str, str]] = {
    "over": (
        "{week}那周要走访 {owed} 处，最多 {allowed} 处。",
        "In the week of {week} {owed} visits are owed and {allowed} allowed.",
    ),
    "another_week": ("改到{week}那周。", "Make it in the week of {week}."),
    "another_cadre": ("{week}那周请{colleague}代走访。", "Ask {colleague} to make it in the week of {week}."),
    "nobody": ("到期前没有人有空。", "Nobody has room before it is due."),
}


@dataclass(frozen=True, slots=True)
class Move:
    """One visit (all duties of one door that week) that goes elsewhere; `cadre` None: nobody has room."""

    duties: tuple[Duty, ...]
    from_week: date
    week: date
    cadre: Id | None
    points: int

    def message(self, lang: str = "zh", colleague: str = "") -> str:
        """What to do, in Chinese, or in English when `lang` begins with "en"; with the name of the colleague
        who is to be asked, where the reader may know it."""
        same = self.cadre == self.duties[0].cadre
        code = "nobody" if self.cadre is None else "another_week" if same else "another_cadre"
        somebody = "a colleague" if lang.startswith("en") else "同事"
        return _say(code, lang, self.week, colleague=colleague or somebody)


@dataclass(frozen=True, slots=True)
class Overload:
    """A cadre who owes too much: (Monday, owed, allowed) of each such week, and the moves that end it."""

    cadre: Id
    weeks: tuple[tuple[date, int, int], ...]
    moves: tuple[Move, ...]

    @property
    def unplaced(self) -> int:
        return sum(move.cadre is None for move in self.moves)

    def messages(self, lang: str = "zh") -> tuple[str, ...]:
        """One sentence for each week that is too full."""
        return tuple(_say("over", lang, on, owed=owed, allowed=most) for on, owed, most in self.weeks)


@dataclass(frozen=True, slots=True)
class _Visit:
    duties: tuple[Duty, ...]
    week: date

    @property
    def cadre(self) -> Id:
        return self.duties[0].cadre

    def weeks(self, calendar: Calendar) -> list[date]:
        """The Mondays of the weeks in which it could be made, its own first."""
        opens, due = max(one.opens_on for one in self.duties), min(one.due_on for one in self.duties)
        days = (opens + DAY * step for step in range((due - opens).days + 1))
        return list(dict.fromkeys([self.week, *(_monday(day) for day in days if calendar.is_workday(day))]))


def overload(
    duties: Iterable[Duty],
    limits: Mapping[Id, int],
    *,
    colleagues: Mapping[Id, Sequence[tuple[Id, int]]],
    calendar: Calendar,
) -> list[Overload]:
    """The cadres who owe more in some week than `limits` (visits a week) allow, by their first such week.

    A round counts in the week it is planned for. Anything else goes along with a round of its door if both
    can be done on one day, or counts in the week it opens; what one door is owed in a week is one visit.
    `colleagues`: who could stand in for a cadre, with the points of one visit.
    """
    visits = _visits(duties)
    load = Counter((visit.cadre, visit.week) for visit in visits)
    over = {at: owed for at, owed in load.items() if owed > limits[at[0]]}
    concerned = {cadre for cadre, _ in over}
    if not concerned:
        return []
    placing = _Placing(load, limits, concerned)
    moved = placing.solve([visit for visit in visits if visit.cadre in concerned], colleagues, calendar)
    return [
        Overload(
            cadre,
            tuple(
                (week, owed, limits[cadre])
                for (who, week), owed in sorted(over.items(), key=_week)
                if who == cadre
            ),
            tuple(move for move in moved if move.duties[0].cadre == cadre),
        )
        for cadre in dict.fromkeys(cadre for cadre, _ in sorted(over, key=lambda at: at[1]))
    ]


class _Placing:
    """The flow: visits to (cadre, week), each with as much room as is left."""

    def __init__(self, load: Counter[tuple[Id, date]], limits: Mapping[Id, int], concerned: set[Id]) -> None:
        self.load, self.limits, self.concerned = load, limits, concerned
        self.flow = min_cost_flow.SimpleMinCostFlow()
        self.slots: dict[tuple[Id, date], int] = {}

    def solve(
        self,
        visits: Sequence[_Visit],
        colleagues: Mapping[Id, Sequence[tuple[Id, int]]],
        calendar: Calendar,
    ) -> list[Move]:
        """Place all visits; return those that do not stay where they are."""
        sink, nobody = 0, 1
        ways: dict[int, tuple[_Visit, date, Id | None, int]] = {}
        self.flow.add_arc_with_capacity_and_unit_cost(nobody, sink, len(visits), 0)
        first = 2 + len(visits)
        for at, visit in enumerate(visits, 2):
            self.flow.set_node_supply(at, 1)
            weeks = visit.weeks(calendar)
            options: list[tuple[date, Id, int]] = [
                (week, visit.cadre, POINTS_A_WEEK * abs((week - visit.week).days) // 7) for week in weeks
            ]
            options += [(visit.week, other, points) for other, points in colleagues.get(visit.cadre, ())]
            for week, cadre, points in options:
                slot = self.slots.setdefault((cadre, week), first + len(self.slots))
                arc = self.flow.add_arc_with_capacity_and_unit_cost(at, slot, 1, points)
                ways[arc] = visit, week, cadre, points
            arc = self.flow.add_arc_with_capacity_and_unit_cost(at, nobody, 1, NOBODY)
            ways[arc] = visit, visit.week, None, NOBODY
        for (cadre, week), slot in self.slots.items():
            taken = 0 if cadre in self.concerned else self.load[cadre, week]
            room = max(self.limits[cadre] - taken, 0)
            self.flow.add_arc_with_capacity_and_unit_cost(slot, sink, room, 0)
        self.flow.set_node_supply(sink, -len(visits))
        assert self.flow.solve() == self.flow.OPTIMAL  # there is always `nobody`
        chosen = (ways[arc] for arc in ways if self.flow.flow(arc))
        return [
            Move(visit.duties, visit.week, week, cadre, points)
            for visit, week, cadre, points in chosen
            if (week, cadre) != (visit.week, visit.cadre)
        ]


def _visits(duties: Iterable[Duty]) -> list[_Visit]:
    at: dict[tuple[Id, Id | None], dict[date, list[Duty]]] = {}
    for duty in sorted(duties, key=lambda one: (one.planned_on is None, one.planned_on or one.opens_on)):
        weeks = at.setdefault((duty.cadre, duty.area if duty.home is None else duty.home), {})
        week = duty.planned_on or next(
            (one for one in weeks if _fits(duty, weeks[one])), _monday(duty.opens_on)
        )
        weeks.setdefault(week, []).append(duty)
    return [_Visit(tuple(own), week) for weeks in at.values() for week, own in weeks.items()]


def _fits(duty: Duty, others: Sequence[Duty]) -> bool:
    """Whether there is a day on which all of them may be done."""
    return max(duty.opens_on, *(one.opens_on for one in others)) <= min(
        duty.due_on, *(one.due_on for one in others)
    )


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _week(item: tuple[tuple[Id, date], int]) -> date:
    return item[0][1]


def _say(code: str, lang: str, week: date, **values: object) -> str:
    english = lang.startswith("en")
    words = day_in_words(week, week.year, english=english)
    return MESSAGES[code][english].format(week=words, **values)
