"""Promise 8 by attack: a solver is given every figure that was ever published and the rules behind them."""

from collections.abc import Callable
from random import Random
from typing import TypeAlias
from unittest import mock

from lianxin.proofs.anonymity.attack import Attack, hidden_in
from lianxin.proofs.anonymity.districts import SAID, District, close_all, settle
from lianxin.proofs.anonymity.publishing import Knowledge, Total, published
from lianxin.proofs.vocabulary import Control, Proof, Tally
from lianxin.ratings import pooling
from lianxin.ratings.pooling import WINDOW_MONTHS, K
from lianxin.ratings.vocabulary import Pool, Slip

Publish: TypeAlias = Callable[[District, list[Pool]], Knowledge]
CONTROL_DISTRICTS = 12


def prove(tally: Tally, runs: int, chance: Random, publish: Publish = published) -> None:
    """Attack `runs` districts with a year of ballots each."""
    for _ in range(runs):
        district = settle(chance)
        hidden = list(hidden_in(district))
        found = Attack(district, publish(district, close_all(district))).finds(hidden)
        tally.expect(not found, f"{len(found)} of {len(hidden)} hidden numbers were worked out")


def gives_away(publish: Publish) -> bool:
    """Whether figures made so give something away in one of the first districts."""
    tally, chance = Tally(), Random(8)
    while not tally.faults and tally.runs < CONTROL_DISTRICTS:
        prove(tally, 1, chance, publish)
    return bool(tally.faults)


def small_cells_only(district: District, pools: list[Pool]) -> Knowledge:
    """Rolling windows of villages, communities and towns; those of fewer than K ballots are left out."""
    known = Knowledge()
    for area in {code for path in district.paths.values() for code in path}:
        villages = [village for village, path in district.paths.items() if area in path]
        for close in district.months:
            months = [month for month in district.months if close - WINDOW_MONTHS < month <= close]
            cells = district.cells(villages, months)
            counts = district.counted(cells)
            if sum(counts.values()) >= K:
                good, middling, bad = (counts[answer] for answer in SAID)
                known.totals.append(Total(tuple(cells), (good, middling, bad)))
    return known


def cadres_beside(district: District, pools: list[Pool]) -> Knowledge:
    """Our figures, and beside them what each cadre's half-years came to: what is left is his neighbour's."""
    known = published(district, pools)
    cadres = {cadre for names in district.cadres.values() for cadre in names}
    for cadre in sorted(cadres):
        for close in district.months:
            months = [month for month in district.months if close - WINDOW_MONTHS < month <= close]
            cells = tuple(cell for cell in district.cells(district.paths, months) if cell[2] == cadre)
            good, middling, bad = (district.counted(cells)[answer] for answer in SAID)
            if good + middling + bad >= K:
                known.totals.append(Total(cells, (good, middling, bad)))
    return known


def pools_of_two() -> bool:
    """Ballots are told of as soon as there are two of them, and the attacker knows no more than that."""

    def stands(group: list[Slip], k: int = K) -> bool:
        return sum(slip.is_first for slip in group) >= 2

    def totals_only(district: District, pools: list[Pool]) -> Knowledge:
        return Knowledge(totals=published(district, pools).totals)

    with mock.patch.object(pooling, "can_stand", stands):
        return gives_away(totals_only)


PROOF = Proof(
    promise=8,
    name="anonymity",
    says="a rater cannot be recognised",
    runs=1_000,
    prove=prove,
    controls=(
        Control("small cells hidden one by one", lambda: gives_away(small_cells_only)),
        Control("figures of cadres beside those of places", lambda: gives_away(cadres_beside)),
        Control("pools of two households", pools_of_two),
    ),
)
