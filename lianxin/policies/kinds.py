"""What each kind of policy may ask, give and must state. Pure."""

from dataclasses import dataclass

from lianxin.people.vocabulary import BY_CODE, Rank

_TIERS = ("priority", "watch", "fine", "unassessed")

# How many visits a year a class is owed, and after how many months it must be looked at again.
TIER_NUMBERS = (*(f"visits_{tier}" for tier in _TIERS), *(f"expires_{tier}" for tier in _TIERS))

# What a post of each rank may take on, and what a pair costs.
PAIRING_NUMBERS = (
    *(f"{what}_{rank.value}" for what in ("homes", "visits") for rank in Rank),
    *(f"points_{part}" for part in ("km", "other_town", "change", "ability", "leader")),
    *("handover_days", "wish_days", "stand_in_homes"),
)


# Times of the day, and how many workdays people have for what is not the problem's own clock.
DEADLINE_NUMBERS = (
    *("day_begins", "day_ends", "packet_workdays", "decide_workdays", "reply_workdays"),
    *("ask_workdays", "remind_workdays", "pause_days", "alike_days"),
)


MUST_VISIT = (
    *("place_poor", "place_remote", "place_petitions", "place_stuck", "place_disaster"),
    *("person_poor", "person_extreme_poverty", "person_veteran_party_member", "person_delegate"),
    *("person_village_cadre", "disaster", "death", "hospital", "job_loss"),
)


@dataclass(frozen=True, slots=True)
class Kind:
    """`about`: whose indicators rules may ask. `gives`: what rules may give (empty: any name).

    `outcomes`: what an example may expect (empty: as `gives`). `numbers`: names every such policy must state.
    `block`: a part that only this kind has, `besides` another that it may have. `has_rules`: whether it
    consists of rules and their examples.
    """

    about: frozenset[str] = frozenset({"household", "resident", "derived"})
    gives: tuple[str, ...] = ()
    outcomes: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()
    block: str = ""
    besides: str = ""
    has_rules: bool = True


KINDS: dict[str, Kind] = {
    # A class is of the household, so its rules ask nothing of a single resident.
    "tiers": Kind(
        about=frozenset({"household", "derived"}),
        gives=("priority", "watch"),
        outcomes=_TIERS,
        numbers=TIER_NUMBERS,
    ),
    # Places that must be gone to and people who must be seen; the figures of a place serve here alone.
    "must-visit": Kind(
        about=frozenset({"household", "resident", "derived", "area"}),
        gives=MUST_VISIT,
        outcomes=(*MUST_VISIT, "nothing"),
    ),
    "benefits": Kind(),
    "signals": Kind(),
    # Rungs with their clocks, what problems are about, why a clock may stand, why something is refused.
    "deadlines": Kind(numbers=DEADLINE_NUMBERS, block="ladder", has_rules=False),
    # How much a post may take on, what a pair costs in points, and which ability a household needs.
    "pairing": Kind(
        about=frozenset({"household", "derived"}),
        gives=tuple(BY_CODE),
        outcomes=("nothing", *BY_CODE),
        numbers=PAIRING_NUMBERS,
    ),
    # Which homes are given more time, or are gone to after work; the form of a visit, what a call-back asks.
    "visits": Kind(
        about=frozenset({"household", "derived"}),
        gives=("longer", "after_work"),
        outcomes=("longer", "after_work", "ordinary"),
        block="form",
        besides="script",
    ),
}
