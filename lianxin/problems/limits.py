"""Numbers that a policy of deadlines may leave out: what they are then, and their bounds. Pure."""

from dataclasses import dataclass

from lianxin.policies.ladder.parts import Ladder
from lianxin.problems.topics import Floor


@dataclass(frozen=True, slots=True)
class Limit:
    """`usual` where the policy does not name it; what it names counts from `least` to `most`."""

    usual: int
    least: int
    most: int


LIMITS: dict[str, Limit] = {
    "promise_days": Limit(366, 1, 3_660),
    "topic_days": Limit(90, 7, 366),
    "topic_homes": Limit(5, 2, 1_000),
    "topic_villages": Limit(2, 1, 100),
    "evidence_files": Limit(6, 1, 20),
    "evidence_megabytes": Limit(10, 1, 20),
    "evidence_days": Limit(1_095, 30, 36_500),
}
"""How far ahead a promise may be; what recurs: within how many days, from how many homes and villages at
least; files of evidence: with one step, megabytes of each, days that they are kept after their problem
ended."""


def limit(ladder: Ladder | None, name: str) -> int:
    """A number of the policy in force, or the usual one; None: there is no policy."""
    bounds = LIMITS[name]
    named = ladder.numbers.get(name) if ladder else None
    return bounds.usual if named is None else max(bounds.least, min(bounds.most, int(named)))


def floor_of(ladder: Ladder | None) -> Floor:
    """What the policy in force asks of what recurs."""
    return Floor(*(limit(ladder, f"topic_{name}") for name in ("days", "homes", "villages")))
