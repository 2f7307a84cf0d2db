"""Numbers that a policy may leave out: then the usual ones hold, and no number of a policy does harm."""

from dataclasses import replace

import pytest

from lianxin.policies.actions import adopt_policy
from lianxin.policies.faults import PolicyError
from lianxin.problems.limits import LIMITS, floor_of, limit
from tests.problems.ladders import at, ladder, text


def with_number(name, value):
    found = ladder()
    return replace(found, numbers={**found.numbers, name: value})


@pytest.mark.parametrize("name", LIMITS)
def test_the_shipped_policy_says_what_holds_without_one(name):
    assert ladder().numbers[name] == limit(None, name) == limit(ladder(), name)


@pytest.mark.parametrize("name", LIMITS)
def test_what_a_policy_names_holds_within_its_bounds(name):
    bounds = LIMITS[name]
    assert limit(with_number(name, bounds.least), name) == bounds.least
    assert limit(with_number(name, -5), name) == bounds.least
    assert limit(with_number(name, 10**12), name) == bounds.most


def test_a_policy_adopted_before_they_were_named_means_the_usual_ones():
    found = ladder()
    known = {name: value for name, value in found.numbers.items() if name not in LIMITS}
    before = replace(found, numbers=known)
    assert [limit(before, name) for name in LIMITS] == [one.usual for one in LIMITS.values()]
    assert floor_of(before) == floor_of(None)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("value", "code"),
    [
        ("0", "number_out_of_range"),
        ("21", "number_out_of_range"),
        ("99999", "number_above"),
        ("2.5", "number_out_of_range"),
    ],
)
def test_a_number_out_of_bounds_is_not_adopted(value, code):
    wrong = text().replace("evidence_files: {value: 6,", f"evidence_files: {{value: {value},")
    with pytest.raises(PolicyError) as refused:
        adopt_policy(text=wrong, actor=None, now=at("2026-03-01 09:00"))
    assert [one.code for one in refused.value.faults] == [code]
