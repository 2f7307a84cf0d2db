"""Nothing of the haste may stay behind; tests/demo/test_commands.py looks at a real file made in it."""

import gc

import pytest
from django.db import connection

from lianxin import keyring
from lianxin.databases import tables
from lianxin.databases.haste import CACHE_KIB, Indexes, collecting_seldom, writing_in_haste
from lianxin.registry.models import Resident


def stumble():
    raise ZeroDivisionError


def test_cycles_are_collected_as_before_even_after_a_stumble():
    before = gc.get_threshold()

    with collecting_seldom():
        assert gc.get_threshold()[0] > before[0]
    assert gc.get_threshold() == before

    with pytest.raises(ZeroDivisionError), collecting_seldom():
        stumble()
    assert gc.get_threshold() == before


@pytest.mark.django_db
def test_inside_a_transaction_nothing_changes():
    def safety():
        with connection.cursor() as cursor:
            cursor.execute(
                "PRAGMA synchronous" if connection.vendor == "sqlite" else "SHOW synchronous_commit"
            )
            return cursor.fetchone()

    before = safety()
    with writing_in_haste():
        assert safety() == before


def indexes_of(model):
    with connection.cursor() as cursor:
        return set(connection.introspection.get_constraints(cursor, model._meta.db_table))


@pytest.mark.django_db(transaction=True)
def test_indexes_are_all_there_when_the_table_is_filled():
    before = indexes_of(Resident)
    last = Indexes("resident_name", "resident_phone")
    gone = before - indexes_of(Resident)
    last.build()
    assert gone == ({"resident_name", "resident_phone"} if connection.vendor == "sqlite" else set())
    assert indexes_of(Resident) == before
    last.build()


def test_after_indexes_were_sorted_in_small_pieces_haste_goes_on_as_before(elsewhere):
    def cache():
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA cache_size")
            return cursor.fetchone()[0]

    with elsewhere() as home:
        keyring.make_keys(home)
        tables.build()
        if connection.vendor != "sqlite":
            return
        with writing_in_haste():
            last = Indexes("resident_name", "resident_phone")
            assert cache() == -CACHE_KIB
            last.build()
            assert cache() == -CACHE_KIB
