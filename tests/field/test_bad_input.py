"""Spoilt bodies get a clear answer; the full size is part of `lianxin prove input`."""

from random import Random

import pytest

from lianxin.proofs import field_input
from lianxin.proofs.vocabulary import Tally

pytestmark = pytest.mark.django_db


def test_three_hundred_spoilt_bodies_are_answered_in_plain_words():
    tally = Tally()
    field_input.shoot(tally, 300, Random(11))
    assert tally.faults == []
    assert tally.runs > 300


def test_a_door_that_trusts_its_visitors_is_found(monkeypatch):
    """The negative control: bodies that are read without a net."""
    import json

    def trusting(request, kind):
        return kind(**json.loads(request.body))

    monkeypatch.setattr("lianxin.field.sync_views.read_body", trusting)
    monkeypatch.setattr("lianxin.field.enrol_views.read_body", trusting)
    tally = Tally()
    field_input.shoot(tally, 100, Random(11))
    assert any("answered 5" in fault for fault in tally.faults)
