"""Promises 4 and 5 in a small size. In full: `lianxin prove restore`, `lianxin prove backups`."""

from random import Random

import pytest

from lianxin.proofs import backups, restore
from lianxin.proofs.vocabulary import Tally


@pytest.mark.usefixtures("examined_here")
def test_a_restored_server_gets_back_what_phones_still_hold(a_district):
    tally = Tally()
    restore.prove(tally, 30, Random(4), phones=5)
    assert tally.faults == []
    assert tally.runs > 60


@pytest.mark.usefixtures("examined_here")
@pytest.mark.parametrize("control", restore.PROOF.controls, ids=lambda control: control.breaks)
def test_the_proof_of_restoring_notices(a_district, control):
    assert control.is_caught()


def test_a_harmed_backup_is_never_called_good(a_district):
    tally = Tally()
    backups.prove(tally, 40, Random(5))
    assert tally.faults == []
    assert tally.runs > 40


@pytest.mark.usefixtures("examined_here")
@pytest.mark.parametrize("control", backups.PROOF.controls, ids=lambda control: control.breaks)
def test_the_proof_of_verifying_notices(a_district, control):
    assert control.is_caught()
