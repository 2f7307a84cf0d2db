"""What keeps harmful files harmless. The files themselves, and how each is refused, are promise 12's:
`lianxin.proofs.bombs`, thrown in tests/promises/test_import.py.
"""

import subprocess
import sys
from pathlib import Path

from lianxin.intake.opening import limits
from lianxin.intake.opening.tables import open_tables
from lianxin.proofs.bombs import GOOD, write_bomb

MEGABYTE = 1024**2
PROJECT = Path(__file__).parents[2]


def test_an_honest_file_is_not_refused(tmp_path):
    """The control: the package that every bomb is made from opens."""
    path = tmp_path / "good.xlsx"
    path.write_bytes(GOOD)
    (sheet,) = open_tables(path).sheets
    assert list(sheet.rows) == [(1, [1.0])]


def test_without_the_limit_on_memory_a_bomb_would_go_off(tmp_path):
    """The negative control: the same small file takes a gigabyte before the limit on time ends it."""
    path = write_bomb("a cell in the last row.xlsx", tmp_path)
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
