"""Households hold together: generations, sexes, names."""

import numpy as np

from lianxin.demo.families import CHILDREN, GRANDCHILDREN, KINDS, Slot
from lianxin.demo.names import SURNAMES


def ages_of(folk, slot):
    """Ages in years by household, NaN where the slot is empty."""
    ages = np.full(len(folk.kind), np.nan)
    at = folk.slot == slot
    ages[folk.home[at]] = folk.age_days[at] / 365.2425
    return ages


def test_every_household_has_exactly_one_head_and_he_comes_first(district):
    folk = district.folk
    assert (folk.count(folk.slot == Slot.HEAD) == 1).all()
    first = np.r_[True, folk.home[1:] != folk.home[:-1]]
    assert (folk.slot[first] == Slot.HEAD).all()


def test_parents_are_at_least_eighteen_years_older_than_their_children(district):
    folk = district.folk
    head, spouse, child = (ages_of(folk, slot) for slot in (Slot.HEAD, Slot.SPOUSE, Slot.CHILD_1))
    for older, younger in [
        *((parent, ages_of(folk, slot)) for parent in (head, spouse) for slot in CHILDREN),
        *((ages_of(folk, slot), head) for slot in (Slot.FATHER, Slot.MOTHER)),
        *((child, ages_of(folk, slot)) for slot in GRANDCHILDREN),
    ]:
        gap = (older - younger)[~np.isnan(older - younger)]
        assert gap.min() >= 18


def test_couples_are_a_man_and_a_woman(district):
    folk = district.folk
    women = folk.count(folk.female & np.isin(folk.slot, (Slot.HEAD, Slot.SPOUSE)))
    couples = folk.count(folk.slot == Slot.SPOUSE) == 1
    assert (women[couples] == 1).all()


def test_the_people_look_like_a_mountain_countys_register(district):
    folk = district.folk
    assert 3.3 < folk.m / district.homes.n < 3.7
    assert 0.18 < np.mean(folk.age >= 60) < 0.24, "18.7 % in the census of 2020, more where the young leave"
    assert 0.15 < np.mean(folk.age < 15) < 0.24
    assert 0.485 < np.mean(folk.female) < 0.505
    assert folk.age.max() < 105


def test_every_kind_of_family_is_there_in_its_share(district):
    seen = np.bincount(district.folk.kind, minlength=len(KINDS)) / district.homes.n
    wanted = np.array([kind.share for kind in KINDS]) / sum(kind.share for kind in KINDS)
    assert np.abs(seen - wanted).max() < 0.01


def test_children_bear_a_parents_surname(district):
    folk, names = district.folk, district.names
    head = {home: names[at] for at, home in enumerate(folk.home.tolist()) if folk.slot[at] == Slot.HEAD}
    children = np.flatnonzero(np.isin(folk.slot, CHILDREN))
    alike = [names[at][0] == head[int(folk.home[at])][0] for at in children]
    assert 0.90 < np.mean(alike) < 0.96, "one in thirteen bears the mother's"


def test_names_have_two_to_four_characters_and_a_listed_surname(district):
    surnames = {name for row in SURNAMES.values() for name in row.split()}
    assert {len(name) for name in district.names} <= {2, 3, 4}
    assert all(name[0] in surnames or name[:2] in surnames for name in district.names)
    assert len(set(district.names)) > 20_000


def test_no_two_members_of_a_household_share_a_name(district):
    pairs = list(zip(district.folk.home.tolist(), district.names, strict=True))
    assert len(set(pairs)) == len(pairs)
