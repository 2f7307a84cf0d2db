"""Promise 12: an import is safe and reversible. The full proof is `lianxin prove import`."""

from random import Random

import pytest

from lianxin.proofs import bombs, imports
from lianxin.proofs.rosters import Village
from lianxin.proofs.vocabulary import Tally

pytestmark = pytest.mark.django_db


def test_there_are_at_least_fifty_bombs_and_most_have_one_right_answer():
    assert len(bombs.BOMBS) >= 50
    assert sum(bool(bomb.code) for bomb in bombs.BOMBS.values()) >= 45


# The others take seconds to make; `lianxin prove import` throws them all.
QUICK_TO_MAKE = sorted(
    name for name in bombs.BOMBS if not any(word in name for word in ("MB", "million", "thousand", "claims"))
)


@pytest.mark.parametrize("name", QUICK_TO_MAKE)
def test_a_bomb_is_refused_at_once(name, tmp_path, monkeypatch):
    monkeypatch.setattr(imports, "LIMIT_S", 4.0)  # beside other tests; the proof keeps to one second
    tally = Tally()
    imports.expect_refused(tally, name, bombs.write_bomb(name, tmp_path))
    assert tally.faults == []


def test_lists_are_undone_one_by_one(tmp_path):
    tally, chance = Tally(), Random(12)
    with imports.district() as (folder, areas):
        for _ in range(3):
            village = Village(chance, areas["T1"].name, areas["V1"].name)
            imports.expect_reversible(tally, village, folder, chance)
    assert tally.faults == []


@pytest.mark.parametrize("control", imports.PROOF.controls, ids=lambda control: control.breaks)
def test_the_proof_notices(control):
    assert control.is_caught()
