"""Promise 19: a household's rights work. The full proof is `lianxin prove household`."""

from random import Random

import pytest

from lianxin.proofs import household
from lianxin.proofs.vocabulary import Tally

pytestmark = pytest.mark.django_db


def test_a_household_sees_corrects_contests_and_is_erased():
    tally = Tally()
    household.prove(tally, 2, Random(19))
    assert tally.faults == []
    assert tally.runs == 2 * 10


@pytest.mark.one_database  # what is broken in a control is written in Python
@pytest.mark.parametrize("control", household.PROOF.controls, ids=lambda control: control.breaks)
def test_the_proof_notices(control):
    assert control.is_caught()
