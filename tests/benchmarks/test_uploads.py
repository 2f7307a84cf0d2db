"""The upload benchmark: everybody writes the same, and nobody's time is shown who lost or doubled a visit."""

import json
import subprocess
import sys

import pytest

from benchmarks import uploads
from benchmarks.fairness import ROOT
from benchmarks.uploads import OURS, SAME, TARGETS, Taken

QUICK = [sys.executable, "-m", "benchmarks.uploads", "--phones", "10", "--lines", "4", "--json"]
ROWS = {"visits_visit": 140, "visits_item": 140, "field_op": 140, "field_batch": 10, "ledger_event": 140}


def taken(cpu=1.0, **rows):
    return Taken(seconds=2.0, cpu=cpu, requests=12, p95_ms=30.0, rows=ROWS | rows)


@pytest.mark.full
def test_a_quick_run_sends_everything_to_everybody_and_all_keep_the_same():
    done = subprocess.run(QUICK, cwd=ROOT, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stderr[-2000:]
    answer = json.loads(done.stdout.splitlines()[-1])
    assert {OURS, *answer["peers"]} == set(TARGETS)
    assert set(answer["ratio"]) == set(answer["peers"])
    assert answer["all"][OURS][0]["rows"] == answer["all"][SAME][0]["rows"] == ROWS


def test_the_ratio_is_of_the_medians():
    found = uploads.summary({OURS: [taken(6.0), taken(2.0), taken(4.0)], SAME: [taken(1.0), taken(2.0)]})
    assert found["ours"]["cpu"] == 4.0
    assert (found["ours"]["least_cpu"], found["ours"]["most_cpu"]) == (2.0, 6.0)
    assert found["ratio"][SAME]["cpu"] == pytest.approx(4.0 / 1.5)


@pytest.mark.parametrize(
    ("name", "wrong"), [(OURS, {"visits_visit": 139}), (OURS, {"visits_visit": 141}), (SAME, {"field_op": 7})]
)
def test_no_times_are_shown_when_rows_are_wrong(name, wrong):
    results = {OURS: [taken()], SAME: [taken()]} | {name: [taken(**wrong)]}
    with pytest.raises(SystemExit):
        uploads.refuse_wrong_rows(results, 140)


def test_right_rows_are_let_pass():
    uploads.refuse_wrong_rows({OURS: [taken()], SAME: [taken()]}, 140)
