"""Promise 3 on a few organisations. The full proof is `lianxin prove complaints`."""

from random import Random

import pytest

from lianxin.proofs import complaints
from lianxin.proofs.vocabulary import Tally

pytestmark = pytest.mark.django_db


def test_nobody_learns_of_a_complaint_who_must_not():
    tally = Tally()
    complaints.prove(tally, 6, Random(33))
    assert tally.faults == []
    assert tally.runs > 60


@pytest.mark.one_database  # what is broken in a control is written in Python
@pytest.mark.parametrize("control", complaints.PROOF.controls, ids=lambda control: control.breaks)
def test_the_proof_notices(control):
    assert control.is_caught()
