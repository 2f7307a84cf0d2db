"""What the page of a household says of its problems: the open ones, the nearest deadline first."""

from dataclasses import dataclass
from typing import Any

from lianxin.desk.problems.lines import Line, lines_of
from lianxin.desk.problems.speech import Speech
from lianxin.problems import queries
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
    account = queries.account_of(household).prefetch_related(None).order_by()
    opened = account.filter(ended_at=None)
    first = list(opened.order_by("due_at", "pk")[: SHOWN + 1])
    more = opened.count() - SHOWN if len(first) > SHOWN else 0
    ended = account.exclude(ended_at=None).count()
    return Raised(lines_of(first[:SHOWN], person, speech), more, ended)
