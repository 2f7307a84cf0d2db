"""Promise 1: an acknowledged visit is never lost or doubled. The full proof is `lianxin prove visits`."""

from random import Random

import pytest

from lianxin.proofs import outside, visits
from lianxin.proofs.vocabulary import Tally


@pytest.mark.django_db
def test_a_server_that_dies_under_every_second_request_loses_and_doubles_nothing():
    tally = Tally()
    visits.prove(tally, 60, Random(1))
    assert tally.faults == []
    assert tally.runs > 60


@pytest.mark.django_db
@pytest.mark.parametrize("control", visits.PROOF.controls, ids=lambda control: control.breaks)
def test_the_proof_notices(control):
    assert control.is_caught()


@pytest.mark.one_database
def test_a_real_server_is_killed_twice_and_loses_nothing():
    found = outside.run_once(visits.PROOF, 2, 1, url="")
    assert found["faults"] == []
    assert found["runs"] >= 200
    assert set(found["controls"].values()) == {True}
