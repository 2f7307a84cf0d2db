"""One genuinely nasty workbook with all that the contract lists, and what must come of each of its rows."""

from datetime import date

import pytest

from tests.intake.mess import codes, id_number, read, wide, write_xlsx

WANG, WIFE, SON = id_number("19700101", 1), id_number("19720202", 2), id_number("20010303", 3)
ZHAO, CHEN, OLD = id_number("19550505", 5), id_number("19600606", 6), "610998450707008"
GROUPS = [
    "家庭信息",
    "",
    "",
    "",
    "成员信息",
    "",
    "",
    "",
    "",
    "",
    "",
    "收入",
    "",
    "负债余额",
    "保障",
    "",
    "备注",
]
TITLES = [
    "户号",
    "镇办",
    "村（社区）",
    "组",
    "姓　名",
    "与户主\n关系",
    "性别",
    "*身份证号",
    "出生年月日",
    "健康状况(必填)",
]
TITLES += ["在校\n情况", "家庭年纯收入(万元)", "人均纯收入（元）", "", "是否危房", "是否低保", ""]
MONEY = {"total": 11, "head": 12, "debt": 13}
HOUSE = {"危房": 14, "低保": 15}


def row(number="", name="", relation="", *, town="晏坝", village="田坝村委会", **more):
    """A row of the nasty sheet; numbers, sheets and cells are as offices really leave them."""
    cells = [number, town, village, "2组", name, relation, *[""] * 11]
    places = {"sex": 6, "id": 7, "born": 8, "health": 9, "school": 10, **MONEY, **HOUSE, "note": 16}
    for key, value in more.items():
        cells[places[key]] = value
    return cells


ROWS = [
    ["汉滨区晏坝镇2026年户情花名册(打印版)"],
    ["单位：户、人、元", "", "填表人：某某"],
    [],
    GROUPS,
    TITLES,
    [str(n) for n in range(1, 18)],
    # 6: a good family, full-width digits, stray blanks, five shapes of dates, √ and 有/无
    row(
        "００１",
        "王 有田",
        "户主",
        id=wide(WANG),
        sex="男",
        born="1970.1.1",
        total=3.2,
        debt="无",
        危房="否",
        低保="√",
    ),
    row("", " 李桂花", "妻", id=WIFE.lower(), born="1972年2月2日", health="慢性病", note="常年吃药"),
    row("", "王小明", "之子", id=f"{SON[:6]} {SON[6:]}", born=36953.0, school="大专", health="健康"),
    [],
    # 10: an old number, no number of the household, and the village's other spelling
    row("002", "陈婆婆", "户主", id=OLD, sex="女", village="田坝", total="1.2万元", 低保="有"),
    ["小计", "", "", "", "4人"],
    # 12: an ID number stored as a number, then in scientific notation
    row("003", "赵大山", "户主", id=float(ZHAO[:17] + "0"), total=2.0),
    row("004", "赵二山", "户主", id="6.10998E+17", total=2.0),
    # 14: a figure that is a guess, and a word that is no choice: the household comes, the cells do not
    row("005", "陈三", "户主", id=CHEN, born=date(1960, 6, 6), total="约3000元", debt="还行", health="还行"),
    # 15: the same village name in two towns and no town
    row("006", "刘一", "户主", town="", village="中心社区"),
    # 16: two heads
    row("007", "周大", "户主"),
    row("", "周二", "配偶"),
    row("007", "周三", "户主"),
    # 19: a family without a head
    row("008", "吴一", "配偶"),
    # 20: a person twice with the same content, scattered rows, contradicting values
    row("009", "郑一", "户主", total=1.0),
    row("010", "冯一", "户主", total=1.0),
    row("009", "郑二", "长子"),
    row("009", "郑二", "长子"),
    row("010", "冯二", "女儿", total=1.5),
    TITLES,
    # 26: sex and ID number contradict each other
    row("011", "沈一", "户主", id=id_number("19800101", 8), sex="男"),
    # 27: the same ID number in two households
    row("012", "韩一", "户主", id=id_number("19810101", 9)),
    row("013", "韩二", "户主", id=id_number("19810101", 9)),
    # 29: a village that does not exist, a masked name, a wrong digit
    row("014", "杨一", "户主", village="不存在村"),
    row("015", "杨*", "户主"),
    row("016", "杨三", "户主", id=WANG[:17] + ("0" if WANG[17] != "0" else "1")),
    ["", "", "", "", "合 计", "", "", "", "", "", "", 99.0],
    ["填表人：", "", "审核人：", "", "日期：2026年11月"],
]
ROW = {line[0]: at + 1 for at, line in reversed(list(enumerate(ROWS))) if line}


@pytest.fixture(scope="module")
def outcome(tmp_path_factory):
    path = tmp_path_factory.mktemp("mess") / "nasty.xlsx"
    old = ("旧表", [["户编号", "姓名", "与户主关系"], ["099", "作废", "户主"]])
    notes = ("填写说明", [["列名", "怎么填"], ["姓名", "一人一行"], ["户号", "不重复"]])
    write_xlsx(path, ("花名册", ROWS), old, notes, hidden=("旧表",))
    roster, drafts, refusals, cautions = read(path)
    return roster, {draft.number: draft for draft in drafts}, refusals, cautions


def refused(outcome, number):
    """The codes with which the rows of one household were refused."""
    first = ROW[number]
    return [one.code for one in outcome[2] if any(row == first for _, row in one.places)]


def test_the_header_is_found_below_its_titles_in_two_rows(outcome):
    header = outcome[0].sheets[0].header
    assert header.rows == (4, 5)
    assert {found.column.key: found.unit for found in header.found if found.unit} == {
        "income_total": "万元",
        "income_per_head": "元",
    }
    assert header.unit == "元"
    assert header.unknown == ("备注",)


def test_a_family_is_read_through_all_its_dirt(outcome):
    draft = outcome[1]["001"]
    assert [one.name for one in draft.residents] == ["王有田", "李桂花", "王小明"]
    assert [one.relation.value for one in draft.residents] == ["head", "spouse", "child"]
    assert [one.id_number for one in draft.residents] == [WANG, WIFE, SON]
    assert [one.sex.value for one in draft.residents] == ["m", "f", "m"]
    assert draft.residents[2].birth_on == date(2001, 3, 3)
    assert (draft.town_name, draft.area_code, draft.group_name) == ("晏坝", "610902900201", "2组")
    assert draft.facts == {
        "income_total": 32_000,
        "debt_balance": 0,
        "housing_is_safe": True,
        "gets_low_income_allowance": True,
    }
    assert draft.residents[1].facts == {"health": "chronic"}
    assert draft.residents[2].facts == {"health": "healthy", "schooling": "college"}


def test_an_old_number_is_brought_to_eighteen_with_a_word(outcome):
    draft = outcome[1]["002"]
    assert draft.residents[0].id_number == "61099819450707008" + draft.residents[0].id_number[17]
    assert draft.facts["income_total"] == 12_000
    assert "id.upgraded" in codes(outcome[3])


@pytest.mark.parametrize(
    ("number", "code"),
    [
        ("003", "id.precision_lost"),
        ("004", "id.precision_lost"),
        ("006", "area_ambiguous"),
        ("007", "household.two_heads"),
        ("008", "household.no_head"),
        ("010", "household.contradicts"),
        ("011", "id.sex_differs"),
        ("012", "person.in_two_households"),
        ("013", "person.in_two_households"),
        ("014", "area_unknown"),
        ("015", "name.masked"),
        ("016", "id.checksum"),
    ],
)
def test_what_cannot_be_right_is_refused_whole(outcome, number, code):
    assert refused(outcome, number) == [code]
    assert number not in outcome[1]


def test_a_doubtful_cell_is_refused_but_not_its_household(outcome):
    assert sorted(refused(outcome, "005")) == ["choice.unknown", "money.rough", "money.unreadable"]
    draft = outcome[1]["005"]
    assert draft.facts == {}
    assert draft.residents[0].facts == {}
    assert {one.scope for one in outcome[2] if one.row == ROW["005"]} == {"value"}


def test_rows_that_contradict_each_other_are_both_named(outcome):
    told = next(one for one in outcome[2] if one.code == "household.contradicts")
    assert {told.values["first"], told.values["second"]} == {ROW["010"], ROW["010"] + 3}
    assert (told.values["one"], told.values["other"]) == ("10000", "15000")


def test_scattered_rows_come_together_and_a_repeated_person_counts_once(outcome):
    assert [one.name for one in outcome[1]["009"].residents] == ["郑一", "郑二"]
    assert {"household.scattered", "person.repeated"} <= set(codes(outcome[3]))


def test_nothing_else_was_taken_or_refused(outcome):
    roster, drafts, refusals, cautions = outcome
    assert set(drafts) == {"001", "002", "005", "009"}
    assert {one.scope for one in refusals} == {"household", "value"}
    assert "sheet.hidden" in codes(cautions)
    assert "header.sheet_skipped" not in codes(cautions)
    assert roster.rows == 23


def test_every_notice_says_where_and_what_to_do(outcome):
    for notice in [*outcome[2], *outcome[3]]:
        said = notice.as_json()
        assert said["message"].count("。") >= 2
        assert notice.in_language("en") != said["message"]
    for refusal in outcome[2]:
        assert refusal.sheet == "花名册"
        assert refusal.row > 6
        assert not any(secret in str(refusal.as_json()) for secret in (WANG, WIFE, SON, ZHAO, CHEN))
