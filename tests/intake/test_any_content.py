"""Whatever stands in a file, it is taken or refused with a word; nothing else ever happens (promise 11)."""

import csv
import tempfile
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lianxin.intake.vocabulary import IntakeRefused
from lianxin.policies.catalogue import default
from lianxin.registry.values import to_text
from tests.intake.mess import TITLES, TODAY, id_number, read

EVERY_TITLE = [
    *TITLES,
    "出生日期",
    "联系电话",
    "健康状况",
    "残疾等级",
    "务工地点",
    "住房安全",
    "人均纯收入(万元)",
]
EVERY_TITLE += ["负债余额", "人员类别", "经度", "纬度", "采集日期", "户主身份证号", "备注"]
WORDS = [
    "",
    "户主",
    "配偶",
    "长子",
    "王有田",
    "李桂花",
    "男",
    "女",
    "晏坝镇",
    "田坝村",
    "中心社区",
    "是",
    "无",
    "约3000",
]
WORDS += [
    "3.2万",
    "1985.3.12",
    "19850312",
    "合计",
    "填表人：",
    "=1+1",
    "\u3000",
    "\u200b",
    "𠅤",
    "１２",
    "H1",
    "H2",
    "1e400",
]
WORDS += [
    "6.1E+17",
    "-0",
    "nan",
    "٣",
    "²",
    "Ⅳ级",
    "109.5",
    id_number("19700101", 1),
    "_x000D_",
    "男,女",
    '"',
    "İ",
]
cells = st.sampled_from(WORDS) | st.text(max_size=8) | st.integers(-(10**20), 10**20).map(str)
rows = st.lists(st.lists(cells, max_size=len(EVERY_TITLE)), max_size=12)


@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow])
@given(rows, st.booleans())
def test_any_rows_are_taken_or_refused(rows, has_header):
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "any.csv"
        with path.open("w", encoding="utf-8", errors="replace", newline="") as file:
            csv.writer(file).writerows([EVERY_TITLE] * has_header + rows)
        try:
            roster, drafts, refusals, cautions = read(path)
        except IntakeRefused:
            return
    for notice in [*refusals, *cautions]:
        assert notice.as_json("zh")["message"]
        assert notice.as_json("en")["message"]
    refused_whole = {row for one in refusals if one.scope == "household" for row in one.places}
    for draft in drafts:
        assert not refused_whole & {(draft.sheet, row) for row in draft.rows}
        assert sum(one.relation.value == "head" for one in draft.residents) == 1
        assert all(one.birth_on is None or one.birth_on <= TODAY for one in draft.residents)
        for code, value in draft.facts.items():
            assert to_text(value, default()[code])
    taken = sum(len(draft.rows) for draft in drafts)
    assert taken + len(refused_whole) == roster.rows
