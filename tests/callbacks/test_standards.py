"""The numbers of call-backs stand in the shipped policy, and no slip of the pen takes them out of bounds."""

import pytest

from lianxin.callbacks.standards import BOUNDS, DEFAULTS, numbers_of
from tests.planning.policies import shipped


def test_the_shipped_policy_names_every_number_as_it_is_where_none_is_named():
    named = shipped("visits").numbers
    assert {name: named[name].value for name in DEFAULTS} == dict(DEFAULTS)
    assert all(named[name].title_zh and named[name].title_en and named[name].source for name in DEFAULTS)
    assert {name for name in named if name.startswith("call_") and name != "call_back_days"} == set(DEFAULTS)


def test_what_a_policy_names_counts_and_the_rest_is_as_usual():
    assert dict(numbers_of({"call_tries": 2})) == {**DEFAULTS, "call_tries": 2}
    assert dict(numbers_of({})) == dict(DEFAULTS)


@pytest.mark.parametrize("name", BOUNDS)
def test_a_number_beyond_its_bounds_counts_as_the_bound(name):
    least, most = BOUNDS[name]
    assert numbers_of({name: least - 1})[name] == least
    assert numbers_of({name: most + 1})[name] == most
