"""Problems as lines of a list: what it is, whose home, who has it, how much time is left."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from lianxin.desk.households.rows import Row
from lianxin.desk.planning.visits import rows_seen
from lianxin.desk.problems.speech import Left, Speech
from lianxin.problems.models import Problem


@dataclass(frozen=True, slots=True)
class Line:
    """`row` is the home where the reader sees it; None for a place, and for a home out of sight."""

    problem: Problem
    row: Row | None
    title: str
    rung: str
    left: Left
    is_urgent: bool
    is_own: bool

    @property
    def home(self) -> str:
        """Whose home, in one word; empty for a place."""
        return (self.row.head_name or self.row.household.number) if self.row else ""


def lines_of(
    problems: Iterable[Problem],
    person: Any,
    speech: Speech,
    *,
    lefts: dict[Any, Left] | None = None,
    rows: dict[Any, Row] | None = None,
) -> list[Line]:
    """In the order given; five queries in all. `lefts`: by key of the problem, where another clock counts;
    `rows`: the homes in sight, where they are known already."""
    listed = list(problems)
    if rows is None:
        rows = rows_seen((one.household_id for one in listed), person)
    known = lefts or {}
    return [
        Line(
            one,
            rows.get(one.household_id),
            speech.title(one),
            speech.rung(one.rung),
            known.get(one.pk) or speech.left(one),
            speech.is_urgent(one.urgency),
            one.owner_id == person.pk,
        )
        for one in listed
    ]
