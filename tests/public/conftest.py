"""A family with a card, facts, a class, and matters it raised; what is on the card is `card`."""

import pytest
from django.test import Client
from django.utils import timezone

from tests.cast import admin, areas, desk, li, neighbour, now, policy, supervisor, town_head, wang, worker
from tests.desk.conftest import enter
from tests.voice.conftest import card

__all__ = [
    "admin",
    "areas",
    "card",
    "desk",
    "enter",
    "li",
    "neighbour",
    "now",
    "policy",
    "supervisor",
    "town_head",
    "wang",
    "worker",
]


@pytest.fixture
def ladder(db):
    """The policy of deadlines, in force."""
    from lianxin.policies.actions import adopt_policy
    from lianxin.policies.catalogue import SHIPPED

    text = (SHIPPED / "deadlines" / "2026-01-01.yaml").read_text("utf-8")
    return adopt_policy(text=text, actor=None, now=timezone.now())


@pytest.fixture
def guest(card):
    """A browser in which the card of the family Wang was scanned."""
    client = Client()
    client.get(f"/r/{card.token}")
    return client


@pytest.fixture
def known(guest, wang):
    """The same, after the right last digits."""
    guest.post("/r/page/digits/", {"digits": wang.head.id_number[-4:], "back": "known"})
    return guest
