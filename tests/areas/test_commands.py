"""The `lianxin area` command, from its arguments to its answer."""

import argparse

import pytest
from django.core.management.base import CommandError

from lianxin.areas.commands import register
from lianxin.areas.models import Area

pytestmark = pytest.mark.usefixtures("no_guards", "district")


def run(*words):
    parser = argparse.ArgumentParser()
    register(parser.add_subparsers(required=True))
    args = parser.parse_args(["area", *words])
    return args.run(args)


def test_a_change_answers_with_the_area_as_it_is_now():
    run("rename", "990101001202", "西山村委会", "--reason", "区政发〔2026〕9号")
    moved = run("move", "990101001202", "990101002000")
    assert (moved["name"], moved["path"]) == ("西山村委会", "990101000000/990101002000/990101001202/")
    told = run("history", "990101001202")
    assert [past["name"] for past in told["names"]] == ["西岭村委会"]
    assert [event["reason"] for event in told["events"]] == ["", "区政发〔2026〕9号", ""]


def test_every_change_can_be_made_from_the_command_line():
    run("add", "990101002202", "河湾村委会", "village", "990101002000")
    assert run("merge", "990101002202", "990101002201")["merged_into"] == "990101002201"
    assert "closed_on" not in run("reopen", "990101002202", "--parent", "990101001000")
    assert run("close", "990101002202")["closed_on"]
    assert [area["code"] for area in run("list", "--closed")["areas"]] == ["990101002202"]


def test_the_list_can_be_narrowed():
    assert len(run("list")["areas"]) == Area.objects.count()
    listed = run("list", "--within", "990101001000", "--level", "village")["areas"]
    assert [area["name"] for area in listed] == ["东岭村委会", "西岭村委会"]


def test_a_name_is_found_or_explained():
    assert run("find", "东岭村", "--town", "石桥镇")["code"] == "990101001201"
    lost = run("find", "东陵村", "--town", "石桥镇")
    assert "东岭村委会" in lost["problems"][0]
    assert lost["near"] == [{"code": "990101001201", "title": "石桥镇 · 石桥社区居委会 · 东岭村委会"}]


def test_a_refusal_is_said_in_words():
    with pytest.raises(CommandError, match="还有 1 个区划"):
        run("close", "990101002000")
    with pytest.raises(CommandError, match="lianxin area list"):
        run("close", "990101009999")
