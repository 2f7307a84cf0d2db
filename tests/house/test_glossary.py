"""One word per idea: the glossary has every word of the mission."""

import re

from tests.house.tree import ROOT

WORDS = """
    Area 区划, Household 户, Resident 家庭成员, Fact 事实, Indicator 指标, Policy 办法, Tier 类别,
    Verdict 分类结论, Staff 干部, Post 职务, Pairing 结对, Duty 走访任务, Trip 走访路线, Visit 走访,
    Item 事项, Problem 问题, Rung 层级, Promise 承诺, Escalation 上报, HelpPlan 帮扶方案, Measure 措施,
    Benefit 惠民政策, Rating 评价, CallBack 回访, Signal 疑点, Finding 核查结论, Brief 简报
"""


def rows(text):
    """(code, Chinese, meaning) of each row of the table."""
    return [
        tuple(cell.strip() for cell in line.strip("|").split("|"))
        for line in text.splitlines()
        if line[:2] == "| "
    ]


def missing_words(table):
    words = [word.split() for word in WORDS.split(",")]
    return [code for code, zh in words if not any(row[0] == code and zh in row[1] for row in table)]


def test_the_glossary_has_every_word_of_the_mission():
    table = rows((ROOT / "docs" / "glossary.md").read_text(encoding="utf-8"))
    assert missing_words(table) == []
    assert missing_words([row for row in table if row[0] != "Duty"]) == ["Duty"]


def test_no_word_and_no_translation_stands_twice():
    table = rows((ROOT / "docs" / "glossary.md").read_text(encoding="utf-8"))
    codes, chinese = [row[0] for row in table], [row[1] for row in table]
    assert len(set(codes)) == len(codes)
    assert len(set(chinese)) == len(chinese)


def test_every_row_says_what_the_word_means():
    table = rows((ROOT / "docs" / "glossary.md").read_text(encoding="utf-8"))
    assert [row for row in table if len(row) != 3 or not re.search(r"\w", row[2])] == []
