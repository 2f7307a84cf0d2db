"""`lianxin prove`: in a home and a process of its own, and honest about its controls."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management.base import CommandError

from lianxin.proofs import outside
from lianxin.proofs.catalogue import MODULES, proof

KEYS = {"promise", "name", "says", "databases", "runs", "failures", "controls", "seconds", "found"}


@pytest.fixture
def results(monkeypatch):
    """What the process of a proof prints; change it to make the proof fail."""
    printed = {"runs": 10, "faults": [], "controls": {"a broken one": True}, "seconds": 0.5}
    monkeypatch.setattr(outside, "run_once", lambda *_, **__: printed)
    monkeypatch.setattr(outside.connection, "vendor", "sqlite")
    return printed


def answer():
    return outside.run_everywhere(proof("ledger"), runs=10, seed=1)


@pytest.mark.parametrize("name", MODULES)
def test_every_proof_has_a_promise_and_controls(name):
    found = proof(name)
    assert found.name == name
    assert found.promise in (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19)
    assert found.controls


def test_a_proof_without_faults_has_the_keys_of_the_contract(results):
    assert answer().keys() == KEYS
    assert (answer()["runs"], answer()["failures"], answer()["found"]) == (10, 0, [])


def test_faults_are_counted_and_said_once(results):
    results["faults"] = ["delete went unseen"] * 3 + ["insert went unseen"]
    assert answer()["failures"] == 4
    assert answer()["found"] == ["sqlite: delete went unseen (3 ×)", "sqlite: insert went unseen"]


def test_a_control_that_was_not_caught_is_a_failure(results):
    results["controls"]["a broken one"] = False
    assert answer()["failures"] == 1
    assert "a broken one" in answer()["found"][0]
    assert answer()["controls"] == {"a broken one": "missed"}


def test_a_proof_that_breaks_off_is_said():
    broken = proof("ledger")
    with pytest.raises(CommandError, match="没有跑完"):
        outside.run_once(broken, -1, 1, url="nonsense://")


def test_a_proof_knows_nothing_of_a_district(tmp_path, monkeypatch):
    monkeypatch.setenv("LIANXIN_HOME", "/a/real/district")
    monkeypatch.setenv("LIANXIN_HOSTS", "lianxin.example.org")
    monkeypatch.setenv("DATABASE_URL", "postgresql://real@db/district")
    environment = outside.environment_for(tmp_path, "", is_secure=True)

    ours = {name: value for name, value in environment.items() if name.startswith(("LIANXIN_", "DATABASE_"))}
    assert ours == {"LIANXIN_HOME": str(tmp_path), "DATABASE_URL": ""}
    assert environment["TMPDIR"] == str(tmp_path / "tmp")


def test_the_command_proves_and_leaves_the_home_alone(tmp_path):
    home = tmp_path / "home"
    kept = {
        name: value for name, value in os.environ.items() if not name.startswith(("LIANXIN_", "DATABASE_"))
    }
    environment = kept | {"LIANXIN_HOME": str(home), "PYTHONPATH": str(settings.PROJECT)}
    program = "import sys; from lianxin.cli import main; sys.exit(main())"
    words = ["prove", "ledger", "--runs", "8", "--json"]
    done = subprocess.run(
        [sys.executable, "-c", program, *words], env=environment, capture_output=True, text=True
    )

    assert done.returncode == 0, done.stderr
    (line,) = done.stdout.splitlines()
    said = json.loads(line)
    assert (said["promise"], said["runs"], said["failures"]) == (14, 9, 0)
    assert set(said["controls"].values()) == {"caught"}
    assert not home.exists()
    assert not list(Path(environment.get("TMPDIR", "/tmp")).glob("lianxin-proof-*/anchors"))
