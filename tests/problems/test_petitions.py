"""Lists that other offices hand over: which rows become problems, of whom, once, and taken back whole."""

import json

import pytest
from django.utils import timezone

from lianxin import cli
from lianxin.intake.petitions.template import write_petitions_template
from lianxin.intake.undoing import UndoRefused
from lianxin.people.vault import blind_index
from lianxin.problems.actions import accept
from lianxin.problems.faults import count_faults
from lianxin.problems.models import Custody, Origin, Problem
from lianxin.problems.petitions.actions import import_petitions, undo_petitions
from lianxin.problems.vocabulary import Channel
from lianxin.registry.models import Resident
from tests.intake.mess import write_xlsx
from tests.problems.ladders import at

pytestmark = pytest.mark.django_db
NOW = at("2026-03-02 10:00")
TITLES = [
    "工单编号",
    "来电时间",
    "姓名",
    "联系电话",
    "镇街",
    "村社区",
    "事发地址",
    "诉求内容",
    "诉求类别",
    "期限",
]
PHONE = "13900001111"


def line(number, words="水管冻裂，三天没水", **more):
    told = {"工单编号": number, "来电时间": "2026-02-27 08:30", "诉求内容": words} | more
    return [told.get(title, "") for title in TITLES]


@pytest.fixture
def bring(tmp_path, deadlines, areas, town_head, wang):
    def bring(*rows, titles=TITLES, actor=town_head, **more):
        path = write_xlsx(tmp_path / f"{Problem.objects.count()}-{len(rows)}.xlsx", [titles, *rows])
        return import_petitions(path, actor=actor, now=NOW, **more)

    return bring


@pytest.fixture
def here(areas):
    return {"镇街": areas["T1"].name, "村社区": areas["V1"].name}


@pytest.fixture
def phone(wang):
    head = wang.residents.order_by("pk").first()
    Resident.objects.filter(pk=head.pk).update(phone=PHONE, phone_index=blind_index("phone", PHONE))
    return PHONE


def codes(result):
    return sorted(one.code for one in (*result.refused, *result.warnings))


def test_each_row_becomes_a_problem_of_its_village_with_its_number(bring, here, areas, town_head):
    result = bring(
        line("GD001", **here, 诉求类别="用水灌溉", 期限="2026-03-20"), line("GD002", "路灯不亮", **here)
    )
    assert (result.refused, result.counts["problems", "created"]) == ([], 2)
    problem = Problem.objects.get(origins__reference="GD001")
    assert (problem.area, problem.category, problem.channel) == (areas["V1"], "water", Channel.IMPORT)
    assert problem.owner_id == town_head.pk
    assert str(problem.wanted_on) == "2026-03-20"
    assert timezone.localdate(problem.origins.get().raised_at).isoformat() == "2026-02-27"
    assert count_faults() == 0


def test_a_phone_finds_its_home_and_stays_with_this_problem_alone(bring, here, wang, phone):
    bring(line("GD001", 姓名="王大明", 联系电话=phone))
    problem = Problem.objects.get()
    assert (problem.household, problem.area) == (wang, wang.area)
    assert problem.origins.get().caller == f"王大明 {phone}"


def test_a_phone_of_two_homes_gives_the_village_and_a_word(bring, here, li, phone):
    other = li.residents.order_by("pk").first()
    Resident.objects.filter(pk=other.pk).update(phone=PHONE, phone_index=blind_index("phone", PHONE))
    result = bring(line("GD001", 联系电话=phone, **here))
    assert codes(result) == ["petition.several_homes"]
    assert Problem.objects.get().household is None


def test_a_village_in_the_address_is_enough(bring, areas):
    name = areas["V1"].name.removesuffix("村委会").removesuffix("民委员会")
    bring(line("GD001", 事发地址=f"某区某镇{name}二组河边"))
    assert Problem.objects.get().area == areas["V1"]


@pytest.mark.parametrize(
    ("row", "code"),
    [
        (line("", "没有编号"), "petition.number_missing"),
        (line("GD9", ""), "petition.words_missing"),
        (line("GD9"), "petition.place_missing"),
        (line("GD9", 来电时间="2031-01-01"), "date.future"),
    ],
)
def test_a_row_that_cannot_be_taken_says_why_and_keeps_no_other_out(bring, here, row, code):
    result = bring(line("GD001", **here), row)
    assert [(one.code, one.row) for one in result.refused] == [(code, 3)]
    assert Problem.objects.count() == 1


def test_of_one_number_only_the_first_row_counts(bring, here):
    result = bring(line("GD001", **here), line("GD001", "另一件", **here))
    assert codes(result) == ["petition.number_twice"]
    assert Problem.objects.count() == 1


def test_a_town_brings_in_nothing_of_another(bring, areas):
    far = areas["V4"]
    result = bring(line("GD001", 村社区=far.name, 镇街=areas["T2"].name))
    assert codes(result) == ["petition.outside"]
    assert not Problem.objects.exists()


def test_the_same_list_again_opens_nothing(bring, here):
    bring(line("GD001", **here))
    again = bring(line("GD001", **here), line("GD002", "路灯不亮", **here))
    assert (again.counts["problems", "created"], again.counts["problems", "unchanged"]) == (1, 1)
    assert Problem.objects.count() == 2


def test_a_likely_double_is_named_and_not_merged(bring, here, phone):
    bring(line("GD001", 联系电话=phone, 诉求类别="用水灌溉"))
    result = bring(line("GD002", "还是没水，水管冻裂", 联系电话=phone, 诉求类别="用水灌溉"))
    assert codes(result) == ["petition.likely_double"]
    assert Problem.objects.get(origins__reference="GD001").number in result.warnings[0].message
    assert Problem.objects.open().count() == 2


def test_marks_of_people_are_not_read(bring, here):
    titles = [*TITLES, "信访次数", "重点人员"]
    result = bring([*line("GD001", **here), 7, "是"], titles=titles)
    assert codes(result) == ["list.private_column", "list.private_column"]
    assert "重点" not in str(Problem.objects.values().get())


def test_a_dry_run_writes_nothing(bring, here):
    result = bring(line("GD001", **here), dry_run=True)
    assert result.counts["problems", "created"] == 1
    assert not Problem.objects.exists()


def test_an_undo_takes_all_back_unless_somebody_worked_on_one(bring, here, town_head):
    result = bring(line("GD001", **here), line("GD002", "路灯不亮", **here))
    accept(Problem.objects.first(), actor=town_head, now=NOW)
    with pytest.raises(UndoRefused) as refused:
        undo_petitions(result.import_id, actor=town_head, now=NOW)
    assert len(refused.value.households) == 1
    assert Problem.objects.count() == 2
    second = bring(line("GD003", "桥坏了", **here))
    undo_petitions(second.import_id, actor=town_head, now=NOW)
    assert Problem.objects.count() == Origin.objects.count() == 2
    assert Custody.objects.filter(to_at=None).count() == 2


def test_the_command_answers_with_the_keys_of_the_contract(
    tmp_path, deadlines, areas, here, town_head, capsys
):
    path = write_xlsx(
        tmp_path / "转办.xlsx", [["2026年3月12345转办单"], TITLES, line("GD001", **here), line("", **here)]
    )
    code = cli.answer(cli._parser().parse_args(["import", str(path), "--kind", "petitions", "--json"]))
    answer = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert (code, answer["problems"]["created"], answer["kind"]) == (1, 1, "petitions")
    assert answer["refused"][0]["code"] == "petition.number_missing"
    assert Problem.objects.get().owner_id == town_head.pk, "where the machine brings it in: the town's head"


def test_the_empty_list_has_the_titles_that_are_read(tmp_path):
    import openpyxl

    write_petitions_template(tmp_path / "空表.xlsx")
    book = openpyxl.load_workbook(tmp_path / "空表.xlsx")
    assert [cell.value for cell in book["转办名单"][1]][:4] == ["编号", "时间", "姓名", "电话"]
