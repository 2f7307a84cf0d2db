"""Promise 14 on a few rounds of call-backs. The full proof is `lianxin prove call-backs`."""

from random import Random

import pytest

from lianxin.proofs import call_backs
from lianxin.proofs.vocabulary import Tally

pytestmark = pytest.mark.django_db


def test_a_round_can_be_relied_on():
    tally = Tally()
    call_backs.prove(tally, 12, Random(14))
    assert tally.faults == []
    assert tally.runs > 180


@pytest.mark.one_database  # what is broken in a control is written in Python
@pytest.mark.parametrize("control", call_backs.PROOF.controls, ids=lambda control: control.breaks)
def test_the_proof_notices(control):
    assert control.is_caught()
