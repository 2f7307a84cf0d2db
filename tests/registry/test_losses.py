"""Many deaths and departures at once must leave exactly what the single steps leave, and tell it alike."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.forms.models import model_to_dict

from lianxin.ledger.models import Event
from lianxin.registry import actions
from lianxin.registry.actions import Death, Departure, StructureRefused
from lianxin.registry.models import Household, Resident
from tests.registry.families import NOW, TODAY, member

pytestmark = pytest.mark.django_db
BY = {"actor": None, "now": NOW}


def outcome(first_event):
    """The register, and what the ledger was told since; everything comparable between two runs."""
    people = {row.pk: model_to_dict(row) for row in Resident.objects.all()}
    homes = {row.pk: model_to_dict(row) for row in Household.objects.all()}
    told = Event.objects.filter(id__gt=first_event).values_list("kind", "subject_id", "area_id", "after_json")
    return people, homes, list(told)


def last_event():
    return Event.objects.order_by("-id").values_list("id", flat=True).first()


def test_together_they_do_and_tell_what_the_single_steps_do(wang, li):
    def one_by_one():
        actions.record_death(wang.head, died_on=TODAY, new_head=member(wang, "曾秀兰"), **BY)
        actions.move_household_away(li, left_on=TODAY, **BY)

    def together():
        losses = [Death(wang.head, TODAY, new_head=member(wang, "曾秀兰")), Departure(li, TODAY)]
        actions.record_losses(losses, **BY)

    seen = []
    for way in (one_by_one, together):
        with transaction.atomic():
            began = last_event()
            way()
            seen.append(outcome(began))
            transaction.set_rollback(True)
        li.refresh_from_db()
    assert seen[0] == seen[1]
    assert seen[0][2], "control: something was told"


def test_a_household_whose_last_member_died_is_closed(li):
    actions.record_losses([Death(li.head, TODAY)], **BY)
    li.refresh_from_db()
    assert li.state == "dissolved"


def test_each_can_be_undone_like_a_single_step(wang, li):
    actions.record_losses([Death(member(wang, "王小明"), TODAY), Departure(li, TODAY)], **BY)
    for event in Event.objects.filter(kind__in=["resident.died", "household.moved_away"]):
        actions.undo_structure(event, **BY)
    assert Resident.objects.present().count() == 4
    assert Household.objects.present().count() == 2


@pytest.mark.parametrize(
    ("loss", "code"),
    [
        (lambda wang: Death(wang.head, TODAY), "head-needed"),
        (lambda wang: Death(member(wang, "王小明"), TODAY + timedelta(days=2)), "day-ahead"),
        (lambda wang: Departure(wang, TODAY + timedelta(days=2)), "day-ahead"),
    ],
)
def test_one_that_cannot_be_refuses_all(wang, li, loss, code):
    began = last_event()
    with pytest.raises(StructureRefused) as refused:
        actions.record_losses([Departure(li, TODAY), loss(wang)], **BY)
    assert refused.value.code == code
    assert Household.objects.present().count() == 2
    assert last_event() == began


def test_two_losses_of_one_household_are_not_taken_together(wang):
    losses = [Death(member(wang, "王小明"), TODAY), Departure(wang, TODAY)]
    with pytest.raises(ValueError, match="one loss a household"):
        actions.record_losses(losses, **BY)
