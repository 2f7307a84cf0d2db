"""`lianxin staff …` from the machine itself."""

import argparse
import io

import pytest
from django.core.management.base import CommandError

from lianxin.people.commands import register
from lianxin.people.models import Staff
from tests.people.cast import make_staff

pytestmark = pytest.mark.django_db


def staff_command(*words):
    parser = argparse.ArgumentParser()
    register(parser.add_subparsers())
    args = parser.parse_args(["staff", *words])
    return args.run(args)


def test_a_new_person_gets_a_one_time_password_that_is_not_in_the_answer(capsys):
    answer = staff_command("add", "w-1", "李秀英")
    shown = capsys.readouterr()
    password = shown.err.split("：")[1].split("（")[0]
    assert answer == {"number": "W-1", "name": "李秀英"}
    assert shown.out == ""
    assert Staff.objects.get().check_password(password)
    assert Staff.objects.get().must_change_password


def test_a_password_can_come_from_standard_input(monkeypatch, capsys):
    make_staff("W-1")
    monkeypatch.setattr("sys.stdin", io.StringIO("another-long-one\n"))
    staff_command("password", "W-1", "--password-stdin")
    assert Staff.objects.get().check_password("another-long-one")
    assert "another-long-one" not in capsys.readouterr().err


def test_appointing_listing_and_dismissing(areas):
    make_staff("W-1", name="李秀英")
    staff_command("appoint", "W-1", "collector", areas["V1"].code, "--title", "村支书")
    listed = staff_command("list", "--role", "collector")["staff"]
    assert [(person["number"], person["posts"][0]["title"]) for person in listed] == [("W-1", "村支书")]
    staff_command("dismiss", "W-1", "collector", areas["V1"].code)
    assert staff_command("list", "--role", "collector") == {"staff": []}
    assert staff_command("list")["staff"][0]["posts"] == []


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["add", "A-1", "某"], "已经有人用"),
        (["password", "NOBODY"], "没有工号 NOBODY"),
        (["appoint", "A-1", "collector", "000000000000"], "没有代码"),
        (["appoint", "A-1", "town_head", "990100000000"], "不能设在"),
        (["dismiss", "A-1", "collector", "990100000000"], "没有这个职务"),
        (["disable", "A-1"], "最后一位系统管理员"),
        (["reset-second-factor", "A-1"], "没有启用两步验证"),
    ],
)
def test_what_cannot_be_done_is_said_in_words(admin, words, says):
    with pytest.raises(CommandError, match=says):
        staff_command(*words)


def test_a_weak_password_is_refused_in_words(admin, monkeypatch):
    monkeypatch.setattr("sys.stdin", io.StringIO("1234567890\n"))
    with pytest.raises(CommandError):
        staff_command("password", "A-1", "--password-stdin")


def test_switching_an_account_off_and_on(admin, worker):
    staff_command("disable", "w-1")
    assert not Staff.objects.get(number="W-1").is_active
    staff_command("enable", "w-1")
    assert Staff.objects.get(number="W-1").is_active
