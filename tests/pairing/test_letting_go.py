"""The undo of an import in a paired district: what the machine wrote goes, what people chose stays."""

import pytest

from lianxin.pairing.actions import adopt_draft, ask_for_draft, choose_cadre, solve_draft
from lianxin.pairing.models import Pairing
from lianxin.registry.actions import UndoRefused, undo_batch
from lianxin.registry.actions.batches import Journal
from lianxin.registry.models import Household


def journal_of(household):
    residents = [str(one.pk) for one in household.residents.all()]
    return Journal(households=[str(household.pk)], residents=residents, facts=[], retired=[], changed=[])


def test_pairs_that_followed_from_an_import_go_with_its_undo(
    wang, li, worker, neighbour, pairing_policy, now
):
    adopt_draft(solve_draft(ask_for_draft(actor=None, now=now), now=now), actor=None, now=now)
    undo_batch(journal_of(li), [], actor=None, now=now)
    assert not Household.objects.filter(pk=li.pk).exists()
    assert [pairing.household for pairing in Pairing.objects.all()] == [wang]


def test_a_pair_that_somebody_chose_stands_in_the_way(wang, li, worker, pairing_policy, now):
    choose_cadre(li, worker, actor=None, now=now)
    with pytest.raises(UndoRefused) as caught:
        undo_batch(journal_of(li), [], actor=None, now=now)
    assert li.number in str(caught.value.households)
    li.refresh_from_db()
    assert li.keeper == worker
