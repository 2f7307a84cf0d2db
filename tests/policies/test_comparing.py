"""Two versions side by side: what counts as a change, and what is only typed differently."""

from lianxin.policies.comparing import compare
from lianxin.policies.document import read
from tests.policies.drafts import GOOD, spoil


def changes(*pairs):
    text = GOOD
    for old, new in pairs:
        text = spoil(old, new, text)
    return compare(read(GOOD), read(text))


def test_the_same_policy_typed_differently_has_not_changed():
    assert not changes(("income_per_head < line", "(income_per_head  <  line)"), ("id: tiers-test", "id: b"))


def test_a_number_tells_its_values_and_the_rules_that_use_it():
    (change,) = changes(("value: 7800", "value: 8500")).numbers
    assert (change.name, change.before.value, change.after.value) == ("line", 7800, 8500)
    assert change.rules == ("poor",)


def test_rules_are_added_removed_and_changed_part_by_part():
    changed = changes(("gives: watch", "gives: priority"), ("> debt_years", ">= debt_years")).rules
    assert [(change.after.id, change.parts) for change in changed] == [("debt", {"gives", "when"})]
    swapped = changes(("id: debt", "id: owing")).rules
    assert [(one.before and one.before.id, one.after and one.after.id) for one in swapped] == [
        (None, "owing"),
        ("debt", None),
    ]


def test_examples_come_and_go():
    changed = changes(("- id: a\n", "- id: b\n"))
    assert [one.id for one in changed.examples_added] == ["b"]
    assert [one.id for one in changed.examples_removed] == ["a"]
