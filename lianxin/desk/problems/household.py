"""What the page of a household says of its problems: the open ones, the nearest deadline first."""

from dataclasses import dataclass
from typing import Any

from lianxin.desk.problems.lines import Line, lines_of
from lianxin.desk.problems.speech import Speech
from lianxin.problems import queries
from lianxin.problems.models import Problem
from lianxin.registry.models import Household

SHOWN = 5


@dataclass(frozen=True, slots=True)
class Raised:
    """`open` are the first of the open ones, `more` how many others there are, `ended` how many ended."""

    open: list[Line]
    more: int
    ended: int


def raised_by(household: Household, person: Any, speech: Speech) -> Raised:
    """What a home raised, itself or along with others; about seven queries."""
    ended_at = queries.raised_by(household)
    opened = [key for key, at in ended_at.items() if at is None]
    first = queries.shown(Problem.objects.filter(pk__in=opened)).order_by("due_at", "pk")[:SHOWN]
    ended = len(ended_at) - len(opened)
    return Raised(lines_of(list(first), person, speech), max(len(opened) - SHOWN, 0), ended)
