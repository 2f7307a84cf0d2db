"""`lianxin import`: the keys of the contract, the exit code, the files it writes."""

import json

import openpyxl
import pytest

from lianxin import cli
from lianxin.registry.models import Household
from tests.intake.mess import TITLES, family, write_xlsx

pytestmark = pytest.mark.django_db
KEYS = {"import_id", "dry_run", "rows", "households", "residents", "refused", "warnings", "seconds"}


@pytest.fixture
def run(capsys, policy):
    """Run the command; returns (exit code, its JSON answer, what stood on standard error)."""

    def run(*words):
        code = cli.answer(cli._parser().parse_args(["import", *map(str, words), "--json"]))
        told = capsys.readouterr()
        return code, json.loads(told.out.splitlines()[-1]), told.err

    return run


@pytest.fixture
def roster(tmp_path, areas):
    place = {"镇/街道": areas["T1"].name, "村/社区": areas["V1"].name}
    rows = [*family("H1", **place), *family("H2", 2, **place)]
    rows[4][4] = "男"
    return write_xlsx(tmp_path / "roster.xlsx", [TITLES, *rows])


def test_the_answer_has_the_keys_of_the_contract(run, roster):
    code, answer, err = run(roster)
    assert code == 1
    assert answer.keys() >= KEYS
    assert answer["rows"] == 6
    assert answer["households"] == {"created": 1, "updated": 0, "unchanged": 0}
    assert answer["residents"] == {"created": 3, "updated": 0, "unchanged": 0}
    (refused,) = answer["refused"]
    assert refused.keys() >= {"sheet", "row", "column", "value", "code", "message"}
    assert (refused["row"], refused["column"], refused["value"]) == (6, "性别", "男")
    assert "6 / 6" in err


def test_what_was_imported_is_classified_at_once(run, roster):
    run(roster)
    assert Household.objects.get(number="H1").standing.tier == "unassessed"


def test_a_dry_run_writes_nothing_but_the_refused_rows(run, roster, tmp_path):
    out = tmp_path / "refused.xlsx"
    _, answer, _ = run(roster, "--dry-run", "--refused", out)
    assert (answer["import_id"], answer["dry_run"]) == (None, True)
    assert not Household.objects.exists()
    assert openpyxl.load_workbook(out).active.max_row == 4


def test_undo_by_the_id_it_answered_with(run, roster):
    _, answer, _ = run(roster)
    code, undone, _ = run("--undo", answer["import_id"])
    assert (code, undone["undone"]) == (0, True)
    assert not Household.objects.exists()
    code, again, _ = run("--undo", answer["import_id"])
    assert (code, again["refused"][0]["code"]) == (1, "undo.done_before")


def test_a_file_that_cannot_be_read_is_refused_with_its_remedy(run, tmp_path):
    code, answer, _ = run(tmp_path / "nothing.xlsx")
    assert code == 1
    assert answer.keys() >= KEYS
    assert answer["refused"][0]["code"] == "file.missing"


def test_the_template_is_written_where_it_is_asked_for(run, tmp_path):
    code, answer, _ = run("--template", tmp_path / "t.xlsx")
    assert (code, answer) == (0, {"template": str(tmp_path / "t.xlsx")})
    assert openpyxl.load_workbook(tmp_path / "t.xlsx").active.title == "花名册"
    assert run("--template", tmp_path / "nowhere" / "t.xlsx")[0] == 1
    assert run("--template", tmp_path / "t.csv")[0] == 1


def test_for_people_it_says_the_same_in_sentences(capsys, roster, policy):
    cli.answer(cli._parser().parse_args(["import", str(roster)]))
    told = capsys.readouterr().out
    assert "户：新增 1，更新 0，未变 0" in told
    assert "第6行 性别 “男”" in told
    assert "lianxin import --undo" in told


@pytest.mark.parametrize("words", [[], ["a.xlsx", "--undo", "x"], ["a.xlsx", "--kind", "nonsense"]])
def test_wrong_usage_ends_with_two(words):
    with pytest.raises(SystemExit) as wrong:
        cli._parser().parse_args(["import", *words])
    assert wrong.value.code == 2
