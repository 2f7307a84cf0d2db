"""Promise 16, the phones' part: clocks ten years off. The full proof is `lianxin prove clocks`."""

from random import Random

import pytest

from lianxin.proofs import clocks
from lianxin.proofs.vocabulary import Tally

pytestmark = pytest.mark.django_db


def test_captures_are_dated_right_whatever_the_clock():
    tally = Tally()
    clocks.prove(tally, 500, Random(16))
    assert tally.faults == []
    assert tally.runs > 1_000


@pytest.mark.one_database  # what is broken in a control is written in Python
@pytest.mark.parametrize("control", clocks.PROOF.controls, ids=lambda control: control.breaks)
def test_the_proof_notices(control):
    assert control.is_caught()
