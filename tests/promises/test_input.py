"""Promise 11: bad input gets a clear error, never a 5xx. The full proof is `lianxin prove input`."""

from collections import Counter
from random import Random

import pytest

from lianxin.proofs import input as bad_input
from lianxin.proofs.vocabulary import Tally

pytestmark = pytest.mark.django_db


def test_no_generated_input_is_answered_with_a_crash():
    tally = Tally()
    bad_input.prove(tally, 100, Random(11))
    assert Counter(tally.faults) == {}
    assert tally.runs >= 300


@pytest.mark.one_database  # what is broken in a control is written in Python
@pytest.mark.parametrize("control", bad_input.PROOF.controls, ids=lambda control: control.breaks)
def test_the_proof_notices(control):
    assert control.is_caught()
