"""Keys: version 7, in order of time, sixteen bytes."""

import copy
import pickle
import uuid

import pytest

from lianxin.ledger.keys import key_of, new_key, new_keys
from lianxin.ledger.models import Event

MOMENT = 1_790_000_000_000


def test_a_key_is_a_version_7_uuid_of_its_moment():
    key = new_key(MOMENT)

    assert key.version == 7
    assert key.variant == uuid.RFC_4122
    assert key.int >> 80 == MOMENT


def test_keys_sort_by_the_moment_they_were_made_in():
    keys = [new_key(MOMENT + offset) for offset in range(100)]

    assert keys == sorted(keys)


def test_keys_of_one_moment_differ():
    assert len({new_key(MOMENT) for _ in range(10_000)}) == 10_000


def test_many_keys_are_as_good_as_single_ones_and_in_order():
    earlier, keys, later = new_key(), new_keys(10_000), new_key()

    assert len(set(keys)) == 10_000
    assert keys == sorted(keys)
    assert earlier.int >> 80 <= keys[0].int >> 80 == keys[-1].int >> 80 <= later.int >> 80
    assert {(key.version, key.variant) for key in keys} == {(7, uuid.RFC_4122)}


def test_a_key_read_from_the_database_is_like_any_other_uuid():
    known = new_key()
    read = key_of(known.bytes)

    assert (read, hash(read), str(read), read.is_safe) == (known, hash(known), str(known), known.is_safe)
    assert pickle.loads(pickle.dumps(read)) == copy.deepcopy(read) == known
    with pytest.raises(ValueError, match="not 15"):
        key_of(known.bytes[1:])


@pytest.mark.django_db
def test_a_key_comes_back_as_it_went_and_can_be_searched(django_assert_num_queries):
    from django.db import connection
    from django.utils import timezone

    key = new_key()
    Event.objects.create(kind="thing.happened", at=timezone.now(), subject_kind="thing", subject_id=key)

    assert Event.objects.get(subject_id=key).subject_id == key
    assert Event.objects.get(subject_id=str(key)).subject_id == key
    assert Event.objects.filter(subject_id__in=[key, new_key()]).count() == 1
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("SELECT length(subject_id) FROM ledger_event")
            assert cursor.fetchone() == (16,)
