"""Promise 13: an export holds what you may see and no formula. The full proof is `lianxin prove export`."""

from random import Random

import pytest

from lianxin.proofs import exports
from lianxin.proofs.vocabulary import Tally

pytestmark = pytest.mark.django_db


def test_everyone_gets_what_he_sees_and_no_formula():
    tally = Tally()
    exports.prove(tally, 18, Random(13))
    assert tally.faults == []
    assert len(exports.PAYLOADS) == 50


@pytest.mark.one_database  # what is broken in a control is written in Python
@pytest.mark.parametrize("control", exports.PROOF.controls, ids=lambda control: control.breaks)
def test_the_proof_notices(control):
    assert control.is_caught()
