"""Promise 12: harmful and broken files are refused in less than a second, with a word and a remedy."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from lianxin.intake.opening import limits
from lianxin.intake.opening.tables import open_tables
from lianxin.intake.vocabulary import IntakeRefused
from tests.intake.bombs import BOMBS, GOOD, MEGABYTE

SECONDS = 1.0
PROJECT = Path(__file__).parents[2]


def refusal_of(path):
    """(code, seconds of processor time, here and in the confined process: the machine is shared)."""
    began = processor_seconds()
    with pytest.raises(IntakeRefused) as refused:
        open_tables(path)
    seconds = processor_seconds() - began
    assert refused.value.refusal.scope == "file"
    assert refused.value.refusal.message
    return refused.value.refusal.code, seconds


def processor_seconds():
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


@pytest.mark.parametrize("name", BOMBS)
def test_it_is_refused_in_less_than_a_second(name, tmp_path):
    code, make = BOMBS[name]
    path = tmp_path / name
    path.write_bytes(make())
    refused_as, seconds = refusal_of(path)
    assert refused_as.startswith("file.")
    assert code in (None, refused_as)
    assert seconds < SECONDS


def test_there_are_thirty_of_them():
    assert len(BOMBS) >= 30


def test_an_honest_file_is_not_refused(tmp_path):
    """The control: the package that every bomb is made from opens."""
    path = tmp_path / "good.xlsx"
    path.write_bytes(GOOD)
    (sheet,) = open_tables(path).sheets
    assert list(sheet.rows) == [(1, [1.0])]


def test_without_the_limit_on_memory_a_bomb_would_go_off(tmp_path):
    """The negative control: the same small file takes a gigabyte before the limit on time ends it."""
    path = tmp_path / "far-row.xlsx"
    path.write_bytes(BOMBS["far-row.xlsx"][1]())
    code = (
        "import resource; from pathlib import Path\n"
        "from lianxin.intake.opening import limits, workbook\n"
        "limits.memory_bytes = lambda unpacked: 8 * 2**30\n"
        f"try: workbook.read_sheets(Path({str(path)!r}), 1000)\n"
        "except Exception: pass\n"
        "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024)"
    )
    told = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=PROJECT
    )
    assert int(told.stdout) > 2 * limits.memory_bytes(1000) // MEGABYTE


def test_the_confined_process_knows_nothing_of_the_district(monkeypatch, tmp_path):
    monkeypatch.setenv("LIANXIN_HOME", "/secret")
    monkeypatch.setenv("DATABASE_URL", "postgresql://secret")
    path = tmp_path / "good.xlsx"
    path.write_bytes(GOOD)
    seen = {}
    real = subprocess.Popen

    def watch(command, **options):
        seen.update(options["env"])
        return real(command, **options)

    monkeypatch.setattr(subprocess, "Popen", watch)
    open_tables(path)
    assert not {"LIANXIN_HOME", "DATABASE_URL"} & seen.keys()
