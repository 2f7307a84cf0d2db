"""A number of a policy that nobody can mean is refused with its name, its value and how large it may be."""

import pytest

from lianxin.policies.bounds import MOST, above_bounds
from lianxin.policies.catalogue import SHIPPED
from lianxin.policies.document import read
from lianxin.policies.faults import PolicyError
from lianxin.policies.proving import prove

OURS = sorted(path for path in SHIPPED.glob("*/*.yaml") if path.parent.name != "indicators")
DEADLINES = (SHIPPED / "deadlines" / "2026-01-01.yaml").read_text("utf-8")
OLD, HUGE = "pause_days: {value: 120,", "pause_days: {value: 1000000000,"


@pytest.mark.parametrize("path", OURS, ids=lambda path: path.parent.name)
def test_every_shipped_number_is_within_bounds_and_has_a_unit_that_is_known(path):
    policy = read(path.read_text("utf-8"))
    assert list(above_bounds(policy)) == []
    assert {number.unit for number in policy.numbers.values()} <= set(MOST)


def test_a_million_years_are_refused_at_their_place():
    text = DEADLINES.replace(OLD, HUGE)
    with pytest.raises(PolicyError) as caught:
        prove(read(text))
    (fault,) = caught.value.faults
    line = text.splitlines()[fault.line - 1]
    assert fault.code == "number_above"
    assert line[fault.column - 1 :].startswith("1000000000")
    assert "pause_days" in str(caught.value)
    assert "1000000000" in str(caught.value)
    assert "36500" in str(caught.value)


def test_the_largest_number_is_taken_and_one_more_is_not():
    def faults(value):
        return list(above_bounds(read(DEADLINES.replace(OLD, f"pause_days: {{value: {value},"))))

    assert [len(faults(value)) for value in (36_500, 36_501)] == [0, 1]


def test_what_was_adopted_before_is_read_as_it_is():
    assert read(DEADLINES.replace(OLD, HUGE)).numbers["pause_days"].value == 1_000_000_000
