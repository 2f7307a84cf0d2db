"""Who lives where, who they are, and who saw what is masked (promise 9's part: unreadable at rest)."""

from datetime import date

import pytest
from django.db import connection

from lianxin.ledger.models import Event
from lianxin.people.vault import VaultError, blind_index, decrypt, encrypt, uncover
from lianxin.registry.actions import add_household, add_resident, correct_resident, new_resident, reveal
from lianxin.registry.models import Household, Resident
from lianxin.registry.values import ValueRefused
from lianxin.registry.vocabulary import Relation, Sex
from tests.registry.families import ID_OF_WANG, NOW, PHONE_OF_WANG, member

pytestmark = pytest.mark.django_db
BY = {"actor": None, "now": NOW}


def test_a_second_household_under_one_number_is_refused(areas, wang):
    with pytest.raises(ValueRefused, match="HB000001"):
        add_household(number="HB000001", area=areas["V2"], head={"name": "张三"}, **BY)

    assert Household.objects.count() == 1


def test_a_second_head_is_refused(wang):
    with pytest.raises(ValueRefused, match="王有田"):
        add_resident(wang, name="张三", relation=Relation.HEAD, **BY)


def test_an_id_number_belongs_to_one_person_on_the_register(wang, li):
    with pytest.raises(ValueRefused, match="HB000001"):
        add_resident(li, name="张三", relation=Relation.OTHER, id_number=ID_OF_WANG, **BY)


def test_a_corrected_name_is_found_under_its_new_spelling(wang, desk):
    from lianxin.registry.search import find_residents

    correct_resident(member(wang, "曾秀兰"), name="单秀兰", reason="写错了", **BY)

    assert [found.name for found in find_residents("sxl", desk)] == ["单秀兰"]
    assert [found.name for found in find_residents("秀兰", desk)] == ["单秀兰"]
    assert find_residents("zxl", desk) == []


def test_the_ledger_says_that_a_phone_changed_and_not_to_what(wang):
    correct_resident(wang.head, phone="10087654321", birth_on=date(1961, 1, 1), reason="换号", **BY)

    event = Event.objects.last()
    assert event.after["phone"] == "changed"
    assert (event.before["birth_on"], event.after["birth_on"]) == ("1960-01-01", "1961-01-01")
    assert "10087654321" not in event.after_json + event.before_json


def test_the_reason_of_a_correction_is_kept_and_unreadable_at_rest(wang):
    correct_resident(wang.head, phone="10087654321", reason="老伴病了换的号", **BY)

    event = Event.objects.last()
    assert "老伴" not in event.after_json + event.reason
    assert uncover(event.after["words"], "ledger.words") == "老伴病了换的号"


def test_a_correction_that_changes_nothing_is_not_an_event(wang):
    events = Event.objects.count()

    correct_resident(wang.head, name="王有田", phone=PHONE_OF_WANG, reason="", **BY)

    assert Event.objects.count() == events


def test_a_reveal_returns_the_number_and_is_written_down(wang, worker):
    shown = reveal(wang.head, "phone", purpose="visit", actor=worker, now=NOW)

    event = Event.objects.get(kind="resident.revealed")
    assert shown == PHONE_OF_WANG
    assert (event.actor_id, event.reason, event.after["field"]) == (worker.pk, "visit", "phone")
    assert event.subject_id == wang.pk
    assert PHONE_OF_WANG not in event.after_json


def test_a_reveal_without_a_purpose_is_refused(wang, worker):
    with pytest.raises(ValueRefused, match="用途"):
        reveal(wang.head, "phone", purpose="", actor=worker, now=NOW)

    assert not Event.objects.filter(kind="resident.revealed").exists()


def stored(column, resident):
    with connection.cursor() as cursor:
        key = resident.pk if connection.vendor == "postgresql" else resident.pk.bytes
        cursor.execute(f"SELECT {column} FROM registry_resident WHERE id = %s", [key])
        return bytes(cursor.fetchone()[0])


def test_id_numbers_and_phones_are_ciphertext_at_rest(wang):
    for column, secret in [("id_number", ID_OF_WANG), ("phone", PHONE_OF_WANG)]:
        assert secret.encode() not in stored(column, wang.head)
        assert secret.encode() not in stored(
            column.replace("number", "index") if column == "id_number" else "phone_index", wang.head
        )


def test_equal_phones_have_different_ciphertexts_and_the_same_index(wang, li):
    add_resident(li, name="李小", relation=Relation.CHILD, phone=PHONE_OF_WANG, **BY)
    twin = Resident.objects.get(name="李小")

    assert stored("phone", twin) != stored("phone", wang.head)
    assert bytes(twin.phone_index) == bytes(wang.head.phone_index) == blind_index("phone", PHONE_OF_WANG)


def test_a_value_moved_to_another_column_does_not_open():
    sealed = encrypt(b"610998", "registry_resident.id_number")

    with pytest.raises(VaultError, match=r"registry_resident\.phone"):
        decrypt(sealed, "registry_resident.phone")


def test_a_changed_ciphertext_does_not_open():
    sealed = bytearray(encrypt(b"secret", "a.b"))
    sealed[-1] ^= 1

    with pytest.raises(VaultError):
        decrypt(bytes(sealed), "a.b")


def test_sm4_writes_what_it_reads_and_old_values_stay_readable(settings):
    old = encrypt("旧值".encode(), "a.b")
    settings.LIANXIN_CIPHER = "SM4-GCM"
    new = encrypt("新值".encode(), "a.b")

    assert (old[0], new[0]) == (1, 2)
    assert decrypt(old, "a.b").decode() == "旧值"
    assert decrypt(new, "a.b").decode() == "新值"
    with pytest.raises(VaultError):
        decrypt(new[:-1] + bytes([new[-1] ^ 1]), "a.b")


def test_an_index_of_an_id_number_is_not_that_of_a_phone():
    assert blind_index("phone", "100") != blind_index("id_number", "100")


def test_every_part_of_a_new_resident_stands_in_its_column(wang):
    who = {"name": "曾小明", "relation": Relation.CHILD, "sex": Sex.MALE, "birth_on": date(2001, 2, 3)}
    resident = new_resident(wang, **who, id_number="610998200102030011", phone="10000000001")
    spelling = {"pinyin": "zengxiaoming", "initials": "zxm"}
    secrets = {"id_number": "610998200102030011", "phone": "10000000001"}
    indexes = {
        "id_index": blind_index("id_number", secrets["id_number"]),
        "phone_index": blind_index("phone", secrets["phone"]),
    }
    plain = {"name": "曾小明", "relation": "child", "sex": "m", "birth_on": date(2001, 2, 3)}
    expected = Resident(id=resident.pk, household=wang, **plain, **spelling, **secrets, **indexes)
    columns = [field.attname for field in Resident._meta.concrete_fields]
    assert [getattr(resident, name) for name in columns] == [getattr(expected, name) for name in columns]
    assert resident.pk
    assert resident._state.adding
