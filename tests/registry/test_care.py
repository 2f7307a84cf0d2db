"""Households in one's care: reached wherever they lie, by those who may keep one, with a keeper's verbs."""

import pytest

from lianxin.people.access import CARE_VERBS, asking, in_care, may
from lianxin.people.vocabulary import Role
from lianxin.registry.models import Fact, Household, Resident
from lianxin.registry.vocabulary import Source
from tests.people.cast import give_post, make_worker


def pair(household, staff, field="keeper"):
    Household.objects.filter(pk=household.pk).update(**{field: staff})
    household.refresh_from_db()


@pytest.fixture
def leader(areas):
    """A collector on a town: by his post alone he reaches no household."""
    return make_worker("L-1", Role.COLLECTOR, areas["T1"])


@pytest.mark.parametrize("field", ["keeper", "handing_over"])
def test_a_keeper_reaches_his_household_in_another_town_and_no_other(leader, wang, li, field):
    pair(li, leader, field)
    assert [one for one in (wang, li) if may(leader, "household.see", one)] == [li]
    assert list(Household.objects.seen_by(leader)) == [li]
    assert {resident.household for resident in Resident.objects.seen_by(leader)} == {li}


def test_a_keeper_has_a_collectors_verbs_and_no_more(town_head, li):
    pair(li, town_head)
    assert {verb for verb in CARE_VERBS if may(town_head, verb, li)} == CARE_VERBS
    assert not may(town_head, "household.edit", li)
    assert not may(town_head, "review.decide", li)


def test_what_belongs_to_a_household_in_care_is_reached_too(leader, li, now):
    pair(li, leader)
    fact = Fact.objects.create(
        household=li,
        indicator="income_per_head",
        value="1",
        observed_on=now.date(),
        source=Source.CADRE.value,
        recorded_at=now,
    )
    assert may(leader, "household.see", li.head)
    assert may(leader, "household.see", fact)
    assert may(leader, "household.reveal", li.head)


@pytest.mark.parametrize("role", [Role.SUPERVISOR, Role.SYSTEM_ADMIN])
def test_who_may_not_keep_a_household_does_not_reach_it_by_being_written_down(areas, li, role):
    other = make_worker("X-1", role, areas["T1"])
    pair(li, other)
    assert not may(other, "household.see", li)
    assert not Household.objects.filter(in_care(other)).exists()


def test_care_ends_with_the_last_post(leader, li):
    pair(li, leader)
    leader.posts.update(to_on=leader.posts.get().from_on)
    assert not may(leader, "household.see", li)
    assert not Household.objects.seen_by(leader).exists()


def test_someone_with_a_household_in_his_care_may_see_households_and_others_may_not(leader, li):
    assert not may(leader, "household.see")
    pair(li, leader)
    with asking():
        assert may(leader, "household.see")
        assert may(leader, "household.see")  # from the notebook
        assert not may(leader, "household.edit")


def test_ones_own_area_and_ones_care_add_up(areas, leader, wang, li):
    give_post(leader, Role.COLLECTOR, areas["V1"])
    pair(li, leader)
    assert set(Household.objects.seen_by(leader)) == {wang, li}
