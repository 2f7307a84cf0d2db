"""Promise 14: the ledger shows tampering. The full proof is `lianxin prove ledger`."""

from random import Random

import pytest
from django.db import transaction

from lianxin.ledger import seal
from lianxin.proofs import ledger
from lianxin.proofs.vocabulary import Tally

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("kind", sorted(set(ledger.KINDS)))
def test_each_kind_of_tampering_is_found(kind):
    with ledger.sealed_ledger() as events, transaction.atomic():
        assert seal.check_ledger() == []
        ledger.tamper(kind, events, Random(7))
        assert seal.check_ledger() != []


def test_sixty_random_tamperings_are_found():
    tally = Tally()
    ledger.prove(tally, 60, Random(14))
    assert tally.faults == []
    assert tally.runs == 61


@pytest.mark.parametrize("control", ledger.PROOF.controls, ids=lambda control: control.breaks)
def test_the_proof_notices(control):
    assert control.is_caught()
