"""Correcting who somebody is, so that a class that hangs on his age can be judged."""

import pytest

from lianxin.ledger.models import Event
from lianxin.registry.identity import check_character
from tests.desk.district import ALL_WELL, content, know
from tests.registry.families import ID_OF_WANG, PHONE_OF_WANG, member

pytestmark = pytest.mark.django_db

ID_OF_SON = "61099820000101001" + check_character("61099820000101001")
FULL_WIDTH = ID_OF_SON.translate({ord(digit): ord(digit) + 0xFEE0 for digit in "0123456789X"})
WRONG_ID = ID_OF_SON[:-1] + ("0" if ID_OF_SON[-1] != "0" else "1")


def given(**more):
    fields = {
        "name": "王小明",
        "sex": "m",
        "birth_on": "",
        "id_number": "",
        "phone": "",
        "reason": "看过户口簿",
    }
    return fields | more


def correct(client, resident, **more):
    return client.post(f"/residents/{resident.pk}/correction/", given(**more), follow=True)


def test_a_day_of_birth_is_filled_in_and_no_longer_asked(enter, town_head, wang, policy):
    know(wang, **ALL_WELL | {"income_per_head": 9000})
    client, son = enter(town_head), member(wang, "王小明")
    page = content(correct(client, son, birth_on="2001-05-05"))
    assert "已更正王小明的登记信息。" in page
    assert "王小明 · 出生日期" not in page
    assert "25 岁" in page


def test_masked_numbers_stay_when_nothing_is_typed(enter, town_head, wang):
    correct(enter(town_head), wang.head, name="王有田", birth_on="1960-01-01")
    wang.head.refresh_from_db()
    assert (wang.head.id_number, wang.head.phone) == (ID_OF_WANG, PHONE_OF_WANG)


def test_the_form_does_not_show_the_masked_numbers(enter, town_head, wang):
    html = enter(town_head).get(f"/residents/{wang.head.pk}/correction/").content.decode()
    assert ID_OF_WANG not in html
    assert PHONE_OF_WANG not in html


def test_an_id_number_fills_in_the_day_of_birth(enter, town_head, wang):
    son = member(wang, "王小明")
    correct(enter(town_head), son, id_number=FULL_WIDTH)
    son.refresh_from_db()
    assert (son.id_number, str(son.birth_on)) == (ID_OF_SON, "2000-01-01")


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"id_number": WRONG_ID}, "校验码不对"),
        ({"id_number": ID_OF_SON, "birth_on": "1999-01-01"}, "和身份证号里的出生日期不一样"),
        ({"birth_on": "2999-01-01"}, "这一天还没到"),
        ({"phone": "12"}, "电话要填 11 位手机号"),
        ({"name": ""}, "必填"),
        ({"reason": ""}, "必填"),
    ],
)
def test_what_cannot_be_right_is_refused_in_words(enter, town_head, wang, wrong, words):
    son = member(wang, "王小明")
    assert words in content(correct(enter(town_head), son, **wrong))
    son.refresh_from_db()
    assert (son.id_number, son.birth_on, son.phone) == ("", None, "")


def test_whose_id_number_it_is_is_not_told(enter, town_head, wang):
    client = enter(town_head)
    correct(client, member(wang, "王小明"), id_number=ID_OF_SON)
    page = content(correct(client, member(wang, "曾秀兰"), name="曾秀兰", id_number=ID_OF_SON))
    assert "已经登记在另一个人名下" in page
    assert "王小明" not in page


def test_the_story_says_that_a_number_changed_and_not_to_what(enter, town_head, wang):
    client, son = enter(town_head), member(wang, "王小明")
    page = content(correct(client, son, phone="13900000000", birth_on="2001-05-05"))
    assert "更正王小明的" in page
    assert "0000000" not in Event.objects.latest("id").after_json


def test_a_collector_may_not(enter, worker, wang):
    assert correct(enter(worker), wang.head).status_code == 403


def opened_form(client, resident):
    """The form as a browser sends it when nothing is typed but the reason."""
    fields = client.get(f"/residents/{resident.pk}/correction/").context["form"].initial
    return {name: "" if value is None else str(value) for name, value in fields.items()} | {"reason": "看过"}


def test_a_form_that_was_open_for_long_takes_no_correction_back(enter, town_head, desk, wang):
    """One corrects the name while another has the form open, and then the phone."""
    son, early, late = member(wang, "王小明"), enter(town_head), enter(desk)
    form = opened_form(late, son)
    correct(early, son, name="王晓明", birth_on="2001-05-05")
    page = content(
        late.post(f"/residents/{son.pk}/correction/", form | {"phone": "13900000000"}, follow=True)
    )
    assert "已更正王晓明的登记信息。" in page
    son.refresh_from_db()
    assert (son.name, str(son.birth_on), son.phone) == ("王晓明", "2001-05-05", "13900000000")


def test_two_corrections_of_the_same_field_meet(enter, town_head, desk, wang):
    son, early, late = member(wang, "王小明"), enter(town_head), enter(desk)
    form = opened_form(late, son)
    correct(early, son, name="王晓明")
    address = f"/residents/{son.pk}/correction/"
    assert "有人改过这一项" in content(late.post(address, form | {"name": "王小鸣"}, follow=True))
    son.refresh_from_db()
    assert son.name == "王晓明"
    assert "已更正王晓明的登记信息。" in content(late.post(address, form | {"name": "王晓明"}, follow=True))


def test_what_is_filled_in_from_an_id_number_counts_in_a_browser_too(enter, town_head, wang):
    son, client = member(wang, "王小明"), enter(town_head)
    form = opened_form(client, son) | {"id_number": FULL_WIDTH}
    client.post(f"/residents/{son.pk}/correction/", form)
    son.refresh_from_db()
    assert (son.id_number, str(son.birth_on)) == (ID_OF_SON, "2000-01-01")
