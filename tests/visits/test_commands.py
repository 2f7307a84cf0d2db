"""`lianxin visits form`: out as an XLSForm, in as a policy that can be adopted."""

from io import BytesIO

import pytest
from django.core.management.base import CommandError
from xlsxwriter import Workbook

from lianxin.cli import _parser
from lianxin.policies.actions import adopt_policy
from lianxin.policies.document import read
from lianxin.visits.forms import form_json, read_form

pytestmark = pytest.mark.django_db


def form(*words):
    args = _parser().parse_args(["visits", "form", *map(str, words)])
    answer = args.run(args)
    return answer, args.show(answer)


def test_the_form_in_force_goes_out_and_comes_back_as_a_policy_to_adopt(policies, tmp_path, now):
    book, file = tmp_path / "form.xlsx", tmp_path / "new.yaml"
    answer, words = form("--to", book)
    assert (answer["fields"], answer["minutes"], answer["most_questions"]) == (28, 11, 8)
    assert "28 项" in words
    answer, words = form("--from", book, "--to", file, "--effective-on", "2027-01-01")
    assert answer["refused"] == []
    assert f"lianxin policy adopt {file}" in words
    text = file.read_text("utf-8")
    told = form_json(read_form(read(text)))
    shipped = form_json(read_form(policies["visits"].document))
    assert told == shipped | {"version": "visits-2027-01-01", "effective_on": "2027-01-01"}
    assert adopt_policy(text=text, actor=None, now=now).document_id == "visits-2027-01-01"


def test_faults_of_the_workbook_and_of_the_form_are_said_with_their_place(policies, tmp_path):
    file = BytesIO()
    with Workbook(file, {"in_memory": True}) as book:
        book.add_worksheet("survey").write_column(0, 0, ["type", "integer"])
    (tmp_path / "strange.xlsx").write_bytes(file.getvalue())
    answer, words = form("--from", tmp_path / "strange.xlsx")
    assert [fault["code"] for fault in answer["refused"]] == ["no-indicator"]
    assert words.startswith("survey 第 2 行：")
    with Workbook(tmp_path / "bare.xlsx") as book:
        sheet = book.add_worksheet("survey")
        sheet.write_row(0, 0, ["type", "name"])
        sheet.write_row(1, 0, ["integer", "debt_balance"])
    answer, words = form("--from", tmp_path / "bare.xlsx")
    assert {fault["code"] for fault in answer["refused"]} == {"missing"}
    assert words.startswith(f"{tmp_path / 'bare.yaml'}:")


@pytest.mark.parametrize("words", [[], ["--to", "/nowhere/form.xlsx"], ["--from", "none.xlsx"]])
def test_what_cannot_be_done_is_said(policies, words):
    with pytest.raises(CommandError):
        form(*words)


def test_without_a_policy_of_visits_it_says_what_to_do(db, tmp_path):
    with pytest.raises(CommandError, match="policy adopt"):
        form("--to", tmp_path / "form.xlsx")
