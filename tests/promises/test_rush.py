"""Promise 17: the evening rush fits. The full proof is `lianxin prove rush`."""

from random import Random

import pytest

from lianxin.proofs import rush
from lianxin.proofs.vocabulary import Tally

pytestmark = pytest.mark.django_db


def test_ten_phones_upload_a_day_and_two_of_them_twice():
    tally = Tally()
    rush.prove(tally, 140, Random(17))
    assert tally.faults == []
    assert tally.runs > 140


@pytest.mark.parametrize("control", rush.PROOF.controls, ids=lambda control: control.breaks)
def test_the_proof_notices(control):
    assert control.is_caught()
