"""Batches: many households at once, and a journal that puts the tables back exactly."""

import pytest
from django.core import serializers

from lianxin.ledger.keys import new_key
from lianxin.registry.actions import (
    Batch,
    FactRow,
    Journal,
    NewFact,
    UndoRefused,
    new_resident,
    record_facts,
    undo_batch,
    write_batch,
)
from lianxin.registry.models import Fact, Household, NameTail, Resident
from lianxin.registry.vocabulary import Relation, Source
from tests.registry.families import NOW, TODAY, member

pytestmark = pytest.mark.django_db
BY = {"actor": None, "now": NOW}


def dump():
    return [
        serializers.serialize("json", model.objects.order_by("pk")) for model in (Household, Resident, Fact)
    ] + [sorted(NameTail.objects.values_list("resident", "name", "pinyin", "initials"))]


def fact(household, value):
    return FactRow(new_key(), household.pk, None, "income_per_head", value, TODAY, "import", "", NOW, None)


@pytest.fixture
def batch(wang, areas):
    """A new household, a renamed resident with a new phone, a moved household and a renewed fact."""
    record_facts(wang, [NewFact("income_per_head", 3100)], observed_on=TODAY, source=Source.CADRE, **BY)
    old = wang.facts.get()
    new = Household(number="N1", area=areas["V2"], created_at=NOW)
    head = new_resident(new, name="张新来", relation=Relation.HEAD, phone="10000000001")
    son = member(wang, "王小明")
    before = {"name": son.name, "pinyin": son.pinyin, "initials": son.initials}
    before |= {"phone": son.phone, "phone_index": son.phone_index}
    from lianxin.registry.actions.people import set_name, set_secret

    set_name(son, "王晓明")
    set_secret(son, "phone", "10000000002")
    wang.group_name = "三组"
    return Batch(
        households=[new],
        residents=[head],
        facts=[fact(new, "5000"), fact(wang, "4000")],
        retired=[old.pk],
        changed=[(son, before), (wang, {"group_name": "二组"})],
    )


def test_a_batch_is_written(batch, wang):
    write_batch(batch, [], **BY)

    assert Household.objects.get(number="N1").head.name == "张新来"
    assert wang.facts.current().get().value == "4000"
    assert Resident.objects.get(name="王晓明").phone == "10000000002"
    assert NameTail.objects.filter(name="晓明").exists()
    assert not NameTail.objects.filter(name="小明").exists()


def test_undo_returns_the_tables_as_they_were(batch):
    before = dump()
    journal = write_batch(batch, [], **BY)
    assert dump() != before

    undo_batch(journal, [], **BY)

    after = dump()
    for table_before, table_after in zip(before[:3], after[:3], strict=True):
        readable = [list(serializers.deserialize("json", table)) for table in (table_before, table_after)]
        assert len(readable[0]) == len(readable[1])
    assert after == before


def test_control_an_undo_that_forgets_the_retired_facts_is_caught(batch):
    before = dump()
    journal = write_batch(batch, [], **BY).to_json() | {"retired": []}

    undo_batch(Journal(**journal), [], **BY)

    assert dump() != before


def test_undo_is_refused_when_a_written_fact_was_superseded(batch, wang):
    journal = write_batch(batch, [], **BY)
    record_facts(wang, [NewFact("income_per_head", 9000)], observed_on=TODAY, source=Source.CADRE, **BY)
    after = dump()

    with pytest.raises(UndoRefused) as refused:
        undo_batch(journal, [], **BY)

    assert refused.value.households == ("HB000001",)
    assert dump() == after


def test_undo_is_refused_when_a_new_household_has_got_facts_since(batch):
    journal = write_batch(batch, [], **BY)
    new = Household.objects.get(number="N1")
    record_facts(new, [NewFact("water_is_safe", True)], observed_on=TODAY, source=Source.CADRE, **BY)

    with pytest.raises(UndoRefused) as refused:
        undo_batch(journal, [], **BY)

    assert refused.value.households == ("N1",)


def test_undo_is_refused_when_a_corrected_name_was_corrected_again(batch, wang):
    journal = write_batch(batch, [], **BY)
    Resident.objects.filter(name="王晓明").update(name="王小名")

    with pytest.raises(UndoRefused):
        undo_batch(journal, [], **BY)


def test_a_batch_knows_whether_there_is_anything_to_write():
    assert not Batch()
    assert Batch(retired=[new_key()])


def test_the_columns_of_a_fact_stand_in_the_order_of_its_table():
    assert FactRow._fields == tuple(field.attname for field in Fact._meta.concrete_fields)
