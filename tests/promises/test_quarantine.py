"""Promise 6: a strange upload is kept and seen. The full proof is `lianxin prove quarantine`."""

from random import Random

import pytest

from lianxin.proofs import quarantine
from lianxin.proofs.vocabulary import Tally

pytestmark = pytest.mark.django_db


def test_sixty_strange_ops_are_in_the_supervisors_list_and_good_ones_are_taken_in():
    tally = Tally()
    quarantine.prove(tally, 60, Random(6))
    assert tally.faults == []
    assert tally.runs > 120


@pytest.mark.parametrize("control", quarantine.PROOF.controls, ids=lambda control: control.breaks)
def test_the_proof_notices(control):
    assert control.is_caught()
