"""Promise 15: guessing fails, crowds pass. The full proof is `lianxin prove guessing`."""

from random import Random

import pytest

from lianxin.proofs import guessing
from lianxin.proofs.vocabulary import Tally

pytestmark = pytest.mark.django_db


def test_guessers_wait_and_a_crowd_at_one_address_comes_in():
    tally = Tally()
    guessing.PROOF.prove(tally, 12, Random(15))
    assert tally.faults == []
    assert tally.runs > 50


@pytest.mark.one_database  # what is broken in a control is written in Python
@pytest.mark.parametrize("control", guessing.PROOF.controls, ids=lambda control: control.breaks)
def test_the_proof_notices(control):
    assert control.is_caught()
