"""Promise 9: what is secret is unreadable at rest. The full proof is `lianxin prove secrets`."""

from random import Random

import pytest

from lianxin.proofs import at_rest
from lianxin.proofs.vocabulary import Tally

pytestmark = pytest.mark.django_db


def test_a_hundred_planted_secrets_are_found_nowhere():
    tally = Tally()
    at_rest.prove(tally, 100, Random(9))
    assert tally.faults == []
    assert tally.runs > 100


@pytest.mark.parametrize("control", at_rest.PROOF.controls, ids=lambda control: control.breaks)
def test_the_proof_notices(control):
    assert control.is_caught()
