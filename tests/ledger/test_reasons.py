"""What somebody typed as a reason is ciphertext in the ledger; a code of the software stands in clear."""

from datetime import UTC, datetime
from importlib import import_module
from types import SimpleNamespace

import pytest
from django.db import connection
from django.db.models import QuerySet

from lianxin import keyring
from lianxin.cipher import VaultError
from lianxin.ledger import seal
from lianxin.ledger.actions import Note, record, record_many
from lianxin.ledger.keys import new_key
from lianxin.ledger.models import Event

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
TYPED = "他儿子有精神病，电话 17900000001"
MIGRATION = import_module("lianxin.ledger.migrations.0003_sealed_reasons")


@pytest.fixture(autouse=True)
def own_keys(settings, tmp_path):
    keyring.make_keys(tmp_path)
    settings.LIANXIN_HOME = tmp_path


def happen(kind="thing.happened", **why):
    return record(kind=kind, actor=None, now=NOW, subject=("thing", new_key()), **why)


def stored(event):
    with connection.cursor() as cursor:
        cursor.execute("SELECT cause, words FROM ledger_event WHERE id = %s", [event.pk])
        cause, words = cursor.fetchone()
    return cause, None if words is None else bytes(words)


def test_a_typed_reason_is_stored_as_ciphertext_and_read_as_it_was_typed():
    event = happen(reason=TYPED)
    cause, words = stored(event)
    assert cause == ""
    assert TYPED.encode() not in words
    assert event.reason == Event.objects.get(pk=event.pk).reason == TYPED


def test_the_same_reason_twice_is_not_the_same_ciphertext():
    assert stored(happen(reason=TYPED))[1] != stored(happen(reason=TYPED))[1]


def test_a_cause_stands_in_clear_and_can_be_asked_for():
    event = happen(cause="cadre 2026-03-02")
    assert stored(event) == ("cadre 2026-03-02", None)
    assert Event.objects.get(cause="cadre 2026-03-02").reason == "cadre 2026-03-02"


def test_an_event_without_a_reason_has_none():
    assert stored(happen()) == ("", None)
    assert Event.objects.get().reason == ""


@pytest.mark.parametrize(
    "typed", ["他有病", "Wang Wu", "ill, poor", "17900000001", "cadre 是他", "a b", "a\n"]
)
def test_what_was_typed_does_not_pass_for_a_cause(typed):
    with pytest.raises(ValueError, match="a cause is a code"):
        happen(cause=typed)


def test_a_cause_and_a_reason_are_not_both_taken():
    with pytest.raises(ValueError, match="stands alone"):
        record_many([Note("thing.happened", "thing", None, cause="added", reason=TYPED)], actor=None, now=NOW)


def test_a_reason_exchanged_for_another_that_opens_breaks_the_seal():
    event, other = happen(reason=TYPED), happen(reason="换了手机")
    seal.seal_ledger(now=NOW)
    put(event, stored(other)[1])
    assert Event.objects.get(pk=event.pk).reason == "换了手机"
    assert [found.code for found in seal.check_ledger()] == ["block-changed"]


def test_a_reason_that_no_longer_opens_breaks_its_own_seal_and_holds_nothing_up():
    event = happen(reason=TYPED)
    seal.seal_ledger(now=NOW)
    put(event, b"\x01" + bytes(40))
    with pytest.raises(VaultError):
        assert Event.objects.get(pk=event.pk).reason
    put(happen(reason=TYPED), b"\x01")
    assert seal.seal_ledger(now=NOW) == 1
    assert [found.block for found in seal.check_ledger()] == [1]


def test_reasons_encrypted_anew_keep_their_seal():
    event = happen(reason=TYPED)
    seal.seal_ledger(now=NOW)
    put(event, stored(happen(reason=TYPED))[1])
    assert seal.check_ledger() == []


def put(event, words, cause=""):
    """Behind the software's back."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE ledger_event SET cause = %s, words = %s WHERE id = %s", [cause, words, event.pk]
        )


@pytest.fixture
def from_before():
    """Events as they were written when every reason stood in clear, under a seal of that time."""
    told = {
        happen("device.revoked"): TYPED,
        happen("household.paired"): "包片联系", happen("post.ended"): "retired",
        happen("facts.changed"): "cadre 2026-03-02", happen("household.changed"): "area.merged", happen(): "",
    }  # fmt: skip
    for event, said in told.items():
        put(event, None, said)
    seal.seal_ledger(now=NOW)
    return {event.pk: said for event, said in told.items()}


def migrate(step):
    """Run a step of the migration; the model of that time had a queryset that could update."""
    historic = SimpleNamespace(get_model=lambda *_: SimpleNamespace(objects=QuerySet(Event)))
    step(historic, SimpleNamespace(connection=connection))


def test_a_ledger_from_before_is_sealed_and_its_chain_still_holds(from_before):
    migrate(MIGRATION.seal)
    assert {event.pk: event.reason for event in Event.objects.all()} == from_before
    assert {stored(event)[0] for event in Event.objects.all()} == {"", "cadre 2026-03-02", "area.merged"}
    assert seal.check_ledger() == []


def test_the_migration_can_be_taken_back(from_before):
    migrate(MIGRATION.seal)
    migrate(MIGRATION.open_again)
    assert {event.pk: stored(event)[0] for event in Event.objects.all()} == from_before
    assert seal.check_ledger() == []
