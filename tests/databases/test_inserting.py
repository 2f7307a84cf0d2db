"""Inserting many rows must leave exactly what `bulk_create` leaves, on both databases."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from django.db import IntegrityError, connection, transaction

from lianxin.databases.inserting import MANY, MARKS, insert_many, insert_rows
from lianxin.ledger.keys import new_key
from lianxin.registry.actions import new_resident
from lianxin.registry.models import Fact, Household, NameTail, Resident
from lianxin.registry.vocabulary import Relation, Sex
from tests.registry.families import NOW, TODAY

pytestmark = pytest.mark.django_db
ELSEWHERE = datetime(2026, 3, 2, 1, 2, 3, 456789, tzinfo=timezone(timedelta(hours=8)))


def household(area, number, **fields):
    return Household(number=number, area=area, created_at=ELSEWHERE, longitude=108.5, note="难处", **fields)


def resident(home):
    return new_resident(
        home,
        name="王田",
        relation=Relation.HEAD,
        sex=Sex.MALE,
        birth_on=date(1950, 1, 2),
        phone="10000000001",
    )


def fact(home, **fields):
    return Fact(
        household=home, indicator="housing_is_safe", value="true", observed_on=TODAY,
        source="import", source_note="口头", recorded_at=NOW, **fields,
    )  # fmt: skip


def stored(model, key):
    """The row as it lies in the database, ciphertext left out because each has a nonce of its own."""
    secret = {"note", "id_number", "phone", "source_note"}
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {model._meta.db_table}")
        names = [column[0] for column in cursor.description]
        rows = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
    own = key if connection.vendor == "postgresql" else key.bytes
    (row,) = [row for row in rows if row["id"] == own]
    return {
        name: value for name, value in row.items() if name not in secret | {"id", "number", "household_id"}
    }


def test_a_row_is_the_one_that_bulk_create_would_write(areas):
    slow, fast = household(areas["V1"], "S"), household(areas["V1"], "F")
    Household.objects.bulk_create([slow])
    insert_many([fast])
    assert stored(Household, slow.pk) == stored(Household, fast.pk)

    for model, make in [(Resident, resident), (Fact, fact)]:
        one, two = make(slow), make(fast)
        model.objects.bulk_create([one])
        insert_many([two])
        assert stored(model, one.pk) == stored(model, two.pk)


def test_everything_reads_back_as_it_went_in(areas):
    home = household(areas["V1"], "F", state="merged", merged_into=None)
    insert_many([home])
    insert_many([resident(home)])

    found = Household.objects.get(number="F")
    assert (found.created_at, found.note, found.longitude) == (ELSEWHERE.astimezone(UTC), "难处", 108.5)
    assert (found.residents.get().phone, found.residents.get().birth_on) == ("10000000001", date(1950, 1, 2))


def test_a_broken_rule_of_the_database_is_an_error(areas):
    insert_many([household(areas["V1"], "F")])

    with pytest.raises(IntegrityError), transaction.atomic():
        insert_many([household(areas["V1"], "F")])
    with pytest.raises(IntegrityError), transaction.atomic():
        insert_many([fact(Household(pk=new_key()))])


def test_nothing_to_insert_is_nothing_done(django_assert_num_queries):
    with django_assert_num_queries(0):
        insert_many([])


@pytest.mark.parametrize("count", [1, 2, MARKS // 12 - 1, MARKS // 12, MARKS // 12 * 3 + 1])
def test_every_row_arrives_once_whether_or_not_the_last_statement_is_full(areas, count):
    home = household(areas["V1"], "H")
    insert_many([home])
    facts = [fact(home, is_current=False) for _ in range(count)]
    for at, one in enumerate(facts):
        one.value = str(at)
    insert_many(facts)
    assert dict(Fact.objects.values_list("pk", "value")) == {one.pk: one.value for one in facts}


@pytest.mark.parametrize("count", [MANY - 1, MANY, MARKS // 12 + MANY])
def test_what_is_the_same_in_all_rows_and_what_differs_both_arrive(areas, count):
    home = household(areas["V1"], "H")
    insert_many([home])
    facts = [fact(home, is_current=False) for _ in range(count)]
    for at, one in enumerate(facts):
        one.source_note, one.observed_on = ("" if at % 2 else f"口头{at}"), TODAY - timedelta(days=at % 3)
    insert_many(facts)
    columns = ("pk", "household", "value", "observed_on", "source_note", "recorded_at", "retracted_at")
    assert sorted(Fact.objects.values_list(*columns)) == sorted(
        (one.pk, home.pk, "true", one.observed_on, one.source_note, NOW, None) for one in facts
    )


def test_rows_that_are_alike_in_everything_the_database_does_not_count_are_all_inserted(areas):
    home = household(areas["V1"], "H")
    who = resident(home)
    insert_many([home])
    insert_many([who])
    NameTail.objects.all().delete()
    insert_rows(NameTail, [(who.pk, "田", "tian", "t")] * (MANY + 3))
    assert NameTail.objects.filter(resident=who, name="田").count() == MANY + 3


def test_one_json_value_that_rows_share_is_written_into_each(areas):
    """Shared or equal, the same stands in every row; and None stays nothing."""
    from lianxin.databases.inserting import prepared_columns
    from lianxin.planning.models import Duty

    shared, field = {"tier": "fine", "times": 3}, Duty._meta.get_field("why")
    column = [shared, dict(shared), None, shared, {"tier": "watch"}]
    written = [value for (value,) in prepared_columns([field], [column])]
    plain = [None if one is None else field.get_db_prep_save(one, connection) for one in column]
    assert list(map(str, written)) == list(map(str, plain))
