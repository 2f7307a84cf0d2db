"""Problems as a table: as many as one sees, nobody's words, told to the ledger."""

import csv

import pytest

from lianxin.exports.actions import choose_problems, write_export
from lianxin.exports.commands import run_export
from lianxin.exports.problems import header
from lianxin.ledger.models import Event
from lianxin.problems.actions import Raised, open_by_hand, solve
from lianxin.problems.vocabulary import Channel
from tests.problems.ladders import at, text

pytestmark = pytest.mark.django_db
MONDAY, FRIDAY = at("2026-03-02 10:00"), at("2026-03-06 10:00")


@pytest.fixture
def lane(wang, worker):
    from lianxin.policies.actions import adopt_policy

    adopt_policy(text=text(), filename="2026-01-01.yaml", actor=None, now=at("2026-03-01 09:00"))
    told = {"words": "老人腿脚不便，下雨出不了门", "category": "lane", "quantity": 300.0, "unit": "米"}
    about = {"area": wang.area_id, "household": wang.pk, "received_by": worker.pk, "caller": "他儿子"}
    return open_by_hand(
        Raised(**told, **about, channel=Channel.CLERK, raised_at=MONDAY), actor=worker, now=MONDAY
    )


def written(tmp_path, export, now=FRIDAY):
    path = tmp_path / "list.csv"
    export.form = "csv"
    write_export(export, path, now=now)
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_a_row_says_where_it_stands(tmp_path, lane, worker):
    (row,) = written(tmp_path, choose_problems([lane.pk], actor=worker, now=FRIDAY))
    assert row["问题编号"] == lane.number
    assert (row["类别"], row["数量"], row["单位"], row["户主"]) == ("入户路、组道", "300", "米", "王有田")
    assert (row["在哪一级"], row["办理阶段"], row["超期"]) == ("村（社区）", "等人接", "是")
    assert row["到期"] == "2026-03-05 18:00"


def test_nobodys_words_leave_the_system(tmp_path, lane, worker):
    solve(lane, words="铺了砂石", evidence="验收单", actor=worker, now=MONDAY)
    (row,) = written(tmp_path, choose_problems([lane.pk], actor=worker, now=FRIDAY))
    assert (row["怎么办结的"], row["哪天办结"], row["超期"]) == ("办成了", "2026-03-02", "")
    cells = "".join(row.values())
    assert not [words for words in ("腿脚", "铺了砂石", "验收单", "他儿子") if words in cells]


def test_what_one_does_not_see_is_not_written(tmp_path, lane, neighbour):
    assert written(tmp_path, choose_problems([lane.pk], actor=neighbour, now=FRIDAY)) == []


def test_the_ledger_knows_how_many_left_and_not_which(tmp_path, lane, worker):
    written(tmp_path, choose_problems([lane.pk], actor=worker, now=FRIDAY))
    event = Event.objects.get(kind="problems.exported")
    assert event.after["rows"] == 1
    assert lane.number not in str(event.after)


def test_the_command_writes_them_all(tmp_path, lane):
    from argparse import Namespace

    path = tmp_path / "all.xlsx"
    told = run_export(Namespace(kind="problems", path=path, area=None, lang="en"))
    assert told["rows"] == 1
    assert path.exists()
    assert len(set(header("en"))) == len(header("zh"))
