"""Search: by name, part of a name, pinyin, initials, number, ID number, phone; only inside one's own area."""

import random
import re

import pytest
from django.db import connection

from lianxin.registry.actions import add_household, add_resident
from lianxin.registry.models import Household, Resident
from lianxin.registry.search import find_households, find_residents
from lianxin.registry.vocabulary import Relation
from tests.registry.families import ID_OF_WANG, NOW, PHONE_OF_WANG

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("王有田", ["王有田"]),
        ("王", ["王有田", "王小明"]),
        ("小明", ["王小明"]),
        ("田", ["王有田"]),
        ("曾", ["曾秀兰"]),
        ("zengxiulan", ["曾秀兰"]),
        ("ZXL", ["曾秀兰"]),
        ("xiulan", ["曾秀兰"]),
        ("wang", ["王有田", "王小明"]),
        ("wyt", ["王有田"]),
        (ID_OF_WANG, ["王有田"]),
        (PHONE_OF_WANG, ["王有田"]),
        ("１００ 1234 5678", ["王有田"]),
        ("查无此人", []),
        ("", []),
        ("%", []),
        ("_", []),
        ("\x00", []),
        ("\ud800", []),
    ],
)
def test_a_resident_is_found_by(typed, names, wang, desk):
    assert sorted(found.name for found in find_residents(typed, desk)) == sorted(names)


@pytest.mark.parametrize("typed", ["HB000001", "hb0000", "王小明", "wyt"])
def test_a_household_is_found_by_its_number_or_anyone_in_it(typed, wang, desk):
    assert [found.number for found in find_households(typed, desk)] == ["HB000001"]


@pytest.mark.parametrize("typed", ["王", "wyt", "HB000001", ID_OF_WANG, PHONE_OF_WANG])
def test_a_neighbour_finds_nobody(typed, wang, neighbour):
    assert find_residents(typed, neighbour) == []
    assert find_households(typed, neighbour) == []


def test_system_administrators_find_nobody(wang, admin):
    assert find_residents("王", admin) == []


@pytest.fixture
def crowd(areas):
    """Forty invented families with names of few characters, so that parts of names often meet."""
    chance = random.Random(7)
    for at in range(40):
        home = add_household(
            number=f"C{at:04}", area=areas["V1"], head={"name": name(chance)}, actor=None, now=NOW
        )
        for _ in range(2):
            add_resident(home, name=name(chance), relation=Relation.OTHER, actor=None, now=NOW)


def name(chance):
    return chance.choice("王李曾单") + "".join(chance.choices("明芳小兰", k=chance.choice([1, 2, 2, 3])))


def test_search_finds_what_a_plain_scan_finds(crowd, desk):
    everyone = list(Resident.objects.values_list("name", flat=True))
    for text in ["明", "小明", "王", "李芳", "兰兰", "曾", "明芳小"]:
        scanned = sorted(found for found in everyone if text in found)
        searched = sorted(found.name for found in find_residents(text, desk, limit=1000))
        assert searched == scanned, text


def test_every_search_walks_an_index(crowd, desk):
    if connection.vendor == "postgresql":  # a planner with statistics would scan a table this small
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL enable_seqscan = off")
    searches = [(Resident, "name"), (Resident, "pinyin"), (Resident, "initials"), (Household, "number")]
    for model, column in searches:
        plan = model.objects.filter(**{f"{column}__prefix": "w"}).order_by().explain()
        assert re.search("USING .*INDEX|Index (Only )?Scan", plan), plan
