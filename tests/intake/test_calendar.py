"""The calendar of a year by workbook: read, refused, declared, and taken back; deadlines follow."""

import json
from datetime import date

import pytest
from django.utils import timezone

from lianxin import cli
from lianxin.flow import carry_on
from lianxin.intake.calendar.actions import import_calendar, undo_calendar
from lianxin.intake.calendar.template import write_calendar_template
from lianxin.intake.undoing import UndoRefused
from lianxin.policies.calendars.in_force import calendar_in_force
from lianxin.policies.calendars.models import DeclaredYear
from lianxin.workdays import official
from tests.intake.mess import write_xlsx
from tests.problems.ladders import at, text

pytestmark = pytest.mark.django_db
TITLES = ["日期", "结束日期", "类型", "节日"]
YEAR = [
    ["2027年1月1日", "2027-01-03", "放假", "元旦"],
    ["2027-02-05", "2027-02-11", "休", "春节"],
    ["2027-01-30", "", "上班", "春节调休"],
    ["2027/5/1", "2027/5/5", "放假", "劳动节"],
    ["20271001", "20271007", "法定节假日", "国庆节"],
]


@pytest.fixture
def bring(tmp_path, areas):
    def bring(*rows, titles=TITLES, **more):
        path = write_xlsx(tmp_path / f"{len(rows)}-{DeclaredYear.objects.count()}.xlsx", [titles, *rows])
        return import_calendar(path, actor=None, now=timezone.now(), **more)

    return bring


def codes(result):
    return sorted({one.code for one in (*result.refused, *result.warnings)})


def test_a_year_that_was_not_known_is_known_afterwards(bring):
    assert 2027 not in calendar_in_force().years
    result = bring(*YEAR)
    assert (result.refused, result.counts["years", "created"]) == ([], 1)
    calendar = calendar_in_force()
    assert 2027 in calendar.years
    assert not calendar.is_workday(date(2027, 2, 8))
    assert calendar.is_workday(date(2027, 1, 30))
    assert not calendar.is_provisional(date(2027, 6, 1))
    assert official() is not calendar


def test_a_dry_run_declares_nothing_and_says_what_it_would(bring):
    result = bring(*YEAR, dry_run=True)
    assert [one["year"] for one in result.years] == [2027]
    assert not DeclaredYear.objects.exists()


def test_a_notice_with_half_of_its_days_is_refused(bring):
    result = bring(*YEAR[:3])
    assert codes(result) == ["calendar.incomplete"]
    assert not DeclaredYear.objects.exists()


@pytest.mark.parametrize(
    ("row", "code"),
    [
        (["2027-05-01", "", "上班", ""], "calendar.both"),
        (["2027-05-09", "2027-05-02", "放假", ""], "calendar.backwards"),
        (["2027-07-01", "2027-08-31", "放假", "暑假"], "calendar.too_long"),
        (["", "", "放假", "?"], "calendar.day_missing"),
        (["2027-05-09", "", "", ""], "calendar.kind_missing"),
        (["2027-05-09", "", "也许", ""], "calendar.kind_unknown"),
        (["5月9日", "", "放假", ""], "date.unreadable"),
    ],
)
def test_one_wrong_row_keeps_the_whole_year_out(bring, row, code):
    result = bring(*YEAR, row)
    assert [one.code for one in result.refused] == [code]
    assert result.refused[0].row == 7
    assert not DeclaredYear.objects.exists()


def test_what_is_so_anyway_is_taken_with_a_word(bring):
    result = bring(*YEAR, ["2027-06-07", "", "上班", ""])
    assert "calendar.no_news" in codes(result)
    assert DeclaredYear.objects.standing().count() == 1


def test_a_day_of_december_goes_with_the_notice_of_the_next_year(bring):
    bring(*YEAR, ["2026-12-31", "", "放假", "元旦"])
    assert DeclaredYear.objects.get().year == 2027
    assert not calendar_in_force().is_workday(date(2026, 12, 31))


def test_the_same_again_changes_nothing_and_a_newer_word_takes_the_place(bring):
    bring(*YEAR)
    assert bring(*YEAR).counts["years", "unchanged"] == 1
    newer = bring(*YEAR, ["2027-09-25", "", "放假", "中秋"])
    assert newer.counts["years", "updated"] == 1
    assert DeclaredYear.objects.standing().count() == 1
    undo_calendar(newer.import_id, actor=None, now=timezone.now())
    assert "2027-09-25" not in DeclaredYear.objects.standing().get().holidays
    with pytest.raises(UndoRefused):
        undo_calendar(newer.import_id, actor=None, now=timezone.now())


def test_an_undo_leaves_the_official_calendar(bring):
    result = bring(*YEAR)
    undo_calendar(result.import_id, actor=None, now=timezone.now())
    assert calendar_in_force() is official()


def test_deadlines_that_leaned_on_the_year_are_counted_anew(bring, wang, worker):
    from lianxin.policies.actions import adopt_policy
    from lianxin.problems.actions import Raised, open_by_hand
    from lianxin.problems.vocabulary import Channel

    adopt_policy(text=text(), filename="2026-01-01.yaml", actor=None, now=at("2026-03-01 09:00"))
    told = {"area": wang.area_id, "words": "漏雨", "category": "roof", "channel": Channel.CLERK}
    now = at("2027-01-28 10:00")
    raised = Raised(**told, received_by=worker.pk, raised_at=now, household=wang.pk)
    problem = open_by_hand(raised, actor=worker, now=now)
    assert problem.is_provisional
    bring(*YEAR)
    carry_on(now=now)
    problem.refresh_from_db()
    assert not problem.is_provisional
    assert timezone.localdate(problem.due_at) == date(2027, 2, 12), "over 春节, with a Saturday at work"


def test_the_command_brings_a_calendar_in_and_takes_it_back(tmp_path, capsys, areas):
    def run(*words):
        code = cli.answer(cli._parser().parse_args(["import", *map(str, words), "--json"]))
        return code, json.loads(capsys.readouterr().out.splitlines()[-1])

    path = write_xlsx(tmp_path / "年.xlsx", [["国务院办公厅关于2027年部分节假日安排的通知"], TITLES, *YEAR])
    code, answer = run(path, "--kind", "calendar")
    assert (code, answer["kind"], answer["years"]["created"]) == (0, "calendar", 1)
    assert answer["calendar"][0]["workdays"] == ["2027-01-30"]
    code, answer = run("--undo", answer["import_id"])
    assert (code, answer["undone"]) == (0, True)
    assert not DeclaredYear.objects.standing().exists()


def test_the_empty_workbook_has_the_titles_that_are_read(tmp_path):
    import openpyxl

    write_calendar_template(tmp_path / "空表.xlsx")
    book = openpyxl.load_workbook(tmp_path / "空表.xlsx")
    assert [cell.value for cell in book["工作日历"][1]] == ["日期", "结束日期", "放假或上班", "节日"]
