"""Read a workbook through a process of its own, with limits on its memory and its time."""

import marshal
import os
import signal
import struct
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

from lianxin.intake.opening import limits
from lianxin.intake.opening.rowstore import RowStore
from lianxin.intake.vocabulary import IntakeRefused

PROJECT = Path(__file__).resolve().parents[3]
# What the process may know of ours: how to start Python, and nothing about the district.
ENVIRONMENT = ("PATH", "LD_LIBRARY_PATH", "LANG", "LC_ALL", "PYTHONHOME", "SYSTEMROOT", "VIRTUAL_ENV")


def read_sheets(path: Path, unpacked: int) -> list[tuple[str, bool, RowStore]]:
    """Return (name, is_hidden, rows) of every worksheet; `unpacked` (bytes) sets memory and time allowed.

    Raises IntakeRefused when the file cannot be read within them, or not at all.
    """
    command = [sys.executable, "-P", "-m", "lianxin.intake.confined.parse", str(path)]
    command += [str(limits.memory_bytes(unpacked)), str(limits.cpu_seconds(unpacked))]
    command += map(str, (limits.MAX_SHEETS, limits.MAX_ROWS, limits.MAX_COLUMNS))
    environment = {name: os.environ[name] for name in ENVIRONMENT if name in os.environ}
    environment["PYTHONPATH"] = str(PROJECT)
    sheets: list[tuple[str, bool, RowStore]] = []
    with subprocess.Popen(
        command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment
    ) as process:
        assert process.stdout is not None
        try:
            for kind, *content in _frames(process.stdout):
                match kind:
                    case "sheet":
                        sheets.append((content[0], content[1], RowStore()))
                    case "rows":
                        sheets[-1][2].append_block(content[0])
                    case "refused":
                        raise IntakeRefused(content[0], **content[1])
                    case "end":
                        return sheets
            process.wait()
        finally:
            process.kill()
    raise IntakeRefused(_why_it_died(process.returncode))


def _frames(pipe: IO[bytes]) -> Iterator[Any]:
    while len(head := pipe.read(4)) == 4:
        data = pipe.read(struct.unpack("<I", head)[0])
        try:
            yield marshal.loads(data)
        except (EOFError, ValueError, TypeError):  # it died in the middle of a frame
            return


def _why_it_died(returncode: int) -> str:
    if returncode == -signal.SIGPROF:
        return "file.too_slow"
    return "file.too_much_memory" if returncode in (-signal.SIGABRT, -signal.SIGSEGV) else "file.damaged"
