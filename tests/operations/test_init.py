"""`lianxin init`: a district from a division list, once, with keys for the owner alone."""

import pytest

from lianxin.areas.models import Area
from lianxin.ledger.models import Block, Event
from lianxin.people.models import Staff
from lianxin.policies.catalogue import SHIPPED
from lianxin.policies.models import Policy
from tests.operations.conftest import DIVISIONS


def test_a_district_is_opened(lianxin, divisions, home):
    said = lianxin("init", "--areas", divisions)

    assert said.code == 0
    files = [file for file in SHIPPED.glob("*/*.yaml") if file.parent.name != "indicators"]
    assert said.answer["areas"] == 3
    assert len(said.answer["policies"]) == len(files) == Policy.objects.count()
    assert "tiers-2026-01-01" in said.answer["policies"]
    assert Area.objects.get(code="990100001201").path == "990100000000/990100001000/990100001201/"
    assert {path.name for path in (home / "keys").iterdir()} == {"session.key", "vault.key", "seal.key"}


def test_the_home_and_its_keys_are_for_the_owner_alone(district):
    modes = {path.name: path.stat().st_mode & 0o777 for path in [district, *(district / "keys").iterdir()]}
    assert modes == {"home": 0o700, "session.key": 0o600, "vault.key": 0o600, "seal.key": 0o600}


def test_the_first_password_is_shown_once_and_must_be_changed(lianxin, divisions, client):
    said = lianxin("init", "--areas", divisions)
    admin = Staff.objects.get()
    password = said.err.partition("一次性密码：")[2].partition("（")[0]

    assert admin.must_change_password
    assert admin.check_password(password)
    assert password not in said.out
    assert client.post("/sign-in/", {"number": "admin", "password": password})["Location"] == "/"
    assert client.get("/")["Location"].startswith("/account/password/")


def test_everything_that_init_did_is_in_the_ledger_and_sealed(district):
    kinds = set(Event.objects.values_list("kind", flat=True))
    assert {"policy.adopted", "staff.added", "post.started"} <= kinds
    assert Block.objects.latest("number").last_event_id == Event.objects.latest("id").pk
    assert (district / "anchors" / "ledger.jsonl").exists()


def test_a_district_is_not_opened_twice(district, lianxin, divisions):
    said = lianxin("init", "--areas", divisions)

    assert said.code == 1
    assert "已经有一个区县" in said.answer["error"]
    assert Area.objects.count() == 3


def test_init_without_a_list_brings_the_tables_up_to_date(district, lianxin):
    assert lianxin("init").answer == {"areas": 0, "policies": [], "note": "tables are up to date"}


def test_init_without_a_list_and_without_a_district_asks_for_the_list(lianxin):
    said = lianxin("init")
    assert said.code == 1
    assert "--areas" in said.answer["error"]


def test_a_list_from_a_chinese_spreadsheet_is_read(lianxin, divisions):
    divisions.write_bytes(
        DIVISIONS.replace("code,name,level,parent_code", "代码,名称,级别,上级代码").encode("gb18030")
    )
    assert lianxin("init", "--areas", divisions).answer["areas"] == 3
    assert Area.objects.filter(name="东一村").exists()


@pytest.mark.parametrize(
    ("change", "row", "value"),
    [
        (("990100001201,东一村", "99010000,东一村"), 4, "99010000"),
        (("village,990100001000", "village,990100009000"), 4, "990100009000"),
        (("甲镇,town", "甲镇,county"), 3, "county"),
        (("990100001201,东一村", "990100001000,东一村"), 4, "990100001000"),
    ],
)
def test_a_wrong_row_is_named_and_nothing_is_opened(lianxin, divisions, change, row, value):
    divisions.write_text(DIVISIONS.replace(*change), "utf-8")
    said = lianxin("init", "--areas", divisions)

    (wrong,) = said.answer["refused"]
    assert said.code == 1
    assert (wrong["row"], wrong["value"]) == (row, value)
    assert value in wrong["message"]
    assert not Area.objects.exists()
    assert not Staff.objects.exists()


def test_a_missing_list_is_said(lianxin, tmp_path):
    said = lianxin("init", "--areas", tmp_path / "none.csv")
    assert said.code == 1
    assert "none.csv" in said.answer["error"]


def test_a_district_that_lost_a_key_gets_no_new_one(district, lianxin):
    (district / "keys" / "vault.key").unlink()
    said = lianxin("init")

    assert said.code == 1
    assert "vault" in said.answer["error"]
    assert not (district / "keys" / "vault.key").exists()
