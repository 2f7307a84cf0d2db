"""Why a switch was asked for is ciphertext at rest, and old reasons become so."""

from importlib import import_module
from types import SimpleNamespace

import pytest
from django.db import connection
from django.utils import timezone

from lianxin.switches.actions import set_switch
from lianxin.switches.models import SwitchChange

pytestmark = pytest.mark.django_db
TYPED = "他儿子有精神病，电话 17900000001"
MIGRATION = import_module("lianxin.switches.migrations.0002_sealed_reasons")


def asked():
    return set_switch(code="photos", value="on", reason=TYPED, actor=None, now=timezone.now())


def stored(change):
    with connection.cursor() as cursor:
        cursor.execute("SELECT words FROM switches_switchchange WHERE code = %s", [change.code])
        return bytes(cursor.fetchone()[0])


def test_a_reason_is_stored_as_ciphertext_and_read_as_it_was_typed():
    change = asked()
    assert SwitchChange.objects.get().reason == change.reason == TYPED
    assert TYPED.encode() not in stored(change)


def test_an_empty_reason_is_stored_as_nothing():
    SwitchChange.objects.create(code="photos", value="on", reason="", asked_at=timezone.now())
    found = SwitchChange.objects.get()
    assert (found.words, found.reason) == (None, "")


class Old:
    """Rows as the migration finds them: a reason in clear, and no words yet."""

    def __init__(self, reason):
        self.pk, self.reason, self.words, self.filters = 1, reason, None, []

    def using(self, _alias):
        return self

    exclude = only = filter = lambda self, *_names, **_values: self

    def iterator(self, _size):
        return [self]

    def update(self, **values):
        self.__dict__.update(values)


def test_an_old_reason_is_sealed_so_that_the_model_opens_it_and_can_be_opened_again():
    old = Old(TYPED)
    apps = SimpleNamespace(get_model=lambda *_names: SimpleNamespace(objects=old))
    editor = SimpleNamespace(connection=SimpleNamespace(alias="default", vendor="postgresql"))
    MIGRATION.seal(apps, editor)
    assert old.reason == ""
    assert TYPED.encode() not in old.words
    assert SwitchChange(code="photos", value="on", words=old.words).reason == TYPED
    MIGRATION.open_again(apps, editor)
    assert (old.reason, old.words) == (TYPED, None)
