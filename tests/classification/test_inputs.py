"""What the members' facts say of a household, and whose missing facts leave it open."""

from datetime import date

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lianxin.classification.inputs import (
    COUNTS,
    FLAGS,
    FROM_RESIDENTS,
    ages_on,
    derive,
    missing_behind,
    plain_row,
    stale_between,
)
from lianxin.classification.proofs import people_of
from lianxin.classification.traits import People
from lianxin.criteria import Column
from lianxin.policies.catalogue import default
from lianxin.policies.vocabulary import ExampleResident

CHOICES = {code: default()[code].choice_codes for code in ("labour", "works_at", "schooling")}
# Health and grade speak of one thing: the healthy have no grade, the disabled have one.
HEALTH_AND_GRADE = [
    ("healthy", "none"),
    ("chronic", "none"),
    ("serious", "3"),
    ("disabled", "1"),
    ("disabled", "4"),
]


def family(*members):
    return people_of([ExampleResident("", m.pop("age", None), m) for m in map(dict, members)], default())


def derived(*members):
    return plain_row(derive(family(*members), 1), 0)


WORKER = {"age": 40, "labour": "full", "health": "healthy", "works_at": "home"}
ELDER = {"age": 70, "labour": "none", "health": "healthy", "works_at": "none"}
PUPIL = {"age": 10, "health": "healthy", "schooling": "primary"}


def test_one_able_worker_is_enough_to_know_that_there_is_one():
    assert derived(WORKER, {})["has_able_worker"] is True
    assert derived(ELDER, {"age": 40})["has_able_worker"] is None
    assert derived(ELDER, PUPIL)["has_able_worker"] is False


def test_people_are_counted_only_when_every_age_is_known():
    known = derived(WORKER, ELDER, PUPIL)
    assert [known[name] for name in ("members", "adults_16_59", "elders_60", "children_under_16")] == [
        3,
        1,
        1,
        1,
    ]
    open_end = derived(WORKER, {})
    assert [open_end[name] for name in ("members", *COUNTS)] == [2, None, None, None]


def test_a_household_nobody_is_listed_in_is_unknown_throughout():
    columns = derive(People(np.array([1], np.int32), family(WORKER).facts), 3)
    for row, listed in enumerate([False, True, False]):
        values = plain_row(columns, row)
        assert all((values[name] is not None) == listed for name in FROM_RESIDENTS)


@pytest.mark.parametrize(
    ("member", "disabled", "severely"),
    [
        ({"health": "healthy"}, False, False),
        ({"health": "chronic"}, None, None),
        ({"health": "chronic", "disability_level": "none"}, False, False),
        ({"health": "disabled"}, True, None),
        ({"disability_level": "none"}, False, False),
        ({"disability_level": "2"}, True, True),
        ({"disability_level": "3"}, True, False),
        ({"health": "healthy", "disability_level": "1"}, True, True),
        ({"health": "disabled", "disability_level": "none"}, True, False),
        ({}, None, None),
    ],
)
def test_health_and_grade_of_disability_settle_each_other(member, disabled, severely):
    found = derived({"age": 40} | member)
    assert (found["has_disability"], found["has_severe_disability"]) == (disabled, severely)


def test_grown_children_far_away_or_at_school_do_not_count_as_adults_at_home():
    couple = [{"age": 49, "disability_level": "2", "works_at": "none"}] * 2
    daughter = {"age": 23, "health": "healthy", "works_at": "elsewhere"}
    son = {"age": 17, "health": "healthy", "works_at": "none", "schooling": "vocational"}
    assert derived(*couple, daughter, son)["all_adults_disabled"] is True
    assert derived(*couple, daughter | {"works_at": "county"}, son)["all_adults_disabled"] is False
    assert derived(*couple, daughter | {"works_at": None}, son)["all_adults_disabled"] is None
    assert derived({"age": 45, "health": "healthy"}, ELDER)["all_adults_disabled"] is False


def test_a_child_is_left_behind_when_all_who_can_work_are_away():
    away = WORKER | {"works_at": "province"}
    assert derived(away, away, ELDER, PUPIL)["has_left_behind_child"] is True
    assert derived(away, WORKER, PUPIL)["has_left_behind_child"] is False
    assert derived(ELDER, PUPIL)["has_left_behind_child"] is False
    assert derived(away, WORKER | {"works_at": None}, PUPIL)["has_left_behind_child"] is None
    assert derived(away, away)["has_left_behind_child"] is False


def test_it_is_said_whose_fact_is_missing():
    people = family(WORKER | {"labour": "weak"}, ELDER | {"labour": None}, PUPIL, {"works_at": "home"})
    assert missing_behind("has_able_worker", people) == ((1, "labour"), (3, "age"), (3, "labour"))
    assert missing_behind("elders_60", people) == ((3, "age"),)
    assert missing_behind("has_chronic_illness", people) == ((3, "health"),)
    assert missing_behind("elders_live_alone", people) == ()
    assert missing_behind("members", people) == ()
    assert missing_behind("has_able_worker", family()) == ()


def person():
    free = {code: st.sampled_from(codes) for code, codes in CHOICES.items()}
    return st.builds(
        lambda age, body, rest: {"age": age, "health": body[0], "disability_level": body[1]} | rest,
        st.sampled_from([3, 6, 10, 15, 16, 20, 40, 59, 60, 80]),
        st.sampled_from(HEALTH_AND_GRADE),
        st.fixed_dictionaries(free),
    )


FAMILIES = st.lists(person(), min_size=1, max_size=4)
HOLES = st.lists(st.lists(st.booleans(), min_size=6, max_size=6), min_size=4, max_size=4)


def holed(members, holes):
    return [
        {fact: None if gone else value for (fact, value), gone in zip(one.items(), row, strict=True)}
        for one, row in zip(members, holes, strict=False)
    ]


@settings(max_examples=60)
@given(FAMILIES, HOLES)
def test_what_is_said_with_holes_is_what_is_so_without(members, holes):
    whole, part = derived(*members), derived(*holed(members, holes))
    assert {name: value for name, value in part.items() if value is not None}.items() <= whole.items()


@settings(max_examples=25)
@given(FAMILIES, HOLES)
def test_once_the_missing_facts_are_told_the_input_is_known(members, holes):
    known = holed(members, holes)
    open_inputs = [name for name, value in derived(*known).items() if value is None]
    for name in open_inputs:
        missing = missing_behind(name, family(*known))
        assert missing
        told = [dict(one) for one in known]
        for at, fact in missing:
            assert known[at][fact] is None
            told[at][fact] = members[at][fact]
        assert derived(*told)[name] is not None


def test_the_register_and_one_household_are_the_same_computation():
    homes = [[WORKER, PUPIL], [ELDER], [{"age": 17, "health": "chronic"}, ELDER, WORKER]]
    everyone = family(*(member for home in homes for member in home))
    rows = np.repeat(np.arange(3), [len(home) for home in homes]).astype(np.int32)
    shuffle = np.random.default_rng(3).permutation(len(rows))
    facts = {
        code: Column(column.values[shuffle], column.known[shuffle], column.choices)
        for code, column in everyone.facts.items()
    }
    columns = derive(People(rows[shuffle], facts), 3)
    assert set(columns) == {*FLAGS, *COUNTS, "members", "months_since_priority"}
    for row, home in enumerate(homes):
        assert plain_row(columns, row) == derived(*home)


def test_inputs_that_rest_on_old_facts_are_stale():
    fresh = derive(family(WORKER | {"labour": None}, ELDER), 1)
    stale = stale_between(derive(family(WORKER, ELDER), 1), fresh)
    assert [name for name, flags in stale.items() if flags[0]] == ["has_able_worker"]


@pytest.mark.parametrize(
    ("born", "day", "age"),
    [
        ("2010-05-02", "2026-05-01", 15),
        ("2010-05-02", "2026-05-02", 16),
        ("2008-02-29", "2026-02-28", 17),
        ("2008-02-29", "2026-03-01", 18),
        ("1931-12-31", "2026-01-01", 94),
        ("2026-01-01", "2026-01-01", 0),
        ("2026-01-02", "2026-01-01", None),
    ],
)
def test_age_is_counted_in_whole_years_on_the_day(born, day, age):
    column = Column(np.array([date.fromisoformat(born).toordinal(), 0], np.int32), np.array([True, False]))
    ages = ages_on(column, date.fromisoformat(day))
    assert plain_row({"age": ages}, 0)["age"] == age
    assert plain_row({"age": ages}, 1)["age"] is None


@given(st.dates(date(1900, 1, 1), date(2030, 1, 1)), st.dates(date(2000, 1, 1), date(2030, 1, 1)))
def test_age_agrees_with_the_calendar(born, day):
    column = Column(np.array([born.toordinal()], np.int32))
    expected = day.year - born.year - ((day.month, day.day) < (born.month, born.day))
    assert plain_row({"age": ages_on(column, day)}, 0)["age"] == (expected if born <= day else None)
