"""In English the register refuses in English, units are English, and so is what the doctor says."""

import re

import pytest
from django.utils import translation

from lianxin.desk.visits.words import amount
from lianxin.desk.words import refused_words, unit_words
from lianxin.operations.doctor import Problem, examine
from lianxin.policies.catalogue import SHIPPED, default
from lianxin.policies.units import unit_in
from lianxin.registry.actions import NewFact, StructureRefused, record_facts
from lianxin.registry.actions.placing import correct_place
from lianxin.registry.values import ValueRefused, to_text
from lianxin.registry.vocabulary import Source

HAN = re.compile("[一-鿿]")


@pytest.fixture
def english():
    with translation.override("en"):
        yield


def refusals(value):
    for indicator in default():
        try:
            to_text(value, indicator)
        except ValueRefused as why:
            yield why


@pytest.mark.parametrize("value", [True, "x", float("nan"), -1e12, 1e12, None])
def test_every_value_that_does_not_fit_is_refused_in_both_languages(english, value):
    found = list(refusals(value))
    assert len(found) > 10
    assert not [why.code for why in found if HAN.search(refused_words(why))]
    with translation.override("zh-hans"):
        assert all(HAN.search(refused_words(why)) for why in found)


def test_every_unit_of_the_catalogue_has_its_english():
    assert not [one.unit for one in default() if HAN.search(unit_in(one.unit, "en"))]
    assert unit_in("元/年", "en") == "yuan/year"
    assert unit_in("次/人·年", "en") == "times/person·year"
    assert unit_in("次/人·年", "en", is_one=True) == "time/person·year"
    assert unit_in("元/年", "zh") == "元/年"


def test_every_unit_that_shipped_policies_name_has_its_english():
    """The units of numbers, and those in which a need is counted."""
    shipped = " ".join(path.read_text("utf-8") for path in SHIPPED.rglob("*.yaml"))
    units = set(re.findall(r"\bunit: ([^,}\s]+)", shipped))
    units |= {unit for some in re.findall(r"\bunits: \[(.*?)\]", shipped) for unit in some.split(", ")}
    assert len(units) > 25
    assert not [unit for unit in units if HAN.search(unit_in(unit, "en"))]


def test_units_follow_the_language(english):
    assert unit_words("元/年") == "yuan/year"
    assert [amount(number, "间") for number in (1, 2, 1.5)] == ["1 room", "2 rooms", "1.5 rooms"]


def test_the_register_says_in_english_why_it_does_not_move_a_household(english, wang, areas, now):
    with pytest.raises(StructureRefused) as refused:
        correct_place(wang, area=areas["T1"], group_name="", actor=None, now=now)
    assert "neither a village nor a community" in refused_words(refused.value)


def test_a_fact_about_an_area_is_nothing_a_household_can_say(wang, now):
    of_places = [one for one in default() if one.about == "area"]
    assert of_places
    for indicator in of_places:
        new = NewFact(indicator.code, 1)
        with pytest.raises(ValueRefused) as refused:
            record_facts(wang, [new], observed_on=now.date(), source=Source.CADRE, actor=None, now=now)
        assert refused.value.code == "unknown-indicator"


def test_the_doctor_speaks_the_language_of_who_asks(english, db):
    problems = examine()
    assert problems
    assert all(isinstance(one, Problem) and not HAN.search(one.message + one.remedy) for one in problems)
