"""A few inputs of a whole register are what all of them are, though little is read for them."""

from unittest import mock

import numpy as np
import pytest

from lianxin.classification import judging
from lianxin.classification.inputs import COUNTS, FLAGS, FROM_RESIDENTS, facts_behind
from lianxin.classification.judging import read_columns, read_inputs
from lianxin.classification.traits import known_of
from lianxin.policies.catalogue import default
from tests.registry.families import TODAY, make_li, make_wang, member
from tests.registry.states import tell, tell_all_is_well, tell_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def homes(areas):
    """One family of whom everything is known, one of whom a few things are."""
    wang, li = make_wang(areas["V1"]), make_li(areas["V1"])
    tell_all_is_well(wang)
    tell_of(member(wang, "王小明"), disability_level="1", health="serious")
    tell(li, income_per_head=900)
    tell_of(member(li, "李明芳"), works_at="province")
    return wang, li


def alike(one, other):
    known = known_of(one)
    return np.array_equal(known, known_of(other)) and np.array_equal(one.values[known], other.values[known])


@pytest.mark.parametrize("name", sorted({*FROM_RESIDENTS, "income_per_head", "housing_is_safe"}))
def test_an_input_alone_is_what_it_is_among_all(name):
    whole = read_inputs(default(), as_of=TODAY)
    keys, columns = read_columns(default(), {name}, as_of=TODAY)
    assert list(keys) == list(whole.register.keys)
    assert len(keys) == 2
    assert columns.keys() == {name}
    assert alike(columns[name], whole.columns[name])


def test_a_fact_that_was_not_read_would_be_missed():
    """The control: what rests on a fact that is left out becomes unknown."""
    with mock.patch.object(judging, "facts_behind", return_value={"income_per_head"}):
        _keys, columns = read_columns(default(), {"has_severe_disability"}, as_of=TODAY)
    whole = read_inputs(default(), as_of=TODAY).columns["has_severe_disability"]
    assert not alike(columns["has_severe_disability"], whole)


def test_behind_what_is_derived_stand_facts_of_members_and_behind_a_fact_itself():
    assert facts_behind({"has_serious_illness"}) == {"health"}
    assert facts_behind({"debt_balance", "has_serious_illness"}) == {"debt_balance", "health"}
    assert "income_per_head" not in facts_behind({*FLAGS, *COUNTS})
