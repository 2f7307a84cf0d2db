"""`lianxin plan` as the contract has it."""

import json
from datetime import timedelta

import pytest
from django.utils import timezone

from lianxin import cli
from lianxin.planning.models import Duty

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan(capsys):
    """Run `lianxin plan` and return (exit code, the last line as JSON)."""

    def run(*arguments):
        code = cli.main(["plan", *arguments, "--json"])
        return code, json.loads(capsys.readouterr().out.splitlines()[-1])

    return run


def test_the_answer_has_the_keys_of_the_contract(plan, paired):
    code, answer = plan()
    assert code == 0
    assert {"duties", "trips", "by_reason", "seconds"} <= set(answer)
    assert answer["duties"] == sum(answer["by_reason"].values()) == Duty.objects.open().count() > 0


def test_the_days_can_be_given(plan, paired):
    today = timezone.localdate()
    last = today + timedelta(days=100)
    code, answer = plan("--from", today.isoformat(), "--to", last.isoformat())
    assert (code, answer["from_on"], answer["to_on"]) == (0, today.isoformat(), last.isoformat())
    assert all(duty.opens_on <= last for duty in Duty.objects.all())


def test_a_district_that_is_not_paired_is_told_to_pair_first(plan, policies, wang):
    code, answer = plan()
    assert code == 1
    assert "lianxin pair" in answer["error"]


@pytest.mark.parametrize("day", ["tomorrow", "2026-13-01"])
def test_a_day_that_is_none_is_wrong_usage(day):
    with pytest.raises(SystemExit) as stopped:
        cli.main(["plan", "--from", day])
    assert stopped.value.code == 2


def test_people_are_told_in_words(capsys, paired):
    assert cli.main(["plan"]) == 0
    assert "例行走访" in capsys.readouterr().out
