"""The corridor itself: what waits is handed on, exactly once, and the ledger is sealed at the end."""

import pytest

from lianxin import flow
from lianxin.ledger import seal
from lianxin.ledger.models import Event
from lianxin.ledger.queue import waiting_events
from tests.registry.families import NOW, make_wang

pytestmark = pytest.mark.django_db


def test_every_kind_that_is_handed_on_is_a_thing_that_happened():
    for kind, handlers in flow.HAND_ON.items():
        thing, happened = kind.split(".")
        assert thing
        assert happened
        assert handlers


def test_settling_hands_on_everything_and_seals_the_ledger(areas, policy, settings, tmp_path):
    from lianxin import keyring

    settings.LIANXIN_HOME = tmp_path
    keyring.make_keys(tmp_path)
    make_wang(areas["V1"])

    flow.settle(NOW)

    assert waiting_events() == 0
    assert seal.check_ledger() == []
    sealed = Event.objects.count()
    flow.settle(NOW)
    assert Event.objects.count() == sealed


def test_without_a_policy_nothing_is_classified_and_nothing_waits(areas):
    from lianxin.classification.models import Standing

    make_wang(areas["V1"])

    flow.carry_on(now=NOW)

    assert waiting_events() == 0
    assert not Standing.objects.exists()
