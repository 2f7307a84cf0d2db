"""Whom a cadre has in his care is found by an index, not by walking through the register."""

import pytest
from django.db import connection

from lianxin.planning.models import Duty
from lianxin.registry.models import Household


def plan_of(rows):
    sql, values = rows.order_by().query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN {sql}", values)
        return " ".join(row[3] for row in cursor.fetchall())


@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="PostgreSQL proves the condition by itself")
def test_what_a_cadre_keeps_hands_over_or_goes_along_to_is_found_by_an_index(worker):
    assert "household_keeper" in plan_of(Household.objects.filter(keeper=worker))
    assert "household_handing_over" in plan_of(Household.objects.filter(handing_over=worker))
    assert "duty_companion" in plan_of(Duty.objects.filter(companion=worker))
    assert "household_keeper" in plan_of(Household.objects.seen_by(worker).present())
