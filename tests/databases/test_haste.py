"""Nothing of the haste may stay behind; tests/demo/test_commands.py looks at a real file made in it."""

import gc

import pytest
from django.db import connection

from lianxin.databases.haste import collecting_seldom, writing_in_haste


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
