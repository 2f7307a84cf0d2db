"""The visits of the village demo: the tables hold what phones and corridor would have made of them."""

from datetime import date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest import mock
from zoneinfo import ZoneInfo

import msgspec
from django.db import transaction
from django.db.models import Count, F
from django.test import TestCase, override_settings

from lianxin.callbacks.models import Call
from lianxin.demo.actions import make_demo
from lianxin.demo.vocabulary import Size
from lianxin.ledger.models import Event, Pending
from lianxin.operations import doctor, opening
from lianxin.pairing.models import Pairing
from lianxin.people.models import Staff
from lianxin.planning.models import Duty, Excuse
from lianxin.problems.models import Origin, Reply
from lianxin.registry.models import Fact, Household
from lianxin.visits.actions import Told, excuse_missed, forms, revise_registry, take_in
from lianxin.visits.models import Claim, Clash, Item, Missed, Settlement, Visit
from lianxin.visits.payloads import decode

NOW = datetime(2026, 11, 21, 15, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
PAIRED = date(2026, 10, 24)
TABLES = (Visit, Item, Settlement)


class VisitsOfTheVillage(TestCase):
    """A Django test case, because its `setUpTestData` makes the village once for all of its tests."""

    @classmethod
    def setUpTestData(cls):
        cls.home = Path(cls.enterClassContext(TemporaryDirectory()))
        cls.enterClassContext(override_settings(LIANXIN_HOME=cls.home))
        cls.enterClassContext(mock.patch.object(opening.tables, "bring_up_to_date"))
        cls.enterClassContext(mock.patch.dict(forms._keys, clear=True))  # of policies that are rolled back
        make_demo(size=Size.VILLAGE, seed=1, now=NOW)

    def test_there_are_more_than_three_a_home_over_a_year_and_most_homes_have_some(self):
        assert Visit.objects.count() > 3 * 120
        assert Visit.objects.filter(visited_on__lt=NOW.date() - timedelta(days=300)).exists()
        assert not Visit.objects.filter(visited_on__gte=NOW.date()).exists()
        assert Visit.objects.values("household").distinct().count() > 110
        many = Visit.objects.values("household__standing__tier").annotate(
            each=Count("pk") * 1.0 / Count("household", distinct=True)
        )
        each = {one["household__standing__tier"]: one["each"] for one in many}
        assert each["priority"] > 2 * each["watch"] > 2 * each["fine"] * 0.9

    def test_taking_in_would_have_written_the_same(self):
        followed = {*Origin.objects.values_list("item__visit", flat=True)}
        followed |= {*Reply.objects.values_list("item__visit", flat=True)}  # what follows points at items
        followed |= {*Call.objects.values_list("visit", flat=True)}
        some = [one for one in Visit.objects.order_by("op_id") if one.pk not in followed][::9]
        assert any(visit.items.exists() for visit in some)
        assert any(visit.answers for visit in some)
        assert any(Settlement.objects.filter(item__visit__in=some))
        told = [_told(visit) for visit in some]
        held, events = _holdings(some), _events(some)
        with transaction.atomic():
            take_in(told, now=NOW)  # all known: nothing happens
            assert _holdings(some) == held
            Claim.objects.filter(visit__in=some)._raw_delete("default")
            Settlement.objects.filter(item__visit__in=some)._raw_delete("default")
            Item.objects.filter(visit__in=some)._raw_delete("default")
            Visit.objects.filter(pk__in=[visit.pk for visit in some])._raw_delete("default")
            last = Event.objects.latest("pk").pk
            take_in(told, now=NOW)
            assert _holdings(some) == held
            again = Event.objects.filter(pk__gt=last)
            assert sorted(map(_event, again)) == sorted(events)
            transaction.set_rollback(True)

    def test_the_corridor_finds_nothing_left_to_do(self):
        recorded = Event.objects.filter(kind="visit.recorded")
        before, last = _follows(), Event.objects.latest("pk").pk
        revise_registry(list(recorded), now=NOW)
        excuse_missed(list(Event.objects.filter(kind="visit.missed")), now=NOW)
        assert _follows() == before
        assert not Event.objects.filter(pk__gt=last).exists()
        assert not Pending.objects.exists()
        assert before["claims"] > 20

    def test_a_corridor_that_finds_a_fact_missing_would_write_it(self):
        claim = Claim.objects.filter(fact__is_current=True, fact__clash=None).first()
        visit, fact = claim.visit, claim.fact
        recorded = [
            one for one in Event.objects.filter(kind="visit.recorded") if one.after["visit"] == str(visit.pk)
        ]
        with transaction.atomic():
            Claim.objects.filter(pk=claim.pk)._raw_delete("default")
            Fact.objects.filter(pk=fact.pk)._raw_delete("default")
            revise_registry(recorded, now=NOW)
            again = Fact.objects.get(pk=fact.pk)
            assert (again.value, again.observed_on, again.source, again.by_id) == (
                fact.value,
                fact.observed_on,
                fact.source,
                fact.by_id,
            )
            transaction.set_rollback(True)

    def test_every_round_that_was_made_was_owed_then_and_a_visit_names_it(self):
        done = Duty.objects.filter(end=Duty.DONE, reason="round")
        assert done.count() > 200
        assert not done.filter(ended_on__lt=F("opens_on")).exists()
        assert not done.filter(made_on__gt=F("opens_on")).exists()
        assert done.filter(ended_on__gt=F("due_on")).exists(), "some come late"
        met = {key: visit for visit in Visit.objects.all() for key in visit.duties}
        for duty in done:
            visit = met[str(duty.pk)]
            assert (visit.household_id, visit.visited_on, visit.staff_id) == (
                duty.household_id,
                duty.ended_on,
                duty.staff_id,
            )
        told = Event.objects.filter(kind="duty.done")
        assert told.count() == done.count()
        late = sum(bool(event.after.get("late")) for event in told)
        assert late == done.filter(ended_on__gt=F("due_on")).count()

    def test_whoever_visited_had_the_home_that_day(self):
        pairs = {}
        for home, staff, first, last in Pairing.objects.values_list("household", "staff", "from_on", "to_on"):
            pairs.setdefault(home, []).append((first, last or date.max, staff))
        asked = Visit.objects.exclude(claims=None).values("pk")
        for home, staff, on in Visit.objects.exclude(pk__in=asked).values_list(
            "household", "staff", "visited_on"
        ):
            assert [one for first, last, one in pairs[home] if first <= on < last] == [staff], on
        assert Pairing.objects.filter(to_on=PAIRED, cause=Pairing.HAND).exists()

    def test_what_was_tried_in_vain_is_excused_and_then_made(self):
        for missed in Missed.objects.select_related("duty"):
            assert missed.outcome == Missed.EXCUSED
            assert missed.duty.end == Duty.DONE
            assert missed.tried_on < missed.duty.ended_on
            assert Excuse.objects.get(duty=missed.duty).code == missed.code

    def test_nobody_is_in_two_homes_at_once_who_really_goes(self):
        with (self.home / "demo-truth-staff.csv").open(encoding="utf-8") as file:
            hollow = {line.split(",")[0] for line in file if line.split(",")[2] == "True"}
        honest = Staff.objects.exclude(number__in=hollow)
        visits = Visit.objects.filter(staff__in=honest).exclude(place="phone")
        last = {}
        for staff, begun, ended in visits.order_by("begun_at").values_list(
            "staff", "begun_at", "captured_at"
        ):
            assert staff not in last or last[staff] <= begun
            last[staff] = ended

    def test_the_ledger_is_in_order_and_sealed_and_nothing_is_wrong(self):
        moments = list(Event.objects.order_by("pk").values_list("at", flat=True))
        assert moments == sorted(moments)
        assert not [one.code for one in doctor.examine(processes=1) if one.code.startswith("ledger")]

    def test_what_was_visited_counts_for_the_rounds_of_this_year(self):
        """A home that was seen in every season is not owed another visit before the year ends."""
        for home in Household.objects.present().filter(standing__tier="fine"):
            this_year = Duty.objects.filter(household=home, reason="round", due_on__year=2026)
            assert this_year.filter(end=Duty.DONE).count() + this_year.open().count() <= 6


def _told(visit):
    """The operation that a phone would have sent."""
    items = [
        {
            "item_id": item.pk, "kind": item.kind, "category": item.category, "text": item.text,
            "quantity": item.quantity, "unit": item.unit or None, "urgent": item.is_urgent,
            "about_item": item.about_id, "worked": item.worked or None,
            "settled": {"how": item.settlement.how} if item.is_settled else None,
        }
        for item in visit.items.order_by("pk")
    ]  # fmt: skip
    payload = {
        "visit_id": visit.pk, "started_at": visit.started_at, "ended_at": visit.ended_at,
        "household_id": visit.household_id, "place": visit.place, "met": visit.met,
        "met_other": visit.met_other or None, "answers": visit.answers, "items": items,
        "nothing_raised": visit.nothing_raised, "note": visit.note, "duties": visit.duties,
        "filling_seconds": visit.filling_seconds, "fields": visit.fields,
    }  # fmt: skip
    record = decode("visit.record", msgspec.json.encode(payload))
    return Told(
        visit.op_id, "visit.record", visit.staff_id, visit.household_id, visit.area_id, record,
        visit.captured_at, visit.received_at, visit.form.document_id if visit.form else None,
    )  # fmt: skip


def _holdings(visits):
    """All columns of some visits, their items and settlements, in clear."""
    keys = [visit.pk for visit in visits]
    rows = (
        Visit.objects.filter(pk__in=keys),
        Item.objects.filter(visit__in=keys),
        Settlement.objects.filter(item__visit__in=keys),
    )
    return {
        model: sorted(
            [str(getattr(one, field.attname)) for field in model._meta.concrete_fields] for one in some
        )
        for model, some in zip(TABLES, rows, strict=True)
    }


def _events(visits):
    keys = {str(visit.pk) for visit in visits} | {
        str(key) for key in Item.objects.filter(visit__in=visits).values_list("pk", flat=True)
    }
    about = Event.objects.filter(kind__in=("visit.recorded", "item.raised"))
    return [_event(one) for one in about if {one.after.get("visit"), one.after.get("item")} & keys]


def _event(one):
    """What an event says but for its number and moment."""
    return (
        one.kind,
        str(one.actor_id),
        one.subject_kind,
        str(one.subject_id),
        str(one.area_id),
        one.after_json,
    )


def _follows():
    return {
        "facts": Fact.objects.count(),
        "current": Fact.objects.filter(is_current=True).count(),
        "claims": Claim.objects.count(),
        "clashes": Clash.objects.count(),
        "done": Duty.objects.filter(end=Duty.DONE).count(),
        "excuses": Excuse.objects.count(),
    }
