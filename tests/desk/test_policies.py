"""Policies as readable lines: conditions in words, numbers with sources, versions and examples."""

import pytest
from django.utils import translation

from lianxin.criteria import parse
from lianxin.desk.policies.wording import Wording
from lianxin.policies.catalogue import SHIPPED, default
from lianxin.policies.document import read
from lianxin.policies.vocabulary import Number
from tests.desk.district import content

NUMBERS = {
    "line": Number(7800, "元/年", "set by the district"),
    "times": Number(1.5, "倍", "set by the district", "几倍", "Times"),
    "named": Number(7800, "元/年", "set by the district", "监测线", "Monitoring line"),
}
WORDS = {
    "income_per_head < line": "人均纯收入低于 7,800 元/年",
    "line <= income_per_head": "人均纯收入不低于 7,800 元/年",
    "income_per_head < times * line": "人均纯收入低于 11,700 元/年（1.5 × 7,800）",
    "income_per_head < named": "人均纯收入低于 7,800 元/年（监测线）",
    "named <= income_per_head": "人均纯收入不低于 7,800 元/年（监测线）",
    "income_per_head < times * named": "人均纯收入低于 11,700 元/年（1.5 × 监测线 7,800）",
    "debt_balance > 3 * income_total": "负债余额高于 3 × 家庭年纯收入",
    "housing_is_safe": "住房安全：是",
    "not housing_is_safe": "住房安全：否",
    "not housing_is_safe and income_per_head < line": "住房安全：否，并且人均纯收入低于 7,800 元/年",
    "elders_live_alone and (has_severe_disability or has_serious_illness)": (
        "老人独居（成员均满60周岁）：是，并且（有重度残疾人（一、二级）：是，或者有大病患者：是）"
    ),
    "not (water_is_safe and housing_is_safe)": "不满足（饮水安全：是，并且住房安全：是）",
    "members == 1": "家庭人口等于 1 人",
    "members in (1, 2)": "家庭人口是1 人或2 人",
    "debt_balance / income_total > 3": "负债余额 ÷ 家庭年纯收入高于 3",
}


@pytest.mark.parametrize("condition", sorted(WORDS))
def test_a_condition_reads_as_a_sentence(condition):
    wording = Wording(default(), NUMBERS)
    assert wording.condition(parse(condition).tree) == WORDS[condition]


def test_an_english_sentence_has_its_blanks():
    with translation.override("en"):
        words = Wording(default(), NUMBERS).condition(parse("income_per_head < line").tree)
    assert words.startswith("Net income per head ")
    assert words.endswith(" 7,800 yuan/year")


def test_no_rule_of_the_shipped_policy_is_left_in_code():
    document = read((SHIPPED / "tiers" / "2026-01-01.yaml").read_text("utf-8"))
    wording = Wording(document.catalogue, document.numbers)
    told = [wording.condition(rule.when.tree) for rule in document.rules]
    assert [line for line in told if "_" in line or "None" in line] == []


@pytest.mark.django_db
class TestPages:
    def test_the_versions_are_listed_and_the_one_in_force_marked(self, enter, worker, policy):
        page = content(enter(worker).get("/policies/"))
        assert "分类联系办法" in page
        assert "tiers-2026-01-01" in page
        assert "正在施行" in page

    def test_a_policy_shows_rules_numbers_and_examples(self, enter, worker, policy):
        page = content(enter(worker).get(f"/policies/{policy.pk}/"))
        assert "有一条就是连心户 18 条" in page
        assert "人均纯收入低于监测线 人均纯收入低于 7,800 元/年（监测线） 依据：中央农村工作领导小组" in page
        assert "监测线 7,800 元/年 本区规定" in page
        assert "采用时逐个算过，都对得上" in page

    def test_without_a_policy_the_page_says_how_to_adopt_one(self, enter, worker):
        assert "lianxin policy adopt policy/tiers/2026-01-01.yaml" in content(enter(worker).get("/policies/"))

    def test_who_keeps_the_machine_sees_no_policies(self, enter, admin, policy):
        client = enter(admin)
        assert client.get("/policies/").status_code == 403
        assert client.get(f"/policies/{policy.pk}/").status_code == 403
