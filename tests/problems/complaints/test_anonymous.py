"""A question to the person concerned must not say who complained."""

import pytest

from lianxin.problems.complaints.anonymous import gives_away

KNOWN = {
    "names": ["王有田", "", "李"],
    "numbers": ["138 0000 4321", "HB00017", ""],
    "complaint": "他收了三百块钱才肯把我家报上低保名单，还说别人都给了。",
}


@pytest.mark.parametrize(
    "words",
    [
        "王有田家的事请说明",
        "王 有 田 反映的事",
        "尾号4321的群众",
        "户编号 hb-00017",
        "有人说你收了三百块钱才肯把我家报上低保名单",
    ],
)
def test_names_numbers_and_own_words_are_found(words):
    assert gives_away(words, **KNOWN)


@pytest.mark.parametrize(
    "words", ["请说明东一村低保名单是怎么报的，有没有收过费用。", "李家湾的低保名单", "2026年的名单"]
)
def test_a_question_about_the_matter_may_be_asked(words):
    assert not gives_away(words, **KNOWN)


def test_a_short_complaint_is_not_its_own_words():
    assert not gives_away("请说明收钱的事", names=[], numbers=[], complaint="收钱")
