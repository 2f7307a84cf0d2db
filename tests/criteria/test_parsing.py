"""What a rule may say, and how everything else is refused: code, column, and words in two languages."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from lianxin.criteria import MESSAGES, CriterionError, message, parse, unparse
from lianxin.criteria.parsing import MAX_DEPTH, MAX_LENGTH
from tests.criteria.expressions import KINDS, conditions

REFUSED = [
    # text, code, column
    ("", "empty", 1),
    ("   ", "empty", 1),
    ("income <", "syntax", 8),
    ("(income < 3", "syntax", 1),
    ("income < 3)", "syntax", 11),
    ("income < 3 or", "syntax", 13),
    ("1or 2", "syntax", 1),
    ("income > 1e3or safe", "syntax", 10),
    ("income > 0x10", "syntax", 10),
    ("income = 3", "single_equals", 8),
    ("safe and income = 3", "single_equals", 17),
    ("income ＜ 3", "full_width", 8),
    ("（income < 3）", "full_width", 1),
    ("labour == “lost”", "full_width", 11),
    ("income ** 2 > 3", "not_allowed", 1),
    ("income % 2 == 0", "not_allowed", 1),
    ("income // 2 == 0", "not_allowed", 1),
    ("safe & insured", "not_allowed", 1),
    ("not safe and ~insured", "not_allowed", 14),
    ("income < +3", "not_allowed", 10),
    ("income is 3", "not_allowed", 1),
    ("safe is not True", "not_allowed", 1),
    ("max(income, 3) > 2", "not_allowed", 1),
    ("income.real > 2", "not_allowed", 1),
    ("income[0] > 2", "not_allowed", 1),
    ("(lambda: safe)()", "not_allowed", 1),
    ("safe if insured else safe", "not_allowed", 1),
    ("[safe for safe in insured]", "not_allowed", 1),
    ("(safe := True)", "not_allowed", 2),
    ("f'{income}' == labour", "not_allowed", 1),
    ("b'lost' == labour", "not_allowed", 1),
    ("income > 3j", "syntax", 10),
    ("income == None", "not_allowed", 11),
    ("safe, insured", "not_allowed", 1),
    ("{'safe': safe}", "not_allowed", 1),
    ("...", "not_allowed", 1),
    ("safe # and insured", "not_allowed", 6),
    ("safe; insured", "not_allowed", 5),
    ("labour == 'lo\\x73t'", "not_allowed", 14),
    ("__import__('os').system('true')", "not_allowed", 1),
    ("income > 1e300", "number_too_large", 10),
    ("income > 1e999", "number_too_large", 10),
    ("income > -9" + "9" * 20, "number_too_large", 11),
    ("labour == '" + "lost" * 40 + "'", "text_too_long", 11),
    ('labour == "it\'s"', "text_not_plain", 11),
    ("income + 3", "not_a_condition", 1),
    ("safe or 3", "not_a_condition", 9),
    ("safe and 'lost'", "not_a_condition", 10),
    ("(income > 3) == safe", "condition_as_value", 2),
    ("(income > 3) + 2 > 1", "condition_as_value", 2),
    ("not safe + 2 > 1 and (not safe) + 1 > 2", "condition_as_value", 23),
    ("labour < 'lost'", "no_order", 1),
    ("safe > insured", "no_order", 1),
    ("safe < 3", "no_order", 1),
    ("income == 'lost'", "wrong_kind", 11),
    ("income == True", "wrong_kind", 11),
    ("labour + 3 > 2", "wrong_kind", 1),
    ("safe and income", "wrong_kind", 10),
    ("labour in ('lost', 3)", "wrong_kind", 20),
    ("income in ('lost', 'none')", "wrong_kind", 1),
    ("labour in 'lost'", "needs_options", 11),
    ("labour in ('lost')", "needs_options", 12),
    ("labour in ()", "needs_options", 11),
    ("labour in (health, 'lost')", "needs_options", 12),
    ("safe and incom < 3", "unknown_name", 10),
]


@pytest.mark.parametrize(("text", "code", "column"), REFUSED)
def test_what_is_not_on_the_list_is_refused_with_its_place(text, code, column):
    with pytest.raises(CriterionError) as caught:
        parse(text, kinds=KINDS)
    error = caught.value
    assert (error.code, error.column) == (code, column)
    for words in (error.message, error.message_en):
        assert words
        assert "{" not in words or "{" in text


def test_every_refusal_has_been_provoked_by_a_test():
    seen = {code for _, code, _ in REFUSED}
    judged_later = {"no_column", "not_a_value", "value_too_large", "unequal_lengths"}
    assert set(MESSAGES) - seen - judged_later == {"too_long", "too_deep"}


def test_a_misspelt_name_brings_near_ones():
    with pytest.raises(CriterionError) as caught:
        parse("incom < 3", kinds=KINDS)
    assert "income" in caught.value.message
    assert "did you mean income?" in caught.value.message_en


def test_without_a_catalogue_kinds_are_learnt_from_use_and_held_to():
    assert parse("not safe and income < 3 or labour == 'lost'").kinds == {
        "safe": "bool",
        "income": "number",
        "labour": "text",
    }
    with pytest.raises(CriterionError) as caught:
        parse("not safe and safe < 3")
    assert (caught.value.code, caught.value.column) == ("no_order", 14)


def test_columns_count_characters_and_folded_lines_keep_their_place():
    with pytest.raises(CriterionError) as caught:
        parse("地区 == '汉滨'\n  and income ** 2 > 3")
    assert caught.value.column == len("地区 == '汉滨'\n  and ") + 1
    assert parse("  safe\n\tand insured ").names == {"safe", "insured"}


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("not " * (MAX_LENGTH // 4) + "a", "too_long"),
        ("not " * 400 + "a", "too_deep"),
        ("(" * 900 + "a" + ")" * 900, "syntax"),
        ("-" * 1900 + "1 > 0", "too_deep"),
        ("1" + "+1" * 900 + " > 0", "too_deep"),
        ("a > " + "9" * 1900, "number_too_large"),
        ("a and " * 10**6 + "a", "too_long"),
        ("a > 1\x00", "syntax"),
        ("a == '\ud800'", "syntax"),
    ],
)
def test_a_hostile_text_gets_a_clear_answer(text, code):
    with pytest.raises(CriterionError) as caught:
        parse(text)
    assert caught.value.code == code


def test_a_deep_but_reasonable_rule_is_read():
    text = "safe"
    for _ in range(MAX_DEPTH // 2):
        text = f"not (insured and {text})"
    with pytest.raises(CriterionError):
        parse(f"not ({text})")
    assert parse(text[5:-1]).names == {"safe", "insured"}


@given(st.text(max_size=60))
@example("a\u3000> 1")
def test_any_text_is_read_or_refused_in_words(text):
    tree, refusal = None, None
    try:
        tree = parse(text).tree
    except CriterionError as error:
        refusal = error
    if refusal is None:
        assert parse(unparse(tree)).tree == tree
    else:
        assert 1 <= refusal.column <= len(text) + 1
        assert refusal.message


def _fields(code):
    import string

    return [name for _, name, _, _ in string.Formatter().parse(MESSAGES[code][1]) if name]


@given(conditions)
def test_written_out_and_read_again_a_condition_is_the_same(tree):
    criterion = parse(unparse(tree), kinds=KINDS)
    assert criterion.tree == tree
    assert unparse(criterion.tree) == unparse(tree)


def test_a_chain_reads_as_its_links_and_signs_as_numbers():
    assert parse("1 < income <= 3").tree == parse("1 < income and income <= 3").tree
    assert parse("income not in (1, -2)").tree == parse("not income in (1, -2)").tree
    assert parse("-income < 3").tree == parse("0 - income < 3").tree


def test_a_number_and_a_yes_are_different_constants():
    assert parse("income == 1").tree != parse("income == True").tree


def test_both_languages_fill_the_same_blanks():
    for code, (zh, en) in MESSAGES.items():
        values = dict.fromkeys(_fields(code), "x") | {"near_zh": "", "near_en": ""}
        for kind in ("kind", "found", "wanted", "what"):
            values |= {f"{kind}_zh": "x", f"{kind}_en": "x"}
        assert message(code, "zh", **values)
        assert message(code, "en", **values)
        assert zh != en
