"""Undoing an import of staff: the tables as they were, or not at all; carried on when it stopped."""

import pytest
from django.utils import timezone

from lianxin.intake.models import Import
from lianxin.intake.staff.actions import undo_staff_import
from lianxin.intake.undoing import UndoRefused
from lianxin.people import actions
from lianxin.people.models import Staff
from lianxin.people.vocabulary import Role
from tests.intake.staffing import bring, row, tables
from tests.people.cast import give_post

__all__ = ["bring"]

pytestmark = pytest.mark.django_db


def test_undo_returns_the_tables_as_they_were(bring, worker, areas):
    before = tables()
    told = {"联系电话": "13800130001", "职务": "书记", "下沉村/社区": "南坡村", "单位": "水利局"}
    result = bring(row("G1", "胡新", **told), row(worker.number, worker.name, **told))
    assert tables() != before
    undo_staff_import(result.import_id, actor=None, now=timezone.now())
    assert tables() == before
    with pytest.raises(UndoRefused) as again:
        undo_staff_import(result.import_id, actor=None, now=timezone.now())
    assert again.value.code == "undo.done_before"


@pytest.mark.parametrize("what", ["slip", "post", "acted", "phone", "household"])
def test_undo_is_refused_when_something_builds_on_a_person(bring, areas, what, wang):
    result = bring(row("G1", "胡新"), row("G2", "高远"))
    hu, by = Staff.objects.get(number="G1"), {"actor": None, "now": timezone.now()}
    match what:
        case "slip":
            actions.hand_out_slips([hu], **by)
        case "post":
            give_post(hu, Role.COLLECTOR, areas["V2"])
        case "acted":
            actions.set_language(staff=hu, language="en", actor=hu, now=timezone.now())
        case "phone":
            actions.change_staff(staff=hu, phone="13800130009", **by)
        case "household":
            wang.keeper = hu
            wang.save()
    before = tables()
    with pytest.raises(UndoRefused) as refused:
        undo_staff_import(result.import_id, **by)
    assert refused.value.households == ("G1",)
    assert tables() == before


def test_an_undo_that_stops_halfway_is_carried_on(bring, areas, monkeypatch):
    from lianxin.intake.staff import actions as staff_actions
    from lianxin.intake.staff import workbook

    monkeypatch.setattr(workbook.StaffFile.batches, "__defaults__", (2,))
    result = bring(*(row(f"G{n}", f"胡{name}") for n, name in enumerate("新远山水火")))
    take_back, calls = staff_actions.take_back_staff, []

    def break_off(*args, **kwargs):
        calls.append(1)
        if len(calls) == 2:
            raise RuntimeError("the power is gone")
        take_back(*args, **kwargs)

    monkeypatch.setattr(staff_actions, "take_back_staff", break_off)
    with pytest.raises(RuntimeError):
        undo_staff_import(result.import_id, actor=None, now=timezone.now())
    assert Import.objects.get().state == Import.HALFWAY
    assert Staff.objects.count() == 4
    undo_staff_import(result.import_id, actor=None, now=timezone.now())
    assert Import.objects.get().state == Import.UNDONE
    assert not Staff.objects.exists()
