"""Facts as columns: each value in its own place, and nobody else's."""

from datetime import date

import numpy as np
import pytest

from lianxin.policies.catalogue import default
from lianxin.registry.gathering import Gatherer

DAY = "2026-03-02"
DAYS = {DAY: date(2026, 3, 2).toordinal(), "2026-04-02": date(2026, 4, 2).toordinal()}
ROWS = {"home": 0, "other home": 1, "head": 2, "wife": 3, "child": 4}


def gathered(*facts):
    gatherer = Gatherer(default(), 2, 3, DAYS)
    gatherer.gather(ROWS, facts)
    return gatherer.known()


def test_a_value_stands_in_the_row_of_its_subject_with_its_day():
    homes, people = gathered(
        ("other home", "income_total", "12400", DAY),
        ("wife", "labour", "lost", DAY),
        ("home", "housing_is_safe", "true", DAY),
    )
    income = homes["income_total"]
    assert income.column.values.tolist() == [0, 12400]
    assert income.column.known.tolist() == [False, True]
    assert income.observed.tolist() == [0, DAYS[DAY]]
    labour = people["labour"].column
    assert labour.known.tolist() == [False, True, False]
    assert labour.choices[labour.values[1]] == "lost"
    assert homes["housing_is_safe"].column.values.dtype == np.bool_


def test_only_what_was_told_is_known():
    homes, people = gathered(("home", "debt_balance", "0.5", DAY))
    known = {
        code: rows
        for columns in (homes, people)
        for code, one in columns.items()
        if (rows := np.flatnonzero(one.column.known).tolist())
    }
    assert known == {"debt_balance": [0]}
    assert homes["debt_balance"].column.values[0] == 0.5


def test_every_indicator_of_the_catalogue_has_a_column_as_long_as_its_subjects():
    homes, people = gathered(("home", "debt_balance", "1", DAY))
    assert set(homes) == {one.code for one in default().about("household")}
    assert set(people) == {one.code for one in default().about("resident")}
    assert {len(one.observed) for one in homes.values()} == {2}
    assert {len(one.observed) for one in people.values()} == {3}


@pytest.mark.parametrize(
    "stray",
    [
        ("stranger", "labour", "lost", DAY),  # nobody who is present
        ("home", "an_indicator_of_old", "7", DAY),  # no longer in the catalogue
        ("home", "labour", "lost", DAY),  # a resident's fact said of a household
        ("head", "income_total", "1", DAY),  # and the other way round
    ],
)
def test_a_stray_fact_disturbs_no_column(stray):
    for columns in gathered(stray):
        assert not any(one.column.known.any() for one in columns.values())


def test_of_two_facts_about_the_same_the_later_one_stands():
    homes, _people = gathered(("home", "debt_balance", "1", DAY), ("home", "debt_balance", "2", "2026-04-02"))
    assert homes["debt_balance"].column.values[0] == 2
    assert homes["debt_balance"].observed[0] == DAYS["2026-04-02"]
