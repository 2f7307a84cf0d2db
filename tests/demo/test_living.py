"""The demo's year in one process and in two: the district is the same, and no half is left behind."""

import json
import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def play(home, *arguments):
    env = {name: value for name, value in os.environ.items() if not name.startswith("LIANXIN_")}
    env |= {"LIANXIN_HOME": str(home), "DATABASE_URL": "", "DJANGO_SETTINGS_MODULE": "lianxin.settings"}
    command = [sys.executable, "-m", "tests.demo.play_a_year", *arguments]
    run = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
    return json.loads(run.stdout)


@pytest.fixture(scope="module")
def alone(tmp_path_factory):
    return play(tmp_path_factory.mktemp("alone"), "1")


@pytest.fixture(scope="module")
def apart(tmp_path_factory):
    home = tmp_path_factory.mktemp("apart")
    return home, play(home, "2")


def test_two_processes_make_the_district_that_one_makes(alone, apart):
    assert len(alone["households"]) == 300
    assert len(alone["imports"]) > 4, "each survey as two lists"
    assert len(alone["visits"]) > 3 * 300
    assert alone["claims"]
    assert len(alone["problems"]) > 100
    assert any(one[3] != "None" for one in alone["endings"]), "some are merged into another"
    assert alone["pools"]
    for what, held in alone.items():
        assert apart[1][what] == held, what


def test_events_stand_in_the_order_of_time_without_a_gap(alone, apart):
    for told in (alone, apart[1]):
        assert told["moments_in_order"]
        assert told["numbers"][1] == told["last_number"]
        assert told["until"][1:] == ["household.imported"], "the last event of a batch of an import"


def test_nothing_points_nowhere_and_no_half_is_left_behind(apart):
    home, told = apart
    assert told["files"] == ["lianxin.db"]
    with sqlite3.connect(home / "lianxin.db") as database:
        assert database.execute("PRAGMA foreign_key_check").fetchall() == []
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    database.close()


def test_trouble_in_the_other_process_is_told_and_leaves_nothing_of_it(tmp_path):
    told = play(tmp_path, "2", "stumble")
    assert told["failed"] == "ZeroDivisionError: in the other half"
    assert told["households"] == []
    assert not [name for name in told["files"] if "twin" in name]
