"""The script of call-backs in a policy of visits: what it must hold, and what is refused with its line."""

import pytest

from lianxin.policies.catalogue import SHIPPED
from lianxin.policies.comparing import compare
from lianxin.policies.document import read
from lianxin.policies.faults import PolicyError
from lianxin.policies.script import LONGEST_QUESTION, OF_ENDINGS, QUESTIONS

TEXT = (SHIPPED / "visits" / "2026-01-01.yaml").read_text("utf-8")
CAME = "    came: {zh: 最近有干部到您家来过吗？, en: 'Did a cadre come to your home lately?'}"

DONE = "      done: {zh: 您家提的这件事，办成了吗？, en: 'Is what you asked for done?'}"


def faults_of(old, new):
    assert TEXT.count(old) == 1
    with pytest.raises(PolicyError) as caught:
        read(TEXT.replace(old, new))
    return caught.value.faults


def line_of(text):
    return 1 + TEXT[: TEXT.index(text)].count("\n")


def test_the_shipped_policy_states_one():
    script = read(TEXT).script
    assert script.version == "visits-2026-01-01"
    assert tuple(script.questions) == QUESTIONS
    assert "{name}" in script.greeting.zh


def test_what_was_solved_has_a_script_of_its_own_that_may_be_left_out():
    script = read(TEXT).script
    assert tuple(script.endings.questions) == OF_ENDINGS
    assert script.endings.version == script.version
    assert read(TEXT[: TEXT.index("  endings:\n")]).script.endings is None


def test_a_policy_without_one_reads_as_before():
    assert read(TEXT[: TEXT.index("\nscript:")]).script is None


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("做回访的{name}，和到", "做回访的，和到", "greeting_without_name"),
        ("my name is {name} and", "my name is {name}, {name}, and", "greeting_without_name"),
        ("最近走访的情况，", "最近走访的情况{phone}，", "braces_in_script"),
        ("做回访的{name}，和办", "做回访的，和办", "greeting_without_name"),
        (DONE, DONE.replace("办成了吗？", "办成了"), "no_question"),
        (DONE + "\n", "", "missing"),
        ("      done: ", "      came: ", "not_expected"),
        (CAME, CAME.replace("来过吗？", "来过吗"), "no_question"),
        (CAME, CAME.replace("lately?", "lately."), "no_question"),
        (CAME, CAME.replace("最近", "最近" * LONGEST_QUESTION), "too_long"),
        (CAME, CAME.replace("zh: 最近", "zh: '{name}").replace("？,", "？',"), "braces_in_script"),
        (CAME + "\n", "", "missing"),
        ("    came: ", "    came_by: ", "not_expected"),
        (CAME, "    came: {zh: 来过吗？, en: ''}", "blank"),
    ],
)
def test_what_nobody_could_read_aloud_is_refused(old, new, code):
    faults = faults_of(old, new)
    assert code in {one.code for one in faults}
    assert all(one.line >= line_of("\nscript:") for one in faults)


def test_a_refusal_says_what_to_do_in_both_languages():
    (fault,) = faults_of("做回访的{name}，和到", "做回访的，和到")
    assert fault.line == line_of("    zh: 您好，")
    assert "要写一次 {name}" in fault.message
    assert "holds {name} once" in fault.message_en


def test_no_other_kind_of_policy_may_state_one():
    deadlines = (SHIPPED / "deadlines" / "2026-01-01.yaml").read_text("utf-8")
    with pytest.raises(PolicyError) as caught:
        read(deadlines + "\nscript:\n  greeting: {zh: 您好, en: Hello}\n")
    assert [one.code for one in caught.value.faults] == ["not_expected"]


def test_a_changed_question_is_among_the_differences():
    before, after = read(TEXT), read(TEXT.replace("最近有干部到您家来过吗？", "这一个月有干部来过吗？"))
    (change,) = compare(before, after).form
    assert (change.part, change.way, change.title_zh) == ("script", "changed", "这一个月有干部来过吗？")
