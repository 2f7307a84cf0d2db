"""The words of pairing: who is to be paired with whom, what it costs, and what came out. Pure.

A task is columns. Homes and cadres are known by their row: home 17 is row 17 of `Homes`. Costs are whole
points, so that a proof needs no tolerance; what a point is worth is said in `Weights`.
"""

from dataclasses import dataclass, field
from enum import IntFlag, StrEnum

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

NOBODY = -1  # in `Homes.keeper` and `Plan.pairs`
PRIORITY = 3  # the code of 连心户 in `Homes.tier`, as in lianxin.classification.vocabulary


class TaskError(ValueError):
    """A task that contradicts itself. `code` is stable; `message` says in Chinese where and why."""

    def __init__(self, code: str, message: str, message_en: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.message_en = message_en


@dataclass(frozen=True, slots=True)
class Homes:
    """The households, n rows.

    x, y: kilometres east and north on a plane (`positions.on_plane`). area, town: any numbers that name
    the village and the town. visits: owed in a year (1 or more). tier: code of the class. keeper: the row
    of the cadre who knows the family now, -1 when nobody does. needs: bit mask of languages and skills.
    """

    x: Floats
    y: Floats
    area: Ints
    town: Ints
    visits: Ints
    tier: Ints
    keeper: Ints
    needs: Ints

    @property
    def n(self) -> int:
        return len(self.x)


@dataclass(frozen=True, slots=True)
class Cadres:
    """The cadres, m rows.

    x, y: home village or office, on the same plane. quota_homes: how many households at most.
    quota_visits: how many visits a year at most. first_tier: leaders, who are there for 连心户 first.
    skills: bit mask, the same bits as `Homes.needs`. level: 0 village, 1 town, 2 district (for reports).
    """

    x: Floats
    y: Floats
    area: Ints
    town: Ints
    quota_homes: Ints
    quota_visits: Ints
    first_tier: Bools
    skills: Ints
    level: Ints

    @property
    def m(self) -> int:
        return len(self.x)


@dataclass(frozen=True, slots=True)
class Couples:
    """Rows of homes and cadres, side by side."""

    home: Ints
    cadre: Ints


class Forbidden(Couples):
    """Pairs that must not be: relatives, an open complaint, "please another person"."""


class Required(Couples):
    """Pairs the desk has set. They use up the quotas first, and stay even where a quota is too small."""


@dataclass(frozen=True, slots=True)
class Weights:
    """What a pair costs, in points (whole, none negative). A pair's cost is the sum of what applies.

    visit_km: each kilometre between the two (straight line), for each visit of the year. other_town: they
    belong to different towns. change: somebody else knows the family now. skill: each needed language or
    skill that the cadre lacks. leader: a leader takes a household that is not 连心户. unpaired: a home
    without a cadre; so dear that it happens only where the limits leave no other way.
    """

    visit_km: int = 10
    other_town: int = 600
    change: int = 400
    skill: int = 300
    leader: int = 500
    unpaired: int = 1_000_000


@dataclass(frozen=True, slots=True)
class Task:
    """Everything that decides the pairing, besides the seed. `fixed` are the desk's own pairs."""

    homes: Homes
    cadres: Cadres
    forbidden: Forbidden = field(default_factory=lambda: Forbidden(*_no_couples()))
    fixed: Required = field(default_factory=lambda: Required(*_no_couples()))
    weights: Weights = Weights()


def _no_couples() -> tuple[Ints, Ints]:
    return np.empty(0, np.int64), np.empty(0, np.int64)


class Reason(IntFlag):
    """Why a pair is as it is: one bit each in `Plan.reasons`. The desk has the words for them."""

    FIXED = 1  # the desk has set it
    KEPT = 2  # the cadre knows the family
    CHEAPEST = 4  # no cadre would cost less for this home, full or not
    SAME_AREA = 8
    SAME_TOWN = 16
    SKILLED = 32  # the home needs something, and the cadre can do all of it
    LEADER_FIRST = 64  # a leader has taken a 连心户
    CHANGED = 128  # somebody else knew the family
    KEEPER_FORBIDDEN = 256  # … and must not go on
    OTHER_TOWN = 512
    SKILL_MISSING = 1024
    LEADER_OTHER = 2048  # a leader has taken a household that is not 连心户
    UNPAIRED = 4096
    ALL_FORBIDDEN = 8192  # unpaired because every cadre is forbidden
    ROOM_LACKING = 16384  # unpaired because nobody allowed has room


class Scope(StrEnum):
    """Where a limit binds."""

    DISTRICT = "district"
    TOWN = "town"
    SKILL = "skill"


class Limit(StrEnum):
    """Which limit binds."""

    HOMES = "homes"
    VISITS = "visits"


@dataclass(frozen=True, slots=True)
class Binding:
    """A limit that is felt, and what would free it.

    `of`: the town, or the bit of the skill (0, 1, 2 …); -1 for the district. need and room: households, or
    visits a year. more_cadres: how many more like the usual cadre there would make room. quota_more: by what
    part every quota there would have to grow instead (0.4: by 40 %; infinite where there is no room at all).
    hard: some homes stay unpaired for it; otherwise it costs points (another town, a skill missing).
    """

    scope: Scope
    of: int
    limit: Limit
    need: int
    room: int
    more_cadres: int
    quota_more: float
    hard: bool

    @property
    def lacking(self) -> int:
        return self.need - self.room


@dataclass(frozen=True, slots=True)
class Shortage:
    """Why not everyone could be paired: the homes left over, and the limits in the way.

    homes: rows of the unpaired. forbidden: those of them for whom every cadre is forbidden.
    bindings: limits too small for the whole district. Empty where the room is enough in sum but lies in
    pieces that are too small (a home owed 12 visits, and every cadre with 11 left).
    """

    homes: Ints
    forbidden: Ints
    bindings: tuple[Binding, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """Who goes to whom, and how good that is at least.

    pairs: n rows, the cadre of each home or -1. cost: points of the whole. bound: no plan that keeps every
    rule costs less (see `bound.py` for what that proves). floor: what the homes would cost with no quotas at
    all; nobody can avoid it. reasons: n rows of `Reason` bits. rounds: of pricing and flow. closed: the
    plan was proved as good as asked. cut_short: the time ran out before the work did; when it did not, the
    same task and seed give the same plan again.

    worth: n rows, points in whole 64ths: what proves the bound to anybody. Pay a cadre the worth of each home
    he takes, let him bear its cost and keep his limits: the worths together, minus what each cadre can gain
    at most, is what no plan costs less than. (Homes that the desk has set are left out, and count at their
    cost.) Only where branch and bound has tried all that could be better is the bound higher than that.
    """

    pairs: Ints
    cost: int
    bound: int
    floor: int
    reasons: Ints
    shortage: Shortage | None
    bindings: tuple[Binding, ...]
    kept: int
    seconds: float
    peak_mb: int
    rounds: int
    worth: Floats
    closed: bool
    cut_short: bool = False

    @property
    def gap(self) -> float:
        """By what part of its cost this plan could at most be cheaper."""
        return (self.cost - self.bound) / self.cost if self.cost else 0.0

    @property
    def unpaired(self) -> int:
        return int((self.pairs == NOBODY).sum())
