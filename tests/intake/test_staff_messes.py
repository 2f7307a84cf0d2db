"""Staff workbooks as they come: titles above the header, other words, full width, totals, hidden sheets."""

from datetime import date

import pytest

from lianxin.areas.vocabulary import AreaName
from lianxin.intake.cells import CellRefused
from lianxin.intake.readers import Setting
from lianxin.intake.staff.cells import ABILITY_BY_WORD, read_abilities, read_role, read_start
from lianxin.intake.staff.columns import TITLES
from lianxin.intake.staff.template import HINTS
from lianxin.intake.staff.workbook import read_staff
from lianxin.intake.vocabulary import IntakeRefused
from lianxin.people.vocabulary import Ability, Rank, Role
from tests.intake.mess import DISTRICT, LIU, TODAY, YAN, wide, write_xlsx

AREAS = [
    AreaName(DISTRICT, "汉滨区", "district", f"{DISTRICT}/"),
    AreaName(YAN, "晏坝镇", "town", f"{DISTRICT}/{YAN}/"),
    AreaName(LIU, "流水镇", "town", f"{DISTRICT}/{LIU}/"),
    AreaName("610902900001", "中心社区", "community", f"{DISTRICT}/{YAN}/610902900001/"),
    AreaName("610902900201", "田坝村", "village", f"{DISTRICT}/{YAN}/610902900201/"),
    AreaName("610902901001", "中心社区", "community", f"{DISTRICT}/{LIU}/610902901001/"),
]


def read(tmp_path, *sheets, **more):
    file = read_staff(write_xlsx(tmp_path / "干部.xlsx", *sheets, **more), setting=Setting(TODAY))
    batches = list(file.batches(AREAS))
    drafts = [draft for batch in batches for draft in batch.drafts]
    notices = [*file.refusals, *file.cautions]
    notices += [one for batch in batches for one in (*batch.refusals, *batch.cautions)]
    return file, drafts, [notice.code for notice in notices]


def test_a_messy_sheet_is_read_all_the_same(tmp_path):
    sheet = [
        ["晏坝镇干部花名册", "", "", "", "", ""],
        ["填报单位：晏坝镇", "", "", "", "", ""],
        ["序号", "人员编号", "干部姓名", "手机号码", "所在镇街", "包联村"],
        ["1", wide("yb-001"), " 胡 新 ", wide("13800130001"), "晏坝", "田坝村委会"],
        ["", "", "", "", "", ""],
        ["2", "YB-002", "高远", 13800130002.0, "晏坝镇", "中心社区居委会"],
        ["合计", "", "2人", "", "", ""],
        ["填表人：张三", "", "", "", "", ""],
    ]
    file, drafts, codes = read(tmp_path, sheet)
    assert [(one.number, one.name, one.phone) for one in drafts] == [
        ("YB-001", "胡新", "13800130001"),
        ("YB-002", "高远", "13800130002"),
    ]
    assert [one.posts[0].area_code for one in drafts] == ["610902900201", "610902900001"]
    assert codes == ["staff.role_taken", "staff.role_taken"]
    assert file.rows == 2


def test_rows_of_one_person_are_joined_across_sheets(tmp_path):
    titles = ["工号", "姓名", "角色", "镇", "村"]
    one = ("甲", [titles, ["G1", "胡新", "包村干部", "晏坝镇", "田坝村"]])
    other = ("乙", [titles, ["G1", "胡新", "网格员", "流水镇", "中心社区"]])
    _file, drafts, codes = read(tmp_path, one, other)
    assert codes == []
    assert [post.area_code for post in drafts[0].posts] == ["610902900201", "610902901001"]


def test_a_post_written_twice_counts_once(tmp_path):
    titles = ["工号", "姓名", "角色", "镇", "村"]
    same = ["G1", "胡新", "联系干部", "晏坝镇", "田坝村"]
    _file, drafts, codes = read(tmp_path, [titles, same, same])
    assert (len(drafts[0].posts), codes) == (1, ["staff.post_twice"])


def test_a_row_without_a_post_gives_none(tmp_path):
    _file, drafts, codes = read(tmp_path, [["工号", "姓名", "手机"], ["G1", "胡新", "13800130001"]])
    assert (drafts[0].posts, codes) == ((), [])


def test_personal_data_nobody_needs_is_named_and_left_out(tmp_path):
    sheet = [
        ["工号", "姓名", "性别", "身份证号码", "手机", "车牌"],
        ["G1", "胡新", "男", "x" * 18, "", "陕G"],
    ]
    file, _drafts, codes = read(tmp_path, sheet)
    assert codes == ["staff.private_column", "staff.private_column", "header.unknown"]
    assert "x" * 18 not in str(file.people)


@pytest.mark.parametrize(
    ("titles", "code"),
    [(["姓名", "角色", "镇", "村"], "staff.no_number_column"),
     (["工号", "角色", "镇"], "staff.no_name_column"),
     (["工号", "人员编号", "姓名", "角色", "镇"], "staff.header_duplicate")],
)  # fmt: skip
def test_a_header_that_lacks_or_doubles_a_column_refuses_the_sheet(tmp_path, titles, code):
    _file, drafts, codes = read(tmp_path, [titles, ["x"] * len(titles)])
    assert (drafts, codes) == ([], [code])


def test_a_file_that_is_no_list_of_staff_is_refused_whole(tmp_path):
    with pytest.raises(IntakeRefused) as refused:
        read(tmp_path, [["早饭", "午饭", "晚饭"], ["粥", "面", "饭"]])
    assert refused.value.refusal.code == "staff.header_missing"


def test_an_ambiguous_place_is_refused_and_never_guessed(tmp_path):
    sheet = [["工号", "姓名", "角色", "村"], ["G1", "胡新", "联系干部", "中心社区"]]
    _file, drafts, codes = read(tmp_path, sheet)
    assert (drafts, codes) == ([], ["area_ambiguous"])


def test_roles_are_read_by_the_words_offices_use():
    assert read_role(" 包村 干部") is Role.COLLECTOR
    assert read_role("系统管理员") is Role.SYSTEM_ADMIN
    assert read_role("/") is None
    with pytest.raises(CellRefused):
        read_role("镇长")


def test_several_abilities_stand_in_one_cell():
    assert read_abilities("法律、 助残/医疗", is_language=False) == 0b11001
    assert read_abilities("无", is_language=False) == 0
    assert read_abilities("", is_language=True) is None
    assert set(ABILITY_BY_WORD.values()) == set(Ability)


@pytest.mark.parametrize("written", ["2026年3月", "2026-03-01", "2026.3", 46082.0])
def test_a_post_may_begin_with_a_month(written):
    assert read_start(written, today=TODAY) == date(2026, 3, 1)


def test_a_post_may_begin_next_month_but_not_in_ten_years():
    assert read_start("2026-12-01", today=TODAY) == date(2026, 12, 1)
    with pytest.raises(CellRefused):
        read_start("2036-12-01", today=TODAY)


def test_the_template_explains_every_column_and_offers_every_rank():
    assert set(HINTS) == set(TITLES)
    assert len(Rank) == 3
