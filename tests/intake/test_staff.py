"""A staff workbook on the system: who is new, what changes, and what is refused."""

import json
from io import StringIO

import pytest
from django.utils import timezone

from lianxin.cli import main
from lianxin.intake.models import Import
from lianxin.intake.staff.actions import import_staff
from lianxin.ledger.models import Event
from lianxin.people import actions
from lianxin.people.models import Post, Staff
from lianxin.people.vocabulary import Ability
from tests.intake.mess import write_xlsx
from tests.intake.staffing import TITLES, bring, codes, row, tables

__all__ = ["bring"]

pytestmark = pytest.mark.django_db


def test_people_come_with_posts_profile_and_without_a_password(bring, areas):
    more = {"联系电话": "138 0013 0001", "职务": "包村干部", "职级": "中层", "单位": "水利局"}
    more |= {"住地村/社区": "东二村", "语言": "本地话、手语", "特长": "法律", "下沉村/社区": "南坡村"}
    result = bring(row("G1", "胡新", **more), row("G1", "胡新", village="东二村"), row("g2", "高远"))
    assert codes(result) == []
    assert result.tally["staff"] == {"created": 2, "updated": 0, "unchanged": 0}
    assert result.tally["posts"]["created"] == 3
    hu = Staff.objects.get(number="G1")
    assert (hu.name, hu.pinyin, hu.phone, hu.unit) == ("胡新", "huxin", "13800130001", "水利局")
    assert hu.home_area == areas["V2"]
    assert hu.able_to == [Ability.LAW, Ability.SIGN_LANGUAGE, Ability.LOCAL_DIALECT]
    assert {post.area for post in hu.posts.all()} == {areas["V1"], areas["V2"]}
    assert hu.posts.get(area=areas["V1"]).rank == "middle"
    down = hu.secondments.get()
    assert (down.area, down.unit) == (areas["V3"], "水利局")
    assert not hu.has_usable_password()
    assert Staff.objects.get(number="G2") in Staff.objects.uninvited()
    assert "13800130001" not in " ".join(Event.objects.values_list("after_json", flat=True))


def test_the_same_file_twice_changes_nothing(bring):
    rows = [row("G1", "胡新", **{"联系电话": "13800130001", "单位": "水利局", "下沉村/社区": "南坡村"})]
    bring(*rows)
    before, events = tables(), Event.objects.exclude(kind__startswith="import.").count()
    result = bring(*rows)
    assert result.tally["staff"] == {"created": 0, "updated": 0, "unchanged": 1}
    assert tables() == before
    assert Event.objects.exclude(kind__startswith="import.").count() == events


def test_a_dry_run_writes_nothing_and_tells_the_same(bring):
    before = tables(), Event.objects.count(), Import.objects.count()
    result = bring(row("G1", "胡新"), dry_run=True)
    assert result.tally["staff"]["created"] == 1
    assert (tables(), Event.objects.count(), Import.objects.count()) == before


def test_a_later_file_updates_what_it_says_and_leaves_the_rest(bring, areas):
    bring(row("G1", "胡新", **{"联系电话": "13800130001", "单位": "水利局", "特长": "法律", "语言": "手语"}))
    result = bring(row("G1", "胡新", village="东二村", **{"语言": "本地话", "职务": "书记"}))
    assert result.tally["staff"]["updated"] == 1
    assert codes(result) == ["staff.other_posts"]
    hu = Staff.objects.get(number="G1")
    assert (hu.phone, hu.unit) == ("13800130001", "水利局")
    assert hu.able_to == [Ability.LAW, Ability.LOCAL_DIALECT]
    assert hu.posts.lasting().count() == 2
    bring(row("G1", "胡新", village="东二村", **{"职务": "主任"}))
    assert hu.posts.get(area=areas["V2"]).title == "主任"


def test_the_roles_stand_on_their_levels(bring, areas):
    result = bring(
        row("G1", "镇长", "镇办一把手", "甲镇", ""),
        row("G2", "督查员", "督查", "", ""),
        row("G3", "在村里", "镇办一把手", "甲镇", "东一村"),
        row("G4", "哪里", "联系干部", "", ""),
        row("G5", "没写", "", "甲镇", "东一村"),
        row("G6", "乱写", "书记", "甲镇", "东一村"),
    )
    assert codes(result) == ["area_missing", "staff.role_level", "staff.role_taken", "staff.role_unknown"]
    held = {post.staff.number: (post.role, post.area) for post in Post.objects.select_related("staff")}
    assert held == {
        "G1": ("town_head", areas["T1"]),
        "G2": ("supervisor", areas["D"]),
        "G5": ("collector", areas["V1"]),
    }


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        ([row("", "胡新")], "staff.number_missing"),
        ([row("G1", "")], "name.missing"),
        ([row("13800130001", "胡新")], "staff.number_private"),
        ([row("G1", "胡新"), row("G1", "高远")], "staff.name_differs"),
        ([row("G1", "胡新", **{"单位": "甲局"}), row("G1", "胡新", "", "", "", **{"单位": "乙局"})],
         "staff.contradicts"),
        ([row("G1", "胡新", village="没有村")], "area_unknown"),
        ([row("G1", "胡新", town="乙镇")], "area_elsewhere"),
        ([row("G1", "胡新", **{"下沉村/社区": "南坡村"})], "staff.unit_missing"),
    ],
)  # fmt: skip
def test_what_is_not_clear_is_refused_whole_with_row_and_remedy(bring, rows, code):
    result = bring(*rows)
    assert [one.code for one in result.refused] == [code]
    assert not Staff.objects.exists()
    [told] = result.as_json()["refused"]
    assert told["row"] in (2, 3)
    assert told["scope"] == "person"
    assert "请" in told["message"]


@pytest.mark.parametrize(
    ("title", "value", "code"),
    [("联系电话", "1380013000", "phone.length"), ("职级", "皇帝", "staff.rank_unknown"),
     ("语言", "火星语", "staff.ability_unknown"), ("特长", "手语", "staff.ability_unknown")],
)  # fmt: skip
def test_a_cell_that_cannot_be_read_is_left_out_and_the_person_comes(bring, title, value, code):
    result = bring(row("G1", "胡新", **{title: value}))
    assert [(one.code, one.scope) for one in result.refused] == [(code, "value")]
    assert Staff.objects.get().number == "G1"
    assert "1380013000" not in json.dumps(result.as_json(), ensure_ascii=False)


def test_a_number_of_somebody_else_and_one_who_left_are_refused(bring, worker, neighbour):
    actions.disable_staff(staff=neighbour, actor=None, now=timezone.now())
    result = bring(row(worker.number, "别人"), row(neighbour.number, neighbour.name, "", "", ""))
    assert codes(result) == ["staff.disabled", "staff.number_taken"]


def test_nobody_gives_himself_a_post_by_workbook(bring, admin):
    result = bring(row(admin.number, admin.name, "群众工作部", "", ""), actor=admin)
    assert codes(result) == ["staff.own_row"]
    assert admin.posts.count() == 1


def test_only_who_may_edit_staff_may_import_them(bring, desk, town_head):
    from django.core.exceptions import PermissionDenied

    for person in (desk, town_head):
        with pytest.raises(PermissionDenied):
            bring(row("G1", "胡新"), actor=person)


def test_refused_rows_go_into_a_workbook_that_can_be_imported_again(bring, tmp_path):
    from openpyxl import load_workbook

    place = tmp_path / "refused.xlsx"
    result = bring(row("G1", "胡新", village="没有村"), row("G2", "高远"), refused_to=place)
    assert result.refused_rows == 1
    [titles, refused] = load_workbook(place).active.iter_rows(values_only=True)
    assert refused[titles.index("工号")] == "G1"
    assert "找不到“没有村”" in refused[titles.index("原因")]
    assert codes(import_staff(place, actor=None, now=timezone.now())) == ["area_unknown"]


def run(*words):
    out = StringIO()
    from contextlib import redirect_stdout

    with redirect_stdout(out):
        code = main(["import", *map(str, words), "--json"])
    return code, json.loads(out.getvalue().splitlines()[-1])


def test_the_command_imports_and_undoes_with_the_keys_of_the_contract(areas, tmp_path, monkeypatch):
    path = write_xlsx(tmp_path / "干部.xlsx", [TITLES, row("G1", "胡新")])
    code, told = run(path, "--kind", "staff")
    assert code == 0
    keys = {
        "import_id",
        "rows",
        "households",
        "residents",
        "staff",
        "posts",
        "refused",
        "warnings",
        "seconds",
    }
    assert keys <= set(told)
    assert told["staff"]["created"] == 1
    code, told = run("--undo", told["import_id"])
    assert (code, told["undone"]) == (0, True)
    assert not Staff.objects.exists()


def test_the_template_comes_with_the_columns_and_can_be_imported(areas, tmp_path):
    place = tmp_path / "空表.xlsx"
    run("--template", place, "--kind", "staff")
    result = import_staff(_filled(place, tmp_path), actor=None, now=timezone.now())
    assert codes(result) == []
    assert Staff.objects.get().name == "胡新"


def _filled(place, tmp_path):
    from openpyxl import load_workbook

    book = load_workbook(place)
    sheet = book["干部表"]
    titles = [cell.value for cell in sheet[1]]
    for title, value in zip(TITLES, row("G1", "胡新"), strict=True):
        sheet.cell(2, titles.index(title) + 1, value)
    filled = tmp_path / "填好.xlsx"
    book.save(filled)
    return filled


def test_a_kind_that_cannot_be_taken_yet_says_so(areas, tmp_path, capsys):
    path = write_xlsx(tmp_path / "表.xlsx", [TITLES, row("G1", "胡新")])
    assert main(["import", str(path), "--kind", "benefits"]) == 1
    assert "还不能导入" in capsys.readouterr().err
    assert not Import.objects.exists()
