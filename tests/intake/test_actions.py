"""Importing into the register: idempotent, dry when asked, safe beside the work of others."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied

from lianxin.intake.actions import import_roster
from lianxin.intake.models import Import, ImportBatch
from lianxin.intake.vocabulary import IntakeRefused
from lianxin.ledger.models import Event
from lianxin.registry.actions import NewFact, record_facts
from lianxin.registry.models import Fact, Household, Resident
from lianxin.registry.vocabulary import Source
from tests.intake.dumps import dump_register
from tests.intake.mess import TITLES, family, id_number, person, write_xlsx

pytestmark = pytest.mark.django_db


@pytest.fixture
def village(areas):
    """The names under which rosters write the worker's village."""
    return {"镇/街道": areas["T1"].name, "村/社区": areas["V1"].name}


@pytest.fixture
def bring(tmp_path, now):
    """Import rows under TITLES; the actor is the machine itself unless another is given."""

    def bring(*rows, titles=TITLES, actor=None, at=now, **options):
        path = write_xlsx(tmp_path / "roster.xlsx", [titles, *rows])
        return import_roster(path, actor=actor, now=at, **options)

    return bring


def tally(result):
    return {f"{what} {how}": count for (what, how), count in result.counts.items() if count}


def codes(result):
    return [refusal.code for refusal in result.refused]


def test_households_residents_and_facts_are_created(bring, village, now):
    result = bring(*family("H1", **village, **{"家庭年纯收入(元)": 32000}))
    assert tally(result) == {"households created": 1, "residents created": 3}
    home = Household.objects.get(number="H1")
    assert home.head.name == "王有田"
    assert home.head.id_number == id_number("19710101", 11)
    assert home.head.birth_on == date(1971, 1, 1)
    fact = Fact.objects.get(household=home)
    assert (fact.indicator, fact.value, fact.source, fact.is_current) == (
        "income_total",
        "32000",
        "import",
        True,
    )
    assert fact.observed_on == now.date()
    event = Event.objects.get(kind="household.imported")
    assert event.subject_id == home.pk
    run = Import.objects.get()
    assert (run.state, run.rows, run.counts["households"]["created"]) == (Import.DONE, 3, 1)


def test_the_same_file_twice_changes_nothing(bring, village, now):
    rows = [*family("H1", **village, **{"家庭年纯收入(元)": 32000}), *family("H2", start=2, **village)]
    bring(*rows)
    before, events = dump_register(), Event.objects.filter(kind="household.imported").count()
    again = bring(*rows, at=now + timedelta(days=40))
    assert tally(again) == {"households unchanged": 2, "residents unchanged": 6}
    assert dump_register() == before
    assert Event.objects.filter(kind="household.imported").count() == events
    assert not again.refused


def test_a_dry_run_writes_nothing_and_tells_the_same(bring, village):
    rows = family("H1", **village)
    before = dump_register()
    dry = bring(*rows, dry_run=True)
    assert dump_register() == before
    assert (Import.objects.count(), ImportBatch.objects.count(), Event.objects.count()) == (0, 0, 0)
    assert dry.import_id is None
    assert tally(dry) == tally(bring(*rows))


def test_a_changed_cell_updates_only_what_it_says(bring, village, now):
    bring(*family("H1", **village, **{"家庭年纯收入(元)": 32000}))
    later = now + timedelta(days=30)
    result = bring(*family("H1", **village, **{"家庭年纯收入(元)": 41000}), at=later)
    assert tally(result) == {"households updated": 1, "residents unchanged": 3}
    values = dict(Fact.objects.values_list("value", "is_current"))
    assert values == {"32000": False, "41000": True}
    event = Event.objects.filter(kind="household.imported").last()
    assert (event.before, event.after["income_total"]) == ({"income_total": "32000"}, "41000")


def test_a_member_more_and_a_corrected_phone(bring, village):
    titles = [*TITLES, "联系电话"]
    rows = [[*row, ""] for row in family("H1", **village)]
    bring(*rows[:2], titles=titles)
    rows[0][-1] = "13900000001"
    result = bring(*rows, titles=titles)
    assert tally(result) == {
        "households updated": 1,
        "residents created": 1,
        "residents updated": 1,
        "residents unchanged": 1,
    }
    assert Household.objects.get().head.phone == "13900000001"


def test_an_empty_cell_takes_nothing_away(bring, village):
    bring(*family("H1", **village, **{"家庭年纯收入(元)": 32000}))
    before = dump_register()
    assert tally(bring(*family("H1", **village))) == {"households unchanged": 1, "residents unchanged": 3}
    assert dump_register() == before


def test_what_a_cadre_found_since_stands_against_the_same_list(bring, village, now, worker):
    """The list is corrected in one cell and imported again: its other cells are not news."""
    rows = family("H1", **village, **{"家庭年纯收入(元)": 32000})
    bring(*rows)
    home = Household.objects.get()
    visit = now + timedelta(days=10)
    record_facts(
        home,
        [NewFact("income_total", 9000)],
        observed_on=visit.date(),
        source=Source.CADRE,
        actor=worker,
        now=visit,
    )
    rows[2][2] = "王小雁"
    result = bring(*rows, at=now + timedelta(days=20))
    assert home.facts.current().get().value == "9000"
    assert Resident.objects.filter(name="王小雁").exists()
    assert [one.code for one in result.warnings] == ["person.renamed"]


def test_an_older_list_does_not_displace_newer_knowledge(bring, village, now, worker):
    bring(*family("H1", **village))
    home = Household.objects.get()
    record_facts(
        home,
        [NewFact("income_total", 9000)],
        observed_on=now.date(),
        source=Source.CADRE,
        actor=worker,
        now=now,
    )
    titles = [*TITLES, "采集日期"]
    rows = [[*row, "2026-01-05"] for row in family("H1", **village, **{"家庭年纯收入(元)": 32000})]
    result = bring(*rows, titles=titles)
    assert home.facts.current().get().value == "9000"
    assert [one.code for one in result.warnings] == ["fact.newer_kept"]


def test_a_head_may_change_when_the_file_says_what_the_old_one_is_now(bring, village):
    rows = family("H1", **village)
    bring(*rows)
    for row in rows:
        row[1] = "李桂花"
    rows[0][3], rows[1][3] = "配偶", "户主"
    assert tally(bring(*rows)) == {"households updated": 1, "residents updated": 2, "residents unchanged": 1}
    assert Household.objects.get().head.name == "李桂花"
    assert codes(
        bring(person("H1", "王小燕", "王小燕", "户主", sequence=14, born="19980507", **village))
    ) == ["household.head_differs"]


def test_a_number_that_is_another_household_is_refused(bring, village):
    bring(*family("H1", **village))
    stranger = person("H1", "赵大山", "赵大山", "户主", sequence=77, born="19550101", **village)
    assert codes(bring(stranger)) == ["household.number_taken"]


def test_a_person_of_another_household_is_not_taken_from_it(bring, village):
    bring(*family("H1", **village))
    rows = family("H2", start=2, **village)
    rows[2] = family("H1", **village)[2]
    rows[2][0] = "H2"
    result = bring(*rows)
    assert codes(result) == ["person.elsewhere"]
    assert Household.objects.count() == 1


def test_a_household_without_a_number_is_found_again_by_its_head(bring, village, areas):
    rows = family("", **village)
    bring(*rows)
    home = Household.objects.get()
    assert home.number == f"{areas['V1'].code}-0001"
    assert tally(bring(*rows)) == {"households unchanged": 1, "residents unchanged": 3}


def test_two_unnumbered_families_alike_are_not_mixed_up(bring, village):
    alike = [
        person("", "王强", "王强", "户主", **village, **{"身份证号码": "", "性别": ""}) for _ in range(2)
    ]
    result = bring(*alike)
    assert codes(result) == ["household.which_one"]
    assert Household.objects.count() == 1


def test_a_town_head_imports_his_own_town_only(bring, village, areas, town_head):
    abroad = {"镇/街道": areas["T2"].name, "村/社区": areas["V4"].name}
    result = bring(*family("H1", **village), *family("H2", start=2, **abroad), actor=town_head)
    assert codes(result) == ["area.not_yours"]
    assert list(Household.objects.values_list("number", flat=True)) == ["H1"]


def test_those_without_the_right_may_not_import(bring, village, worker, supervisor, admin):
    for person_without in (worker, supervisor, admin):
        with pytest.raises(PermissionDenied):
            bring(*family("H1", **village), actor=person_without)
    assert not Household.objects.exists()


def test_secrets_are_in_neither_ledger_nor_report(bring, village):
    titles = [*TITLES, "联系电话"]
    rows = [[*row, "13900000001"] for row in family("H1", **village)]
    rows[1][5] = rows[1][5][:17] + ("0" if rows[1][5][17] != "0" else "1")
    result = bring(*rows, titles=titles)
    secrets = [row[5] for row in rows] + ["13900000001"]
    told = [*(event.before_json + event.after_json + event.reason for event in Event.objects.all())]
    told += [str(Import.objects.get().report), str(result.as_json())]
    assert codes(result) == ["id.checksum"]
    assert not [secret for secret in secrets if any(secret in text for text in told)]


def test_an_import_that_stops_halfway_can_be_run_again(bring, village, monkeypatch):
    rows = [row for at in range(1, 6) for row in family(f"H{at}", start=at, **village)]
    from lianxin.intake import actions

    real, calls = actions.write_batch, []

    def breaks_on_the_second(*args, **options):
        calls.append(1)
        if len(calls) == 2:
            raise OSError("disk full")
        return real(*args, **options)

    monkeypatch.setattr(actions, "write_batch", breaks_on_the_second)
    monkeypatch.setattr("lianxin.intake.roster.Roster.batches.__defaults__", (2,))
    with pytest.raises(OSError, match="disk full"):
        bring(*rows)
    assert Import.objects.get().state == Import.FAILED
    assert Household.objects.count() == 2
    result = bring(*rows)
    assert tally(result)["households created"] == 3
    assert tally(result)["households unchanged"] == 2


def test_one_import_at_a_time(bring, village, now):
    from django.utils import timezone

    Import.objects.create(file_name="x", sha256="", started_at=now, written_at=timezone.now())
    with pytest.raises(IntakeRefused):
        bring(*family("H1", **village))
