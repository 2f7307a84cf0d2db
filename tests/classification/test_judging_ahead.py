"""The whole register judged before anything is written comes to what judging batch by batch comes to."""

from datetime import timedelta

import pytest
from django.db import transaction

from lianxin.classification import actions
from lianxin.classification.actions import classifying
from lianxin.classification.models import Standing, Tenure
from lianxin.ledger.models import Event
from lianxin.registry.actions import add_household
from lianxin.registry.models import Household
from tests.registry.families import NOW
from tests.registry.states import tell

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(days=3)


@pytest.fixture
def many(areas, settle, policy):
    """Seven households; since they were judged one became poor, one left, and one is new."""
    for at in range(6):
        add_household(number=f"M{at}", area=areas["V1"], head={"name": "王田"}, actor=None, now=NOW)
    settle(NOW)
    homes = {home.number: home for home in Household.objects.all()}
    tell(homes["M1"], income_per_head=900, income_total=900)
    Household.objects.filter(number="M2").update(state="moved_away")
    add_household(number="M6", area=areas["V1"], head={"name": "李河"}, actor=None, now=NOW)


def standing():
    moved = Event.objects.filter(kind="class.changed").order_by("pk")
    columns = ("household__number", "tier", "ruled_on")
    return (
        list(Standing.objects.order_by("household__number").values_list(*columns)),
        sorted(Tenure.objects.values_list("household__number", "tier", "from_on", "to_on")),
        [(event.subject_id, event.before, event.after) for event in moved],
    )


@pytest.mark.parametrize("together", [2, 3, 50])
def test_the_same_households_move_to_the_same_classes(many, monkeypatch, together):
    monkeypatch.setattr(classifying, "BATCH", together)
    found = []
    for is_alone in (False, True):
        with transaction.atomic():
            moves = actions.classify_in_steps(now=LATER, is_alone=is_alone)
            found.append((moves.households, moves.moves, standing()))
            transaction.set_rollback(True)
    assert found[0] == found[1]
    assert found[0][1][("unassessed", "priority")] == 1
    assert [number for number, *_ in found[0][2][0]] == ["M0", "M1", "M3", "M4", "M5", "M6"]
