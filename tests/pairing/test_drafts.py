"""Drafts: worked out, compared, adopted, taken back; and stand-ins so that nobody is orphaned."""

from datetime import timedelta

import pytest

from lianxin.ledger.models import Event
from lianxin.pairing.actions import (
    adopt_draft,
    ask_for_draft,
    choose_cadre,
    drop_draft,
    note_barrier,
    solve_draft,
    stand_in,
    undo_adoption,
)
from lianxin.pairing.models import Barrier, Draft, DraftPair, HandOver, Pairing
from lianxin.pairing.refusals import PairingRefused
from lianxin.people.models import Post
from lianxin.people.vocabulary import Role
from lianxin.registry.models import Household
from tests.people.cast import make_worker
from tests.registry.families import make_li


@pytest.fixture
def cadres(worker, neighbour):
    """One collector in V1 beside 王家, one in V4 beside 李家."""
    return [worker, neighbour]


def draft_of(now, **wishes):
    return solve_draft(ask_for_draft(actor=None, now=now, **wishes), now=now)


def keepers():
    return dict(Household.objects.values_list("number", "keeper__number"))


def test_every_household_gets_the_cadre_of_its_own_village(homes, cadres, now):
    draft = draft_of(now)
    assert draft.summary["paired"] == 2
    assert draft.cost >= draft.bound >= 0
    assert keepers() == {"HB000001": None, "HB000002": None}
    adopted = adopt_draft(draft, actor=None, now=now)
    assert (adopted.changed, adopted.passed_over) == (2, 0)
    assert keepers() == {"HB000001": "W-1", "HB000002": "W-2"}
    assert Event.objects.filter(kind="household.paired").count() == 2


def test_a_later_draft_keeps_who_knows_the_family(homes, cadres, areas, now):
    adopt_draft(draft_of(now), actor=None, now=now)
    make_worker("W-3", Role.COLLECTOR, areas["V1"])
    draft = draft_of(now + timedelta(days=1))
    assert (draft.summary["kept"], draft.summary["changed"]) == (2, 0)


def test_what_people_have_set_stays_and_a_barrier_keeps_away(homes, wang, li, cadres, areas, now):
    third = make_worker("W-3", Role.COLLECTOR, areas["V3"])
    choose_cadre(wang, third, actor=None, now=now)
    note_barrier(li, cadres[1], kind=Barrier.KIN, actor=None, now=now)
    adopt_draft(draft_of(now), actor=None, now=now)
    assert keepers()["HB000001"] == "W-3"
    assert keepers()["HB000002"] != "W-2"


def test_adoption_passes_over_what_changed_since_the_draft(homes, wang, cadres, areas, now):
    draft = draft_of(now)
    third = make_worker("W-3", Role.COLLECTOR, areas["V3"])
    choose_cadre(wang, third, actor=None, now=now)
    adopted = adopt_draft(draft, actor=None, now=now)
    assert (adopted.changed, adopted.passed_over) == (1, 1)
    assert keepers() == {"HB000001": "W-3", "HB000002": "W-2"}


def test_adoption_does_not_give_a_household_to_somebody_who_left(homes, cadres, now):
    draft = draft_of(now)
    Post.objects.filter(staff=cadres[0]).update(to_on=now.date())
    assert adopt_draft(draft, actor=None, now=now).passed_over == 1
    assert keepers() == {"HB000001": None, "HB000002": "W-2"}


def test_an_adoption_is_taken_back_where_nobody_chose_since(homes, wang, li, cadres, areas, now):
    third = make_worker("W-3", Role.COLLECTOR, areas["V3"])
    draft = draft_of(now)
    adopt_draft(draft, actor=None, now=now)
    choose_cadre(wang, third, actor=None, now=now)
    undone = undo_adoption(draft, actor=None, now=now)
    assert (undone.changed, undone.passed_over) == (1, 1)
    assert keepers() == {"HB000001": "W-3", "HB000002": None}
    with pytest.raises(PairingRefused) as caught:
        undo_adoption(draft, actor=None, now=now)
    assert caught.value.code == "not-adopted"


def test_a_draft_ends_once(homes, cadres, now):
    draft = draft_of(now)
    drop_draft(draft, actor=None, now=now)
    for act in (adopt_draft, drop_draft):
        with pytest.raises(PairingRefused) as caught:
            act(draft, actor=None, now=now)
        assert caught.value.code == "ended"


def test_a_draft_needs_a_policy_homes_and_cadres(areas, policy, now):
    with pytest.raises(PairingRefused) as caught:
        ask_for_draft(actor=None, now=now)
    assert caught.value.code == "no-policy"


def test_a_draft_without_homes_or_cadres_says_so(pairing_policy, areas, now):
    with pytest.raises(PairingRefused) as caught:
        ask_for_draft(actor=None, now=now)
    assert caught.value.code == "no-homes"
    make_li(areas["V4"])
    with pytest.raises(PairingRefused) as caught:
        draft_of(now)
    assert caught.value.code == "no-cadres"


def test_when_a_cadre_leaves_only_his_households_are_proposed_anew(homes, cadres, areas, now):
    adopt_draft(draft_of(now), actor=None, now=now)
    make_worker("W-3", Role.COLLECTOR, areas["V2"])
    draft = draft_of(now, leaving=cadres[0])
    assert [pair.household.number for pair in DraftPair.objects.filter(draft=draft)] == ["HB000001"]
    assert DraftPair.objects.get(draft=draft).staff.number == "W-3"


def test_a_cadre_who_leaves_orphans_nobody(homes, cadres, areas, now):
    adopt_draft(draft_of(now), actor=None, now=now)
    Post.objects.filter(staff=cadres[0]).update(to_on=now.date())
    assert stand_in(now=now) == 1
    assert keepers()["HB000001"] == "W-2"
    assert Pairing.objects.lasting().get(household__number="HB000001").cause == Pairing.STAND_IN
    assert not HandOver.objects.exists()
    assert stand_in(now=now) == 0


def test_a_new_household_gets_a_cadre_at_once_but_only_in_a_paired_district(homes, cadres, areas, now):
    assert stand_in(now=now) == 0
    adopt_draft(draft_of(now), actor=None, now=now)
    Household.objects.filter(number="HB000002").update(keeper=None)
    assert stand_in(now=now) == 1
    assert None not in keepers().values()


def test_a_household_that_left_the_register_leaves_its_cadre(homes, li, cadres, now):
    adopt_draft(draft_of(now), actor=None, now=now)
    Household.objects.filter(pk=li.pk).update(state="moved_away")
    stand_in(now=now)
    li.refresh_from_db()
    assert li.keeper is None
    assert not Pairing.objects.lasting().filter(household=li).exists()
    assert Draft.objects.count() == 1
