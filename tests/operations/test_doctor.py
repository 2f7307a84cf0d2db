"""`lianxin doctor`: each thing that can be wrong is found, with a remedy."""

import re
from datetime import date, timedelta
from unittest import mock

import pytest
from django.db import connection
from django.utils import timezone

from lianxin.areas.models import Area
from lianxin.cipher import forget_keys
from lianxin.flow import settle
from lianxin.ledger.actions import record
from lianxin.ledger.keys import new_key
from lianxin.ledger.models import Event, Pending
from lianxin.ledger.seal import seal_ledger
from lianxin.operations import doctor
from lianxin.people.models import Staff
from lianxin.policies.catalogue import SHIPPED
from lianxin.policies.models import Policy, fingerprint
from lianxin.problems.complaints.actions import Raised, record_complaint
from lianxin.problems.complaints.models import Step
from lianxin.problems.vocabulary import Channel
from lianxin.registry.actions import add_household
from lianxin.registry.models import Resident
from tests.registry.families import ID_OF_WANG


@pytest.fixture
def problems(district, lianxin):
    """Ask the doctor; returns the codes of what he found, after checking that each comes with a remedy."""

    def problems(*words):
        said = lianxin("doctor", *words)
        assert said.code == (1 if said.answer["problems"] else 0)
        assert all(problem["message"] and problem["remedy"] for problem in said.answer["problems"])
        return [problem["code"] for problem in said.answer["problems"]]

    return problems


def test_a_new_district_is_well(problems):
    assert problems() == []


def test_a_key_of_another_district(problems, district):
    """It is as long as any other, and everything seems to be there."""
    add_household(
        number="HB1",
        area=Area.objects.filter(level="village").first(),
        head={"name": "王有田", "phone": "13900000000"},
        actor=None,
        now=timezone.now(),
    )
    assert problems() == []
    (district / "keys" / "vault.key").write_bytes(b"of another district".ljust(32))
    forget_keys()
    assert problems() == ["key-wrong"]


def test_one_damaged_value_is_not_a_wrong_key(problems, district):
    village = Area.objects.filter(level="village").first()
    for number, phone in (("HB1", "13900000000"), ("HB2", "13900000001")):
        head = {"name": "王有田", "phone": phone, "id_number": ID_OF_WANG if number == "HB1" else ""}
        add_household(number=number, area=village, head=head, actor=None, now=timezone.now())
    first = Resident.objects.order_by("pk").values_list("pk", flat=True)[0]
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE registry_resident SET id_number = phone WHERE id = %s",
            [first if connection.vendor == "postgresql" else first.bytes],
        )
    assert problems() == []


def test_a_missing_key(problems, district):
    (district / "keys" / "seal.key").unlink()
    assert problems() == ["key-missing"]


def test_a_key_that_was_cut_short(problems, district):
    (district / "keys" / "vault.key").write_bytes(b"short")
    assert problems() == ["key-missing"]


def test_a_key_that_others_can_read(problems, district):
    (district / "keys" / "session.key").chmod(0o644)
    assert problems() == ["key-readable"]


def test_tables_that_are_behind(problems):
    with mock.patch.object(doctor.tables, "waiting", return_value=1):
        assert problems() == ["tables-behind"]


def test_a_ledger_that_was_changed(problems):
    first = Event.objects.earliest("id")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE ledger_event SET cause = 'forged' WHERE id = %s", [first.pk])
    assert problems() == ["block-changed"]


def test_an_anchor_that_is_gone(problems, district):
    (district / "anchors" / "ledger.jsonl").unlink()
    assert problems() == ["anchor-missing"]


def test_a_step_with_a_complaint_that_was_changed(problems):
    now = timezone.now()
    village = Area.objects.filter(level="village").first()
    raised = Raised(
        words="收了钱", area=village.pk, channel=Channel.CLERK, raised_at=now, subjects=frozenset()
    )
    record_complaint(raised, actor=None, now=now)
    settle(now=now)
    assert problems() == []
    Step.objects.update(at=now - timedelta(days=1))
    assert problems() == ["complaints-changed"]


def test_a_policy_that_was_changed_after_its_adoption(problems):
    with connection.cursor() as cursor:
        cursor.execute("UPDATE policies_policy SET text = text || '# 改了' WHERE kind = 'tiers'")
    assert problems() == ["policy-changed"]


def test_an_event_that_is_stuck(problems):
    now = timezone.now()
    event = record(kind="thing.happened", actor=None, now=now, subject=("thing", new_key()))
    seal_ledger(now=now)
    Pending.objects.filter(event=event).update(attempts=5)
    assert problems() == ["events-stuck"]


def test_a_district_without_policy_or_people(problems):
    with (
        mock.patch.object(Policy.objects, "filter", return_value=Policy.objects.none()),
        mock.patch.object(Staff, "objects", Staff.objects.none()),
        mock.patch.object(Area, "objects", Area.objects.none()),
    ):
        assert problems() == ["no-areas", "no-staff", "no-policy"]


def adopted_before_limits(name, value, *, effective_on=date(2026, 1, 2), document_id="deadlines-old"):
    """A policy of deadlines as it was adopted before numbers had limits; its line is returned."""
    text = (SHIPPED / "deadlines" / "2026-01-01.yaml").read_text("utf-8")
    text = re.sub(rf"({name}: {{value: )[^,]+", rf"\g<1>{value}", text)
    text = text.replace("id: deadlines-2026-01-01", f"id: {document_id}")
    text = text.replace("effective_on: 2026-01-01", f"effective_on: {effective_on}")
    told = {"kind": "deadlines", "document_id": document_id, "effective_on": effective_on}
    Policy.objects.create(text=text, sha256=fingerprint(text), adopted_on=effective_on, **told)
    return 1 + text[: text.index(f"{name}:")].count("\n")


TOO_MUCH = [("pause_days", 9_000, 366), ("reply_workdays", 90_000, 25_000)]


@pytest.mark.parametrize(("name", "value", "most"), TOO_MUCH)
def test_a_number_that_nobody_can_mean(problems, name, value, most):
    line = adopted_before_limits(name, value)
    assert problems() == ["policy-number"]
    (found,) = [one for one in doctor.examine() if one.code == "policy-number"]
    assert f"办法 deadlines-old 第 {line} 行" in found.message
    assert name in found.message
    assert str(most) in found.message
    assert not found.is_fatal


def test_a_number_of_a_policy_to_come_is_named_and_of_one_that_was_replaced_is_not(problems):
    adopted_before_limits("pause_days", 9_000)
    adopted_before_limits("pause_days", 60, effective_on=date(2026, 1, 3), document_id="deadlines-mended")
    adopted_before_limits("pause_days", 8_000, effective_on=date(2100, 1, 1), document_id="deadlines-next")
    assert problems() == ["policy-number"]
    (found,) = [one for one in doctor.examine() if one.code == "policy-number"]
    assert "deadlines-next" in found.message


def test_settings_that_are_not_safe(problems, settings):
    settings.LIANXIN_INSECURE = False
    settings.SESSION_COOKIE_SECURE = False
    assert "security.W012" in problems()


@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="about SQLite")
def test_an_sqlite_that_several_processes_would_break(problems):
    with mock.patch.object(doctor.sqlite3, "sqlite_version_info", (3, 40, 1)):
        assert problems("--processes", "2") == ["sqlite-wal-reset"]
        assert problems("--processes", "1") == []


def test_what_was_found_is_shown_with_its_remedy(district, capsys):
    from lianxin import cli

    (district / "keys" / "seal.key").unlink()
    capsys.readouterr()
    assert cli.main(["doctor"]) == 1
    shown = capsys.readouterr().out
    assert "seal.key" in shown
    assert "→" in shown
