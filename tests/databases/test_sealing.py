"""Many values sealed at once are sealed as one alone is."""

import pytest

from lianxin.cipher import decrypt, encrypt_all
from lianxin.people.vault import VaultError
from lianxin.visits.models import Item, Visit

PLACE = "visits_item.text"


@pytest.mark.parametrize("cipher", ["AES-GCM", "SM4-GCM"])
def test_each_opens_in_its_place_and_nowhere_else(settings, cipher):
    settings.LIANXIN_CIPHER = cipher
    words = [f"屋顶漏水 {number}".encode() for number in range(100)]
    sealed = encrypt_all(words, PLACE)
    assert [decrypt(one, PLACE) for one in sealed] == words
    with pytest.raises(VaultError):
        decrypt(sealed[0], "visits_visit.told")


@pytest.mark.parametrize("cipher", ["AES-GCM", "SM4-GCM"])
def test_no_two_share_a_nonce(settings, cipher):
    settings.LIANXIN_CIPHER = cipher
    sealed = encrypt_all([b"the same"] * 1000, PLACE)
    assert len({one[1:13] for one in sealed}) == len(set(sealed)) == 1000


def test_nothing_stays_nothing():
    assert encrypt_all([None, b"words", None], PLACE)[::2] == [None, None]
    assert encrypt_all([], PLACE) == []


def test_a_column_is_prepared_as_its_values_are_one_by_one():
    text, told = Item._meta.get_field("text"), Visit._meta.get_field("told")
    sealed = text.get_db_prep_column(["要一副拐杖", "", "路不好走"])
    assert [text.from_db_value(one, None, None) for one in sealed] == ["要一副拐杖", "", "路不好走"]
    (kept,) = told.get_db_prep_column([{"answers": [{"value": "true"}]}])
    assert told.from_db_value(kept, None, None) == {"answers": [{"value": "true"}]}
