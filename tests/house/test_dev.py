"""dev.py runs on a bare Python, does its steps once, and CI runs nothing else."""

import ast
import os
import subprocess
import sys
from unittest import mock

import pytest

import dev
from tests.house.tree import ROOT, syntax
from tools import checks


def test_it_imports_the_standard_library_only():
    nodes = ast.walk(syntax(ROOT / "dev.py"))
    names = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    assert names <= sys.stdlib_module_names


def test_ci_runs_the_test_command_and_nothing_else():
    script = ROOT / ".ci" / "run"
    assert os.access(script, os.X_OK)
    assert script.read_text().splitlines()[-1] == "exec python3 dev.py test"


def test_help_names_every_command():
    done = subprocess.run(
        [sys.executable, ROOT / "dev.py", "--help"], capture_output=True, text=True, cwd="/"
    )
    assert done.returncode == 0
    assert {"setup", "demo", "test", "lint", "format", "translate", "screenshots", "locks"} <= set(
        done.stdout.split()
    )


def test_wrong_usage_is_exit_code_2():
    done = subprocess.run(
        [sys.executable, ROOT / "dev.py", "setup", "--fast"], capture_output=True, text=True
    )
    assert done.returncode == 2
    assert "--fast" in done.stderr


class TestOnce:
    @pytest.fixture
    def place(self, tmp_path, monkeypatch):
        monkeypatch.setattr(dev, "ROOT", tmp_path)
        monkeypatch.setattr(dev, "VENV", tmp_path)
        (tmp_path / "stamps").mkdir()
        (tmp_path / "lock").write_text("one")
        return tmp_path

    @pytest.fixture
    def bake(self, place):
        """Does the step, which makes `bread` from `lock`, and returns how often it was really done."""
        loaves = []

        def work():
            loaves.append(1)
            (place / "bread").touch()

        def bake():
            dev.once("bread", [place / "lock"], work, place / "bread")
            return len(loaves)

        return bake

    def test_a_step_is_done_once(self, bake):
        assert [bake(), bake()] == [1, 1]

    def test_a_changed_input_does_it_again(self, bake, place):
        bake()
        (place / "lock").write_text("two")
        assert bake() == 2

    def test_a_missing_output_does_it_again(self, bake, place):
        bake()
        (place / "bread").unlink()
        assert bake() == 2

    def test_a_step_that_failed_is_done_again(self, bake, place):
        def fail():
            raise SystemExit

        bake()
        (place / "lock").write_text("two")
        with pytest.raises(SystemExit):
            dev.once("bread", [place / "lock"], fail, place / "bread")
        (place / "lock").write_text("one")
        assert bake() == 2


def test_checks_run_beside_each_other_and_each_tells_its_own(tmp_path, capsys):
    """The first ends when the second has begun."""
    wait = """
import pathlib, sys, time
until = time.monotonic() + 60
while not pathlib.Path("begun").exists() and time.monotonic() < until:
    time.sleep(0.02)
print("waited")
sys.exit(pathlib.Path("begun").exists())
"""
    begin = "import pathlib; pathlib.Path('begun').touch(); print('begun')"
    python = [sys.executable, "-c"]
    with mock.patch.object(checks, "ROOT", tmp_path):
        assert checks.run({"first": [*python, wait], "second": [*python, begin]}) == ["first"]
    assert capsys.readouterr().out.split() == ["→", "first", "waited", "→", "second", "begun"]


class TestEnvironment:
    def test_our_own_tools_come_first(self):
        assert dev.environment()["PATH"].startswith(str(dev.BIN))

    def test_what_was_compiled_once_is_kept_for_the_next_process(self, monkeypatch):
        monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
        assert "PYTHONDONTWRITEBYTECODE" not in dev.environment()

    @pytest.mark.parametrize("home", ["", "/nonexistent", None])
    def test_a_home_that_cannot_be_written_is_replaced(self, home, tmp_path, monkeypatch):
        monkeypatch.setattr(dev, "VENV", tmp_path)
        monkeypatch.delenv("HOME")
        if home is not None:
            monkeypatch.setenv("HOME", home)
        assert dev.environment()["HOME"] == str(tmp_path / "home")

    def test_a_home_that_can_be_written_is_kept(self, tmp_path, monkeypatch):
        monkeypatch.setenv("HOME", str(tmp_path))
        assert dev.environment()["HOME"] == str(tmp_path)


def test_what_is_missing_is_said_in_one_line(monkeypatch):
    monkeypatch.setattr(dev.os, "geteuid", lambda: 1000)
    with pytest.raises(SystemExit) as stopped:
        dev.apt(["chromium", "postgresql"])
    message = str(stopped.value)
    assert "sudo apt install chromium postgresql" in message
    assert len(message.splitlines()) == 1
