"""An import on which visits were built is not undone: what stands in the way is named, nothing changes."""

from datetime import timedelta
from uuid import uuid4

import pytest

from lianxin.registry.actions import Batch, FactRow, UndoRefused, new_resident, undo_batch, write_batch
from lianxin.registry.models import Fact, Household
from lianxin.registry.vocabulary import Relation
from lianxin.visits.actions import take_in
from lianxin.visits.models import Clash
from tests.registry.families import member
from tests.visits.phones import answer, need, told, visit
from tests.visits.test_meeting import owe

pytestmark = pytest.mark.django_db


@pytest.fixture
def imported(areas, now):
    """A home as an import writes it, and the journal that undoes it."""
    home = Household(number="HB000009", area=areas["V1"], created_at=now)
    head = new_resident(home, name="赵六", relation=Relation.HEAD)
    return home, head, write_batch(Batch([home], [head]), [], actor=None, now=now)


def test_an_import_that_nobody_visited_is_undone(imported, now):
    home, _, journal = imported
    undo_batch(journal, [], actor=None, now=now)
    assert not Household.objects.filter(pk=home.pk).exists()


@pytest.mark.parametrize("what", ["visit", "item", "missed", "proposal"])
def test_what_was_told_of_a_home_protects_it(what, imported, worker, now):
    home, head, journal = imported
    died = {"proposal_id": uuid4(), "change": "died", "on": now.date(), "resident_id": head.pk}
    missed = {"code": "road", "tried_on": now.date(), "duty_id": owe(home, worker, now).pk}
    op = {
        "visit": lambda: visit(by=worker, now=now, home=home),
        "item": lambda: visit(by=worker, now=now, home=home, items=[need(for_resident=head.pk)]),
        "missed": lambda: told("visit.missed", missed, by=worker, now=now, home=home),
        "proposal": lambda: told("family.propose", died, by=worker, now=now, home=home),
    }[what]()
    take_in([op], now=now)
    with pytest.raises(UndoRefused) as caught:
        undo_batch(journal, [], actor=None, now=now)
    assert caught.value.households == ("HB000009",)
    assert member(home, "赵六") == head


def test_an_imported_fact_that_clashed_is_not_taken_away(to_wang, wang, now):
    row = FactRow(
        uuid4(), wang.pk, None, "debt_balance", "7", now.date() - timedelta(days=9), "document", "", now, None
    )
    journal = write_batch(Batch(facts=[row]), [], actor=None, now=now)
    to_wang(answer("debt_balance", "8", old="5"))
    assert Clash.objects.get().held_id == row.id
    with pytest.raises(UndoRefused) as caught:
        undo_batch(journal, [], actor=None, now=now)
    assert caught.value.households == (wang.number,)
    assert Fact.objects.filter(pk=row.id).exists()
