"""Undo returns the tables as they were, or refuses and says which households are in the way (promise 12)."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from lianxin.intake.actions import UndoRefused, import_roster, undo_import
from lianxin.intake.models import Import, ImportBatch
from lianxin.registry import actions as registry
from lianxin.registry.actions import NewFact, correct_resident, record_facts
from lianxin.registry.models import Household
from lianxin.registry.vocabulary import Source
from tests.intake.dumps import dump_register
from tests.intake.mess import TITLES, family, write_xlsx

pytestmark = pytest.mark.django_db


@pytest.fixture
def first(areas, tmp_path, now):
    """Two households on the register, by an import of last month."""
    return bring(tmp_path, now - timedelta(days=30), *rows_of(areas, 32000))


@pytest.fixture
def second(first, areas, tmp_path, now):
    """A later import: a changed income, a changed name, a new member, a household more."""
    rows = rows_of(areas, 41000)
    rows[1][2] = "李桂华"
    rows += family("H3", start=7, **where(areas))
    rows.insert(3, family("H1", start=9, **where(areas))[1])
    rows[3][2:4] = ["王小妹", "次女"]
    return bring(tmp_path, now, *rows)


def where(areas):
    return {"镇/街道": areas["T1"].name, "村/社区": areas["V1"].name}


def rows_of(areas, income):
    told = {"家庭年纯收入(元)": income}
    return [*family("H1", **where(areas), **told), *family("H2", start=2, **where(areas), **told)]


def bring(tmp_path, at, *rows):
    return import_roster(write_xlsx(tmp_path / "r.xlsx", [TITLES, *rows]), actor=None, now=at)


def test_undo_returns_the_tables_as_they_were(first, areas, tmp_path, now, request):
    before = dump_register()
    second = request.getfixturevalue("second")
    assert dump_register() != before
    assert not second.refused
    undo_import(second.import_id, actor=None, now=now)
    assert dump_register() == before
    undo_import(first.import_id, actor=None, now=now)
    assert all(rows == [] for rows in dump_register().values())
    assert set(Import.objects.values_list("state", flat=True)) == {Import.UNDONE}
    assert not ImportBatch.objects.exists()


def test_the_comparison_would_notice_an_undo_that_forgets_something(first, request, now, monkeypatch):
    """The negative control: an undo that leaves retired facts retired must not pass for a good one."""
    before = dump_register()
    second = request.getfixturevalue("second")
    real = registry.undo_batch

    def forgetful(journal, notes, **by):
        object.__setattr__(journal, "retired", [])
        return real(journal, notes, **by)

    monkeypatch.setattr(registry, "undo_batch", forgetful)
    undo_import(second.import_id, actor=None, now=now)
    assert dump_register() != before


def test_undo_survives_the_corridor(second, settle, now):
    """Classifying what was imported is no later work."""
    settle(now)
    undo_import(second.import_id, actor=None, now=now)
    settle(now)
    assert set(Household.objects.values_list("number", flat=True)) == {"H1", "H2"}


def refused(import_id, now):
    before = dump_register()
    with pytest.raises(UndoRefused) as refusal:
        undo_import(import_id, actor=None, now=now)
    assert dump_register() == before
    return refusal.value


def test_a_later_fact_stands_in_the_way(second, now, worker):
    home = Household.objects.get(number="H2")
    facts = [NewFact("income_total", 1000)]
    at = now + timedelta(days=1)
    record_facts(home, facts, observed_on=at.date(), source=Source.CADRE, actor=worker, now=at)
    refusal = refused(second.import_id, at)
    assert refusal.households == ("H2",)
    assert "H2" in str(refusal)
    assert "H2" in refusal.in_language("en")


def test_a_corrected_name_in_a_new_household_stands_in_the_way(second, now, worker):
    member = Household.objects.get(number="H3").residents.first()
    correct_resident(member, name="王有天", actor=worker, now=now, reason="笔误")
    assert refused(second.import_id, now).households == ("H3",)


def test_a_later_import_stands_in_the_way_until_it_is_undone(first, second, now):
    assert set(refused(first.import_id, now).households) == {"H1", "H2"}
    undo_import(second.import_id, actor=None, now=now)
    undo_import(first.import_id, actor=None, now=now)
    assert not Household.objects.exists()


def test_an_import_is_undone_once(second, now):
    undo_import(second.import_id, actor=None, now=now)
    assert refused(second.import_id, now).code == "undo.done_before"
    assert refused(Household.objects.first().pk, now).code == "undo.unknown"


def test_a_town_head_undoes_only_what_lies_in_his_town(second, now, town_head, areas):
    from tests.people.cast import Role, make_worker

    stranger = make_worker("T-9", Role.TOWN_HEAD, areas["T2"], name="外人")
    with pytest.raises(PermissionDenied):
        undo_import(second.import_id, actor=stranger, now=now)
    undo_import(second.import_id, actor=town_head, now=now)
    assert Import.objects.get(pk=second.import_id).undone_by == town_head
