"""Promise 10: a change of right works on the next request. The full proof is `lianxin prove rights`."""

from random import Random

import pytest

from lianxin.proofs import rights
from lianxin.proofs.vocabulary import Tally

pytestmark = pytest.mark.django_db


def test_every_page_closes_after_every_change():
    tally = Tally()
    stage = rights.Stage(Random(10))
    rights.prove(tally, len(stage.pages) * len(stage.changes), Random(10))
    assert tally.faults == []


@pytest.mark.one_database  # what is broken in a control is written in Python
@pytest.mark.parametrize("control", rights.PROOF.controls, ids=lambda control: control.breaks)
def test_the_proof_notices(control):
    assert control.is_caught()
