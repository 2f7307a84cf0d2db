"""An undo goes a few households at a time: it can be stopped, carried on, and leaves alone what it must."""

from datetime import timedelta

import pytest
from django.utils import timezone

from lianxin.intake import undoing
from lianxin.intake.actions import UndoRefused, import_roster, undo_import
from lianxin.intake.later_work import glance, obstacles, survey
from lianxin.intake.models import SILENT_AFTER, Import, ImportBatch
from lianxin.intake.vocabulary import IntakeRefused
from lianxin.ledger.models import Event
from lianxin.registry.actions import NewFact, record_facts
from lianxin.registry.models import Household
from lianxin.registry.vocabulary import Source
from tests.intake.dumps import dump_register
from tests.intake.mess import TITLES, family, write_xlsx

pytestmark = pytest.mark.django_db
NUMBERS = ("H1", "H2", "H3", "H4", "H5")


@pytest.fixture(autouse=True)
def small_slices(monkeypatch):
    monkeypatch.setattr(undoing, "SLICE", 2)


@pytest.fixture
def bring(areas, tmp_path, now):
    """Import the families H1 to H5, or some of them, with an income; a day after the last import."""
    told = {"镇/街道": areas["T1"].name, "村/社区": areas["V1"].name}

    def bring(income, numbers=NUMBERS, at=now):
        about = told | {"家庭年纯收入(元)": income}
        rows = [row for number in numbers for row in family(number, start=int(number[1]) * 2, **about)]
        path = write_xlsx(tmp_path / "r.xlsx", [TITLES, *rows])
        result = import_roster(path, actor=None, now=at)
        assert not result.refused
        return Import.objects.get(pk=result.import_id)

    return bring


@pytest.fixture
def run(bring, now):
    """H1 and H2 were there before; the import changes them and brings H3 to H5."""
    bring(32000, NUMBERS[:2], now - timedelta(days=30))
    return bring(41000)


def visit(number, now, income=1000):
    home = Household.objects.get(number=number)
    facts = [NewFact("income_total", income)]
    record_facts(home, facts, observed_on=now.date(), source=Source.CADRE, actor=None, now=now)


def income_of(number):
    return Household.objects.get(number=number).facts.current().get(indicator="income_total").value


def numbers_of(keys):
    return set(Household.objects.filter(pk__in=keys).values_list("number", flat=True))


class PowerCut(Exception):
    pass


def cut_after(households):
    def progress(done, of):
        if done >= households:
            raise PowerCut

    return progress


def test_an_undo_that_stops_halfway_leaves_whole_households_and_is_carried_on(run, now):
    seen = []
    with pytest.raises(PowerCut):
        undo_import(run.pk, actor=None, now=now, progress=cut_after(2))
    run.refresh_from_db()
    assert (run.state, run.undone_at) == (Import.HALFWAY, None)
    incomes = [income_of(home.number) for home in Household.objects.all()]
    gone, restored = 5 - len(incomes), incomes.count("32000")
    assert gone + restored == 2
    done = undo_import(run.pk, actor=None, now=now, progress=lambda *far: seen.append(far))
    assert (done.state, done.left) == (Import.UNDONE, [])
    assert seen == [(4, 5), (5, 5)]
    assert set(Household.objects.values_list("number", flat=True)) == {"H1", "H2"}
    assert {income_of("H1"), income_of("H2")} == {"32000"}
    assert not run.batches.exists()


@pytest.mark.parametrize("stop", range(1, 5))
def test_wherever_it_stops_the_register_is_in_the_end_as_it_was(bring, now, monkeypatch, stop):
    monkeypatch.setattr(undoing, "SLICE", 1)
    bring(32000, NUMBERS[:2], now - timedelta(days=30))
    before = dump_register()
    run = bring(41000)
    with pytest.raises(PowerCut):
        undo_import(run.pk, actor=None, now=now, progress=cut_after(stop))
    assert dump_register() != before
    undo_import(run.pk, actor=None, now=now)
    assert dump_register() == before


def test_what_was_undone_may_be_worked_on_before_the_rest_is_carried_on(bring, now, monkeypatch):
    monkeypatch.setattr(undoing, "SLICE", 1)
    bring(32000, at=now - timedelta(days=30))
    run = bring(41000)
    with pytest.raises(PowerCut):
        undo_import(run.pk, actor=None, now=now, progress=cut_after(3))
    restored = next(number for number in NUMBERS if income_of(number) == "32000")
    visit(restored, now, 500)
    assert undo_import(run.pk, actor=None, now=now).left == []
    assert [income_of(number) for number in NUMBERS].count("32000") == 4
    assert income_of(restored) == "500"


def test_households_changed_since_are_left_when_it_is_wished(run, now):
    visit("H1", now + timedelta(days=1))
    visit("H4", now + timedelta(days=1))
    with pytest.raises(UndoRefused) as refusal:
        undo_import(run.pk, actor=None, now=now)
    assert refusal.value.households == ("H1", "H4")
    done = undo_import(run.pk, actor=None, now=now, leave_changed=True)
    assert numbers_of(done.left) == {"H1", "H4"}
    assert set(Household.objects.values_list("number", flat=True)) == {"H1", "H2", "H4"}
    assert (income_of("H1"), income_of("H2"), income_of("H4")) == ("1000", "32000", "1000")
    assert Event.objects.filter(kind="import.undone").get().after["left"] == 2


def test_a_household_changed_while_the_undo_is_at_work_is_left(run, now, monkeypatch):
    monkeypatch.setattr(undoing, "SLICE", 1)
    changed = []

    def meanwhile(done, of):
        if done == 1:
            changed.append(run.batches.get().undone_to)
            later = Household.objects.filter(number__in=NUMBERS, pk__gt=changed[0]).order_by("-pk").first()
            changed.append(later.number)
            visit(later.number, now + timedelta(days=1))

    done = undo_import(run.pk, actor=None, now=now, progress=meanwhile)
    assert numbers_of(done.left) == {changed[1]}
    assert income_of(changed[1]) == "1000"


def test_what_an_undo_left_still_stands_in_the_way_of_an_older_one(bring, run, now):
    visit("H1", now + timedelta(days=1))
    undo_import(run.pk, actor=None, now=now, leave_changed=True)
    first = Import.objects.order_by("started_at").first()
    with pytest.raises(UndoRefused) as refusal:
        undo_import(first.pk, actor=None, now=now)
    assert refusal.value.households == ("H1",)


def test_the_survey_names_the_households_and_what_was_done_there_last(run, now, settle, policy):
    settle(now)
    assert survey(run).later == {}
    visit("H2", now + timedelta(days=1))
    visit("H5", now + timedelta(days=2))
    visit("H2", now + timedelta(days=3), 2000)
    found = obstacles(survey(run))
    assert [(one.number, one.event.kind) for one in found] == [
        ("H2", "facts.changed"),
        ("H5", "facts.changed"),
    ]


def test_the_survey_names_the_later_import(bring, run, now):
    again = bring(50000, NUMBERS[3:], now + timedelta(days=1))
    assert {(one.number, one.event.after["import"]) for one in obstacles(survey(run))} == {
        ("H4", str(again.pk)),
        ("H5", str(again.pk)),
    }


def test_a_kind_of_event_nobody_thought_of_counts_as_later_work(run, now):
    from lianxin.ledger.actions import record

    home = Household.objects.get(number="H3")
    record(kind="household.blessed", actor=None, now=now, subject=home)
    assert [one.number for one in obstacles(survey(run))] == ["H3"]


def test_a_glance_finds_what_the_survey_finds(bring, run, now):
    assert glance(run) == (survey(run), {})
    again = bring(50000, NUMBERS[3:], now + timedelta(days=1))
    visit("H1", now + timedelta(days=2))
    visit("H4", now + timedelta(days=2))
    found, imports = glance(run)
    assert found == survey(run)
    assert numbers_of(found.later) == {"H1", "H4", "H5"}
    assert imports == {str(again.pk): 1}
    assert glance(again)[0] == survey(again)


def test_a_glance_looks_behind_an_import_that_was_undone(bring, run, now):
    visit("H3", now + timedelta(hours=1))
    again = bring(50000, NUMBERS[1:], now + timedelta(days=1))
    visit("H5", now + timedelta(days=2))
    undo_import(again.pk, actor=None, now=now + timedelta(days=3), leave_changed=True)
    found, imports = glance(run)
    assert found == survey(run)
    assert numbers_of(found.later) == {"H3", "H5"}
    assert not imports


def test_a_glance_at_an_undo_halfway_knows_what_is_undone(run, now):
    with pytest.raises(PowerCut):
        undo_import(run.pk, actor=None, now=now, progress=cut_after(2))
    run.refresh_from_db()
    assert len(glance(run)[0].undone) == 2
    assert glance(run)[0] == survey(run)


def test_a_glance_costs_as_many_queries_for_five_households_as_for_one(
    bring, run, now, django_assert_num_queries
):
    visit("H1", now + timedelta(days=1))
    with django_assert_num_queries(4):
        glance(run)
    for number in NUMBERS[1:]:
        visit(number, now + timedelta(days=1))
    with django_assert_num_queries(4):
        glance(run)


@pytest.mark.parametrize("state", [Import.RUNNING, Import.UNDOING])
def test_only_one_process_works_on_imports(bring, run, now, state):
    Import.objects.filter(pk=run.pk).update(state=state, written_at=timezone.now())
    with pytest.raises(UndoRefused) as refusal:
        undo_import(run.pk, actor=None, now=now)
    assert refusal.value.code == "undo.under_way"
    with pytest.raises(IntakeRefused):
        bring(50000)


@pytest.mark.parametrize(("state", "shown"), [(Import.RUNNING, "failed"), (Import.UNDOING, "halfway")])
def test_what_a_dead_process_left_can_be_undone(run, now, state, shown):
    long_ago = timezone.now() - SILENT_AFTER - timedelta(seconds=1)
    Import.objects.filter(pk=run.pk).update(state=state, written_at=long_ago)
    assert Import.objects.get(pk=run.pk).state_at(timezone.now()) == shown
    assert undo_import(run.pk, actor=None, now=now).state == Import.UNDONE


def test_a_second_process_that_takes_it_up_makes_the_first_one_stop(run, now):
    before = dump_register()

    def overtaken(done, of):
        ImportBatch.objects.update(undone_to=Household.objects.order_by("-pk").first().pk)

    with pytest.raises(UndoRefused) as refusal:
        undo_import(run.pk, actor=None, now=now, progress=overtaken)
    assert refusal.value.code == "undo.under_way"
    assert dump_register() != before
