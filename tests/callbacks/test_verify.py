"""`lianxin callbacks verify`: whoever doubts a closed round draws it again on the command line."""

from argparse import Namespace
from uuid import uuid4

import pytest
from django.core.management.base import CommandError

from lianxin.callbacks.actions import close_round
from lianxin.callbacks.commands import SAYS, run_verify, show_verified
from lianxin.callbacks.models import Call, Round
from lianxin.cli import is_bad_news

pytestmark = pytest.mark.django_db


def verify(key):
    return run_verify(Namespace(round=str(key)))


def test_a_closed_round_holds(drawn, now):
    close_round(drawn, actor=None, now=now)
    told = verify(drawn.pk)
    assert (told["holds"], told["problems"], told["calls"]) == (True, [], Call.objects.count())
    assert not is_bad_news(told)
    assert "一致" in show_verified(told)


def test_an_open_round_cannot_be_verified_yet(drawn):
    told = verify(drawn.pk)
    assert [one["code"] for one in told["problems"]] == ["open"]
    assert is_bad_news(told)


def test_what_does_not_hold_is_said_in_words(drawn, now):
    close_round(drawn, actor=None, now=now)
    Round.objects.update(shown="00" * 32)
    told = verify(drawn.pk)
    assert {"commitment", "weak"} <= {one["code"] for one in told["problems"]}
    assert SAYS["commitment"] in show_verified(told)
    assert is_bad_news(told)


@pytest.mark.parametrize("key", ["none", "", uuid4()])
def test_what_is_no_round_is_refused_with_words(db, key):
    with pytest.raises(CommandError, match="网址"):
        verify(key)
