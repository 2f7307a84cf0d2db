"""The undo of an import: visits that were only owed go with the household, a visit made protects it."""

from datetime import timedelta

import pytest

from lianxin.planning.actions.letting_go import let_go
from lianxin.planning.models import Duty
from lianxin.registry.actions import UndoRefused, undo_batch
from lianxin.registry.actions.batches import Journal
from lianxin.registry.models import Household
from tests.cast import areas, li, now, policy, wang, worker

__all__ = ["areas", "li", "now", "policy", "wang", "worker"]


def owe(household, staff, now, **fields):
    day = now.date()
    given = {
        "reason": "round",
        "opens_on": day,
        "due_on": day + timedelta(days=9),
        "minutes": 30,
        "made_on": day,
    }
    return Duty.objects.create(household=household, area=household.area, staff=staff, **(given | fields))


def journal_of(household):
    residents = [str(one.pk) for one in household.residents.all()]
    return Journal(households=[str(household.pk)], residents=residents, facts=[], retired=[], changed=[])


def test_a_visit_that_is_only_owed_goes_with_its_household_and_no_other(wang, li, worker, now):
    owe(li, worker, now)
    owe(li, worker, now, ended_on=now.date(), end=Duty.DROPPED)
    other = owe(wang, worker, now)
    undo_batch(journal_of(li), [], actor=None, now=now)
    assert not Household.objects.filter(pk=li.pk).exists()
    assert list(Duty.objects.all()) == [other]


def test_a_visit_that_was_made_stands_in_the_way(li, worker, now):
    made = owe(li, worker, now, ended_on=now.date(), end=Duty.DONE)
    let_go([li.pk])
    assert Duty.objects.get() == made
    with pytest.raises(UndoRefused):
        undo_batch(journal_of(li), [], actor=None, now=now)
    assert Household.objects.filter(pk=li.pk).exists()
