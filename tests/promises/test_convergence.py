"""Promise 7: offline edits converge. The full proof is `lianxin prove convergence`."""

from random import Random

import pytest

from lianxin.proofs import convergence
from lianxin.proofs.vocabulary import Tally

pytestmark = pytest.mark.django_db


def test_ten_phones_agree_in_the_end_and_no_value_is_lost():
    tally = Tally()
    convergence.prove(tally, 3, Random(7))
    assert tally.faults == []
    assert tally.runs > 30


@pytest.mark.parametrize("control", convergence.PROOF.controls, ids=lambda control: control.breaks)
def test_the_proof_notices(control):
    assert control.is_caught()
