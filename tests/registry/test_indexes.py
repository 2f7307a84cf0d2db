"""Whom a cadre has in his care is found by an index, not by walking through the register."""

import pytest
from django.db import connection
from django.db.models import Count

from lianxin.areas.models import Area
from lianxin.planning.models import Duty
from lianxin.registry.models import Household


def plan_of(rows):
    sql, values = rows.order_by().query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN {sql}", values)
        return " ".join(row[3] for row in cursor.fetchall())


@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="PostgreSQL proves the condition by itself")
def test_what_a_cadre_keeps_hands_over_or_goes_along_to_is_found_by_an_index(worker):
    assert "household_kept" in plan_of(Household.objects.filter(keeper=worker))
    assert "household_handing_over" in plan_of(Household.objects.filter(handing_over=worker))
    assert "duty_companion" in plan_of(Duty.objects.filter(companion=worker))
    assert "household_kept" in plan_of(Household.objects.seen_by(worker).present())


@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="PostgreSQL chooses by its statistics")
def test_what_a_district_is_counted_by_is_read_from_an_index_alone(worker):
    kept = Household.objects.present().filter(keeper__isnull=False)
    assert "COVERING INDEX household_kept" in plan_of(kept.values("keeper").annotate(number=Count("*")))
    spring = Duty.objects.filter(end=Duty.DONE, ended_on__range=("2026-03-01", "2026-05-31"))
    seen = spring.filter(area__in=Area.objects.values("pk"))
    by_area = seen.values("area").annotate(number=Count("household", distinct=True))
    assert "COVERING INDEX duty_ended_in (area_id=? AND ended_on>?" in plan_of(by_area)
