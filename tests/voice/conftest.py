"""The small cast, a village of homes, and cards that were printed for them."""

import pytest
from django.utils import timezone

from tests.cast import admin, areas, desk, li, neighbour, now, policy, supervisor, town_head, wang, worker
from tests.desk.conftest import enter

__all__ = [
    "admin",
    "areas",
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
def card(wang, town_head):
    """What stands on the card of the family Wang, which was printed and works."""
    from tests.voice.printing import print_one

    return print_one(wang, town_head, now=timezone.now())
