"""Adopting a policy: proved first, kept as it was, in force from its day, never edited."""

from datetime import UTC, date, datetime

import pytest
from django.db import transaction
from django.db.models import ProtectedError

from lianxin.ledger.models import Event
from lianxin.policies.actions import adopt_policy
from lianxin.policies.faults import PolicyError
from lianxin.policies.models import Policy
from tests.policies.drafts import GOOD, of_kind, spoil

NOW = datetime(2026, 3, 1, 20, 30, tzinfo=UTC)  # the 2nd in China already


def adopt(text=GOOD, actor=None, now=NOW):
    return adopt_policy(text=text, filename="2026-01-01.yaml", actor=actor, now=now)


def version(number, effective_on):
    return spoil("2026-01-01", effective_on, spoil("id: tiers-test", f"id: tiers-{number}"))


def test_an_adopted_policy_keeps_its_text_and_who_adopted_it(desk):
    policy = Policy.objects.get(pk=adopt(actor=desk).pk)
    assert policy.text == GOOD
    assert (policy.kind, policy.document_id) == ("tiers", "tiers-test")
    assert (policy.effective_on, policy.adopted_on) == (date(2026, 1, 1), date(2026, 3, 2))
    assert policy.adopted_by == desk
    assert policy.is_intact
    assert [rule.id for rule in policy.document.rules] == ["poor", "debt"]
    assert policy.document is Policy.objects.get(pk=policy.pk).document


def test_adoption_is_in_the_ledger(desk):
    policy = adopt(actor=desk)
    event = Event.objects.get(kind="policy.adopted")
    assert (event.subject_id, event.actor_id, event.at) == (policy.pk, desk.pk, NOW)
    assert event.after["document_id"] == "tiers-test"
    assert event.after["sha256"] == policy.sha256


@pytest.mark.django_db
def test_the_same_text_twice_changes_nothing():
    assert adopt().pk == adopt().pk
    assert Policy.objects.count() == 1
    assert Event.objects.count() == 1


@pytest.mark.django_db
def test_an_old_id_cannot_carry_a_new_text():
    adopt()
    with pytest.raises(PolicyError) as caught:
        adopt(spoil("value: 7800", "value: 8500"))
    assert [fault.code for fault in caught.value.faults] == ["already_adopted"]
    assert Policy.objects.get().text == GOOD


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        (spoil("income_per_head < line", "income_per_head < 0"), "never_true", 19),
        (spoil("gives: priority, rules: [poor]", "gives: fine"), "example_fails", 28),
        (of_kind("signals"), "no_prover", 1),
        ("a: &x 1", "alias", 1),
    ],
)
def test_what_does_not_hold_is_not_adopted(text, code, line):
    with pytest.raises(PolicyError) as caught:
        adopt(text)
    assert (caught.value.faults[0].code, caught.value.faults[0].line) == (code, line)
    assert caught.value.filename == "2026-01-01.yaml"
    assert not Policy.objects.exists()
    assert not Event.objects.exists()


@pytest.mark.django_db
def test_the_policy_in_force_is_the_latest_that_has_begun():
    adopt(version("2027", "2027-01-01"))
    adopt(version("2026", "2026-01-01"))
    adopt(version("2026b", "2026-07-01"))

    def in_force(year, month, day):
        policy = Policy.objects.in_force("tiers", date(year, month, day))
        return policy and policy.document_id

    assert in_force(2025, 12, 31) is None
    assert in_force(2026, 1, 1) == "tiers-2026"
    assert in_force(2026, 6, 30) == "tiers-2026"
    assert in_force(2026, 7, 1) == "tiers-2026b"
    assert in_force(2028, 1, 1) == "tiers-2027"
    assert Policy.objects.in_force("benefits", date(2028, 1, 1)) is None


@pytest.mark.django_db
def test_of_two_for_the_same_day_the_one_adopted_last_holds():
    adopt(version("first", "2026-01-01"), now=NOW)
    adopt(version("second", "2026-01-01"), now=NOW)
    assert Policy.objects.in_force("tiers", date(2026, 5, 1)).document_id == "tiers-second"


@pytest.mark.django_db
def test_an_adopted_policy_is_never_edited_or_deleted():
    policy = adopt()
    policy.text = "other"
    with pytest.raises(TypeError, match="never edited"):
        policy.save()
    with pytest.raises(TypeError, match="never edited"):
        policy.delete()
    with pytest.raises(TypeError, match="never edited"):
        Policy.objects.filter(pk=policy.pk).update(text="other")
    with pytest.raises(TypeError, match="never edited"), transaction.atomic():
        Policy.objects.bulk_update([policy], ["text"])
    with pytest.raises(TypeError, match="never edited"):
        Policy.objects.all().delete()
    assert Policy.objects.get().text == GOOD


def test_who_adopted_a_policy_cannot_vanish(desk):
    adopt(actor=desk)
    with pytest.raises(ProtectedError):
        desk.delete()


@pytest.mark.django_db
def test_a_text_changed_behind_our_back_shows():
    policy = adopt()
    policy.text += "#"
    assert not policy.is_intact
