"""`lianxin export households`: the rows of a place, as a workbook or a CSV, told to the ledger."""

import csv

import pytest
from django.core.management.base import CommandError
from django.utils import timezone

from lianxin.exports.actions import KEPT, choose_households, clear_away, export_file, keep_file
from lianxin.exports.commands import run_export
from lianxin.exports.models import Export
from lianxin.ledger.models import Event

pytestmark = pytest.mark.django_db


def export(path, **more):
    from argparse import Namespace

    return run_export(Namespace(**{"kind": "households", "path": path, "area": None, "lang": "zh"} | more))


def rows(path):
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_every_household_is_a_row_with_its_class_and_why(tmp_path, wang, li, policy):
    from tests.desk.district import ALL_WELL, know

    know(wang, **ALL_WELL | {"income_per_head": 3100})
    answer = export(tmp_path / "all.csv")
    assert answer["rows"] == 2
    first = rows(tmp_path / "all.csv")[0]
    assert first["户编号"] == "HB000001"
    assert first["户主"] == "王有田"
    assert first["类别"] == "连心户"
    assert (first["镇、街道"], first["社区"], first["村"]) == ("甲镇", "东社区", "东一村")
    assert first["人均纯收入"] == "3,100 元/年"
    assert first["理由"]


def test_an_area_limits_the_rows(tmp_path, wang, li, areas):
    assert export(tmp_path / "a.csv", area=areas["T1"].code)["rows"] == 1
    with pytest.raises(CommandError):
        export(tmp_path / "a.csv", area="123456789012")


def test_neither_id_numbers_nor_phones_leave(tmp_path, wang):
    from tests.registry.families import ID_OF_WANG, PHONE_OF_WANG

    export(tmp_path / "all.csv")
    text = (tmp_path / "all.csv").read_text(encoding="utf-8-sig")
    assert ID_OF_WANG not in text
    assert PHONE_OF_WANG not in text


def test_the_ledger_knows_how_many_rows_left(tmp_path, wang):
    export(tmp_path / "all.xlsx")
    event = Event.objects.get(kind="households.exported")
    assert (event.after["rows"], event.reason) == (1, "machine")
    assert "HB000001" not in str(event.after)


def test_another_ending_is_refused(tmp_path):
    with pytest.raises(CommandError):
        export(tmp_path / "all.pdf")


def test_english_titles_are_complete(tmp_path, wang):
    export(tmp_path / "all.csv", lang="en")
    assert all(title.isascii() for title in rows(tmp_path / "all.csv")[0])


def test_files_are_sealed_and_go_after_some_days(tmp_path, wang, worker):
    plain = tmp_path / "plain"
    plain.write_text("王有田")
    old = choose_households([wang.pk], actor=worker, now=timezone.now() - 2 * KEPT)
    keep_file(old, plain)
    assert "王有田".encode() not in export_file(old.pk).read_bytes()
    assert clear_away(now=timezone.now()) == 1
    assert not export_file(old.pk).exists()
    assert Export.objects.get(pk=old.pk).things == []
