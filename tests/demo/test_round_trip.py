"""What is written as a roster comes back as the same drafts, through the reading of real rosters."""

from datetime import date
from functools import cache

import numpy as np
import pytest

from lianxin.areas.rules import match
from lianxin.areas.vocabulary import AreaName
from lianxin.demo.county import make
from lianxin.demo.drafts import drafts
from lianxin.demo.roster import write_roster
from lianxin.demo.vocabulary import Size
from lianxin.intake.readers import Setting
from lianxin.intake.roster import read_roster
from lianxin.policies.catalogue import default

TODAY = date(2026, 11, 21)


@pytest.fixture(scope="module")
def town(places):
    """The first six hundred households of a town, by number."""
    county = make(size=Size.TOWN, seed=5, today=TODAY, places=places)
    return {draft.number: draft for draft in drafts(county, np.arange(600))}


@pytest.fixture(scope="module")
def find_area(places):
    names = [area_name(place.code, place.name, place.town_code) for place in places]
    towns = {place.town_code: place.town_name for place in places}
    names += [AreaName(code, name, "town", f"610902000000/{code}/") for code, name in towns.items()]
    return cache(lambda town, village: match(town, village, names))


def area_name(code, name, town):
    level = "village" if name.endswith("村委会") else "community"
    return AreaName(code, name, level, f"610902000000/{town}/{code}/")


def read_back(path, find_area):
    """(drafts by number, refusals) of a workbook."""
    roster = read_roster(path, catalogue=default(), setting=Setting(TODAY))
    batches = list(roster.batches(find_area))
    refusals = [refusal for batch in batches for refusal in batch.refusals]
    return {draft.number: draft for batch in batches for draft in batch.drafts}, refusals


def content(draft):
    """What a draft says, without where it stood."""
    people = [
        (one.name, one.relation, one.sex, one.birth_on, one.id_number, one.phone, dict(one.facts))
        for one in draft.residents
    ]
    place = (draft.area_code, draft.group_name, draft.longitude, draft.latitude, draft.observed_on)
    return draft.number, draft.head_name, place, dict(draft.facts), people


def test_a_clean_roster_comes_back_as_it_was_told(town, find_area, tmp_path):
    write_roster(tmp_path / "clean.xlsx", town.values())
    back, refusals = read_back(tmp_path / "clean.xlsx", find_area)
    assert refusals == []
    assert {number: content(draft) for number, draft in back.items()} == {
        number: content(draft) for number, draft in town.items()
    }


def test_a_messy_roster_loses_only_what_cannot_be_understood(town, find_area, tmp_path):
    planted = write_roster(tmp_path / "messy.xlsx", town.values(), messy=True, seed=1)
    back, refusals = read_back(tmp_path / "messy.xlsx", find_area)
    lost = {blemish.household for blemish in planted if blemish.is_refused}
    assert len(lost) > 15
    assert back.keys() == town.keys() - lost
    assert all(content(draft) == content(town[number]) for number, draft in back.items())
    assert {blemish.row for blemish in planted if blemish.is_refused} <= {one.row for one in refusals}
