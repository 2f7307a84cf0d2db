"""`lianxin demo` as a person runs it: its own process, an empty home, a real database file."""

import json
import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from lianxin.demo.indexes import AT_LAST, WHILE_PAIRED, WHILE_PLANNED

ROOT = Path(__file__).resolve().parents[2]


def lianxin(home, *arguments):
    env = {name: value for name, value in os.environ.items() if not name.startswith(("LIANXIN_", "DJANGO_"))}
    env |= {"LIANXIN_HOME": str(home), "DATABASE_URL": "", "PYTHONPATH": str(ROOT)}
    code = "import sys; from lianxin.cli import main; sys.exit(main())"
    command = [sys.executable, "-c", code, *arguments]
    return subprocess.run(command, env=env, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    home = tmp_path_factory.mktemp("home") / "var"
    return home, lianxin(home, "demo", "--size", "village", "--json")


def test_it_makes_the_home_and_answers_with_one_json_object(made):
    home, run = made
    assert run.returncode == 0, run.stderr
    answer = json.loads(run.stdout)
    assert answer["households"] == 120
    assert 115 <= sum(answer["tiers"].values()) < 120, "a household or two left the district in the year"
    assert (home / "lianxin.db").exists()
    assert "DESK" in run.stderr, "the logins are told on standard error"


def test_a_second_demo_in_the_same_home_is_refused(made):
    home, _run = made
    again = lianxin(home, "demo", "--size", "village", "--json")
    assert again.returncode == 1
    assert "演示区县" in json.loads(again.stdout)["error"]


def test_the_family_of_the_living_specification_can_be_explained(made):
    home, _run = made
    run = lianxin(home, "explain", "HB004217", "--json")
    answer = json.loads(run.stdout)
    assert answer["tier"] == "priority"
    rules = {reason["rule"] for reason in answer["reasons"]}
    assert {"income-below-line", "adults-at-home-disabled"} <= rules


@pytest.mark.parametrize("arguments", [["--size", "moon"], ["--seed", "-1"]])
def test_wrong_usage_ends_with_two_before_anything_is_made(tmp_path, arguments):
    run = lianxin(tmp_path / "var", "demo", *arguments)
    assert run.returncode == 2
    assert not (tmp_path / "var").exists()


def test_the_database_that_was_made_in_haste_is_a_safe_one_afterwards(made):
    home, _run = made
    header = (home / "lianxin.db").read_bytes()[:20]
    assert header[18:20] == b"\x02\x02", "write-ahead log, as every real district has"
    with sqlite3.connect(home / "lianxin.db") as database:
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert database.execute("PRAGMA foreign_key_check").fetchall() == []
        indexes = {
            name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'index'")
        }
        assert {*WHILE_PAIRED, *WHILE_PLANNED, *AT_LAST} <= indexes, "done without meanwhile, and all built"
    database.close()


def test_the_truth_about_households_and_cadres_lies_beside_it(made):
    home, _run = made
    assert len((home / "demo-truth.csv").read_text("utf-8").splitlines()) == 121
    assert "hollow" in (home / "demo-truth-staff.csv").read_text("utf-8").splitlines()[0]
