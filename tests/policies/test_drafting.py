"""A draft is the policy it was taken from, text by text; faults come back to the field they were typed in."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lianxin.policies.catalogue import SHIPPED
from lianxin.policies.document import read
from lianxin.policies.drafting import revising
from lianxin.policies.drafting.checking import check, check_condition
from lianxin.policies.drafting.contents import content_of
from lianxin.policies.drafting.revising import RevisionRefused
from lianxin.policies.drafting.writing import identity_of, scalar, write
from lianxin.policies.faults import PolicyError
from lianxin.policies.nodes import compose
from tests.policies.drafts import GOOD, spoil, with_condition

SHIPPED_TIERS = (SHIPPED / "tiers" / "2026-01-01.yaml").read_text("utf-8")
RULE = {"title_zh": "规则", "title_en": "", "when": "debt_balance > 5", "gives": "watch", "source": "x"}


def meaning(policy):
    """What a policy says, whatever way it is typed."""
    rules = [
        (rule.id, rule.title_zh, rule.title_en, rule.when.tree, rule.gives, rule.source)
        for rule in policy.rules
    ]
    examples = [(one.id, one.values, one.residents, one.stale, one.expect) for one in policy.examples]
    return policy.id, policy.effective_on, policy.source, policy.numbers, rules, examples


def places(content):
    """(code, part, key, field) of every fault."""
    return [(one.fault.code, one.field.part, one.field.key, one.field.name) for one in check(content).found]


@pytest.mark.parametrize("text", [GOOD, SHIPPED_TIERS])
def test_a_draft_written_down_is_the_policy_it_was_taken_from(text):
    content = content_of(text, keeps_id=True)
    written = write(content).text
    assert meaning(read(written)) == meaning(read(text))
    assert content_of(written, keeps_id=True) == content


def test_remarks_of_the_file_are_kept():
    written = write(content_of(SHIPPED_TIERS)).text
    for remark in ("# How a household is classed.", "  # Visits a household is owed", "  # ---- the old and"):
        assert remark in written


@given(st.text(max_size=40))
def test_any_text_comes_back_as_it_was(text):
    text = " ".join(text.split())
    node = compose(f"a: {scalar(text)}\nb: [{scalar(text, inside=True)}]") if _is_text(text) else None
    if node is not None:
        (_, plain), (_, listed) = node.entries
        assert plain.value == text
        assert listed.items[0].value == text


def _is_text(text):
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def test_a_sound_draft_has_a_document_and_no_faults():
    checked = check(content_of(GOOD))
    assert checked.is_sound
    assert checked.document.id == "tiers-2026-01-01"


@pytest.mark.parametrize(
    ("old", "new", "place"),
    [
        ("value: 7800", "value: many", ("not_a_number", "numbers", "line", "value")),
        ("unit: 元/年", 'unit: ""', ("blank", "numbers", "line", "unit")),
        ("effective_on: 2026-01-01", "effective_on: soon", ("not_a_date", "head", "", "effective_on")),
        ("income_per_head < line", "income < line", ("unknown_name", "rules", "poor", "when")),
        ("gives: watch", "gives: gold", ("not_one_of", "rules", "debt", "gives")),
        ("zh: 负债重, en: Heavy debt", 'zh: "", en: ""', ("blank", "rules", "debt", "title")),
        ("gives: priority, rules: [poor]", "gives: fine", ("example_fails", "examples", "a", "id")),
        ("rules: [poor]", "rules: [rich]", ("not_one_of", "examples", "a", "expect")),
    ],
)
def test_a_fault_is_said_at_its_field(old, new, place):
    assert place in places(content_of(spoil(old, new)))


def test_a_wrong_number_does_not_hide_a_wrong_condition():
    content = content_of(spoil("value: 3,", "value: x,", with_condition("income_per_head << 3")))
    assert {place[1:] for place in places(content)} == {
        ("numbers", "debt_years", "value"),
        ("rules", "poor", "when"),
    }


def test_the_place_within_a_condition_is_told():
    (found,) = check(content_of(with_condition("income_per_head < lime"))).found
    assert found.at == len("income_per_head < ") + 1
    _, (fault,) = check_condition("income_per_head < lime", content_of(GOOD))
    assert (fault.line, fault.column) == (1, found.at)


def test_a_condition_alone_is_read_with_the_numbers_of_the_draft():
    criterion, faults = check_condition("income_per_head < 2 * line", content_of(GOOD))
    assert not faults
    assert criterion.names == {"income_per_head", "line"}
    assert check_condition("  ", content_of(GOOD))[1][0].code == "blank"


def test_numbers_a_kind_must_state_are_asked_for_where_a_file_lacks_them():
    line = "  visits_watch: {value: 4, unit: 次/年, source: set by the district}\n"
    assert ("blank", "numbers", "visits_watch", "value") in places(content_of(spoil(line, "")))


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("kind: tiers", "kind: ranking", "not_one_of"),
        ("id: debt", "id: poor", "duplicate_id"),
        ("id: debt", "id: 负债", "bad_identity"),
        ("  line:", "  The Line:", "bad_name"),
        ("rules:\n", "rules: none\nother:\n", "not_a_list"),
        ("when: income_per_head < line", "when: [a]", "not_a_value"),
    ],
)
def test_a_file_that_pages_could_not_show_is_refused(old, new, code):
    with pytest.raises(PolicyError) as caught:
        content_of(spoil(old, new))
    assert code in [fault.code for fault in caught.value.faults]


def test_control_characters_do_not_get_into_a_draft():
    assert content_of(spoil("zh: 收入低", 'zh: "收\\0入\\e低"'))["rules"][0]["title_zh"] == "收 入 低"


def test_a_version_is_named_after_its_day_and_numbered_when_there_are_several():
    content = content_of(GOOD)
    assert identity_of(content) == "tiers-2026-01-01"
    assert identity_of(content, {"tiers-2026-01-01", "tiers-2026-01-01-2"}) == "tiers-2026-01-01-3"
    assert identity_of(content_of(GOOD, keeps_id=True)) == "tiers-test"


class TestRevising:
    def test_values_change_and_the_old_content_stays(self):
        content = content_of(GOOD)
        changed = revising.with_values(content, {"line": "8500", "nothing": "1"})
        assert check(changed).document.values["line"] == 8500
        assert content == content_of(GOOD)

    def test_a_rule_is_added_changed_and_taken_out(self):
        added = revising.with_rule(content_of(GOOD), "", RULE)
        assert [rule.id for rule in check(added).document.rules] == ["poor", "debt", "added-1"]
        assert check(added).document.rule("added-1").title_en == "规则"
        changed = revising.with_rule(added, "added-1", RULE | {"gives": "priority"})
        assert check(changed).document.rule("added-1").gives == "priority"
        assert revising.without_rule(changed, "added-1") == content_of(GOOD)

    def test_a_number_in_use_or_needed_stays(self):
        for name, code in [("line", "number-used"), ("visits_fine", "number-needed")]:
            with pytest.raises(RevisionRefused) as refused:
                revising.without_number(content_of(GOOD), name)
            assert refused.value.code == code
        unused = revising.with_rule(content_of(GOOD), "poor", RULE)
        assert "line" not in [number["name"] for number in revising.without_number(unused, "line")["numbers"]]

    def test_a_name_is_given_once(self):
        given = {"title_zh": "线", "title_en": "", "value": "1", "unit": "元", "source": "x"}
        added = revising.with_number(content_of(GOOD), "floor", given, is_new=True)
        assert check(added).document.numbers["floor"].title_en == "线"
        with pytest.raises(RevisionRefused):
            revising.with_number(added, "floor", given, is_new=True)

    def test_an_example_takes_another_result(self):
        content = revising.with_values(content_of(GOOD), {"line": "50"})
        assert [place[0] for place in places(content)] == ["example_fails", "example_fails"]
        assert check(revising.with_expectation(content, "a", "unassessed")).is_sound

    def test_an_example_others_are_like_stays(self):
        with pytest.raises(RevisionRefused, match="heavy-debt"):
            revising.without_example(content_of(SHIPPED_TIERS), "ordinary-family")
        assert not check(revising.without_example(content_of(GOOD), "a")).is_sound
