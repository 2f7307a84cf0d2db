"""Promise 8: a rater cannot be recognised. The full proof is `lianxin prove anonymity`."""

from random import Random

import pytest

from lianxin.proofs.anonymity import proving
from lianxin.proofs.anonymity.attack import Attack, hidden_in
from lianxin.proofs.anonymity.districts import FIRST_MONTH, NOBODY, District, close_all
from lianxin.proofs.anonymity.publishing import published
from lianxin.proofs.vocabulary import Tally
from lianxin.ratings import pooling
from lianxin.ratings.vocabulary import Answer, Kind, Slip


def test_nothing_hidden_is_worked_out_of_what_was_published():
    tally = Tally()
    proving.prove(tally, 40, Random(8))
    assert tally.faults == []
    assert tally.runs == 40


def test_there_is_something_to_find():
    numbers = [len(list(hidden_in(proving.settle(Random(seed))))) for seed in range(10)]
    assert sum(numbers) > 200


@pytest.mark.parametrize("control", proving.PROOF.controls, ids=lambda control: control.breaks)
def test_the_proof_notices(control):
    assert control.is_caught()


def two_full_villages():
    """Two villages, four homes of each answered: the most that can be without a figure of its own."""
    paths = {village: ("d", "t", village) for village in ("v1", "v2")}
    answers = (Answer.GOOD, Answer.UNSAID)
    slips = [Slip(Kind.ENDING, path, FIRST_MONTH, True, answers) for path in paths.values() for _ in range(4)]
    return District(Kind.ENDING, paths, {village: (NOBODY,) for village in paths}, tuple(slips))


def test_a_pool_of_groups_at_their_limit_would_be_worked_out(monkeypatch):
    district = two_full_villages()
    assert Attack(district, published(district, close_all(district))).finds(hidden_in(district)) == []
    monkeypatch.setattr(pooling, "_most", lambda _group, k: 10 * k)
    found = Attack(district, published(district, close_all(district))).finds(hidden_in(district))
    assert found
