"""The page benchmark runs, measures all it names, and covers every page of the office."""

import json
import re
import subprocess
import sys

import pytest
from django.urls import resolve

from benchmarks.desk_pages.addresses import BY_STAFF, LIST, OFFICE, PEERS
from benchmarks.fairness import ROOT

QUICK = [sys.executable, "-m", "benchmarks.pages", "--quick", "--json"]
PAGES = {name for pages in BY_STAFF.values() for name, _address, _says in pages}
SOMETHING = {"deep": "HB1", "town": "610902107000", "village": "610902107231", "number": "A1"}


@pytest.mark.full
def test_a_quick_run_measures_every_page_and_the_admin_beside_it():
    done = subprocess.run(QUICK, cwd=ROOT, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stderr[-2000:]
    answer = json.loads(done.stdout.splitlines()[-1])
    assert set(answer["ours"]) | set(answer["missing"]) == PAGES
    assert set(answer["peers"]) == set(answer["ratio"]) == {name for name, _address, _says in PEERS}
    assert all(0 < one["p50"] <= one["p95"] for one in answer["ours"].values())
    assert all(0 < one["cpu"] <= one["cpu_p95"] for one in answer["ours"].values())
    assert answer["ours"][LIST]["kilobytes"] > 1
    assert "load before" in done.stderr


def test_every_section_of_the_office_is_measured():
    key = "01a2027f-0a9d-793e-a8b6-b5321ff0f905"
    addresses = (re.sub(r"\{(\w+)\}", lambda one: SOMETHING.get(one[1], key), page[1]) for page in OFFICE)
    opened = {resolve(address.partition("?")[0]).url_name for address in addresses if address[0] == "/"}
    assert opened >= {
        *("today", "households", "household", "reviews", "overview", "pairing", "cadres", "staff"),
        *("visits-calendar", "visit-records", "coverage", "overload", "policies", "imports", "ledger"),
        *("settings", "areas"),
    }
