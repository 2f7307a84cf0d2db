"""Visits as a list: as many rows as somebody sees, counts and codes, and nobody's words."""

import csv

import pytest

from lianxin.exports.visits import export_visits
from lianxin.exports.vocabulary import Form, Purpose
from lianxin.ledger.models import Event
from lianxin.visits.actions import take_in
from tests.visits.phones import answer, need, visit

pytestmark = pytest.mark.django_db


@pytest.fixture
def made(wang, li, worker, neighbour, now):
    items = [need("=1+1", settled={"how": "@now"}), need("修路"), need(kind="effect", worked="no")]
    told = [
        visit(
            by=worker,
            now=now,
            home=wang,
            items=items,
            answers=[answer("debt_balance", "1")],
            filling_seconds=90,
        ),
        visit(by=neighbour, now=now, home=li, place="phone"),
        visit(by=neighbour, now=now, area=li.area),
    ]
    take_in(told, now=now)


def export(path, person, now, **more):
    rows = export_visits(path, form=Form.CSV, purpose=Purpose.CHECK, area=None, actor=person, now=now, **more)
    with path.open(encoding="utf-8-sig", newline="") as file:
        table = list(csv.DictReader(file))
    assert len(table) == rows
    return table


def test_a_visit_is_a_row_of_counts_and_codes(made, wang, worker, now, tmp_path):
    (row,) = export(tmp_path / "visits.csv", worker, now)
    assert (row["户编号"], row["户主"], row["干部"], row["在哪里"]) == (
        "HB000001",
        "王有田",
        "李秀英",
        "在家里",
    )
    told = [
        row[name] for name in ("需求几件", "建议几条", "问效几条", "当场办了", "没提什么", "记了几项情况")
    ]
    assert told == ["2", "0", "1", "1", "否", "1"]
    assert row["填表用时（分钟）"] == "1.5"
    assert "修路" not in (tmp_path / "visits.csv").read_text("utf-8")


def test_everybody_gets_as_many_rows_as_he_sees(made, worker, neighbour, desk, admin, now, tmp_path):
    counts = [len(export(tmp_path / "v.csv", one, now)) for one in (worker, neighbour, desk, admin)]
    assert counts == [1, 2, 3, 0]
    event = Event.objects.filter(kind="visits.exported", actor_id=desk.pk).get()
    assert (event.after, event.reason) == ({"rows": 3, "form": "csv"}, "check")


def test_the_machine_writes_a_workbook_of_one_area(made, areas, now, tmp_path):
    from lianxin.cli import _parser

    path = tmp_path / "visits.xlsx"
    args = _parser().parse_args(["export", "visits", str(path), "--area", areas["V4"].code, "--lang", "en"])
    assert args.run(args) == {"rows": 2, "path": str(path)}
    assert path.stat().st_size > 0
