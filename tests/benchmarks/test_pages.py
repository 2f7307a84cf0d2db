"""The page benchmark runs, measures all it names, and notices a page that is not what it should be."""

import json
import subprocess
import sys

import pytest

from benchmarks.fairness import ROOT
from benchmarks.pages import LIST, PAGES, PEERS

QUICK = [sys.executable, "-m", "benchmarks.pages", "--quick", "--json"]


@pytest.mark.full
def test_a_quick_run_measures_every_page_and_the_admin_beside_it():
    done = subprocess.run(QUICK, cwd=ROOT, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stderr[-2000:]
    answer = json.loads(done.stdout.splitlines()[-1])
    assert set(answer["ours"]) == {name for name, _address, _says in PAGES}
    assert set(answer["peers"]) == set(answer["ratio"]) == {name for name, _address, _says in PEERS}
    assert all(0 < one["p50"] <= one["p95"] for one in answer["ours"].values())
    assert answer["ours"][LIST]["kilobytes"] > 1
    assert "load before" in done.stderr
