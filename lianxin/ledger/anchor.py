"""The anchor: the seals of the ledger once more, in a file outside the database, a line each.

The file only ever grows, by blocks above its highest. A block that is sealed a second time under a number
that stands here already, because somebody deleted the first from the database, adds nothing and hides
nothing: the first seal stays, and disagrees. Whoever died between sealing and writing here, or in the middle
of a line, is made up for by the next who seals.
"""

import fcntl
import json
import os
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, BinaryIO

from django.conf import settings

from lianxin.ledger.models import Block

TAIL_BYTES = 4096


def anchor_file() -> Path:
    return Path(settings.LIANXIN_HOME) / "anchors" / "ledger.jsonl"


def anchored() -> list[dict[str, Any]] | None:
    """Every line of the file, `{}` for one that cannot be read; None when there is no file.

    What stands behind the last line break is not yet written to its end, and does not count.
    """
    try:
        text = anchor_file().read_bytes()
    except FileNotFoundError:
        return None
    return [said_in(line) for line in text[: text.rfind(b"\n") + 1].splitlines()]


def last_anchored() -> dict[str, Any] | None:
    """The last line; None without any. The file grows by a line a minute: it is read from its end."""
    try:
        with anchor_file().open("rb") as file:
            return _last(file)
    except OSError:
        return None


def write_anchor(sealed: Iterable[Block], above: Callable[[int], Iterable[Block]]) -> None:
    """Add the blocks that are missing above the highest line: `above(number)` finds them; into an empty file
    go those that were `sealed` just now. On the disk when this returns.
    """
    path = anchor_file()
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a+b") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        file.truncate(_whole(file))
        last = _last(file)
        for block in above(_highest(last)) if last is not None else sealed:
            line = {"block": block.number, "at": block.sealed_at.isoformat(), "seal": bytes(block.seal).hex()}
            file.write(json.dumps(line).encode() + b"\n")
        file.flush()
        os.fsync(file.fileno())


def _highest(last: dict[str, Any]) -> int:
    """The number of the last line, or of the highest in the whole file when the last cannot be read."""
    if number := last.get("block"):
        return int(number)
    return max((int(line.get("block", 0)) for line in anchored() or ()), default=0)


def _last(file: BinaryIO) -> dict[str, Any] | None:
    file.seek(max(0, file.seek(0, os.SEEK_END) - TAIL_BYTES))
    tail = file.read()
    lines = tail[: tail.rfind(b"\n") + 1].splitlines()
    return said_in(lines[-1]) if lines else None


def _whole(file: BinaryIO) -> int:
    """How many bytes of the file are whole lines: who died while writing one left a piece of it."""
    end = file.seek(0, os.SEEK_END)
    start = max(0, end - TAIL_BYTES)
    file.seek(start)
    tail = file.read()
    return start + tail.rfind(b"\n") + 1 if b"\n" in tail or start == 0 else end


def said_in(line: bytes) -> dict[str, Any]:
    """What a line says; `{}` when it cannot be read."""
    try:
        said = json.loads(line)
    except ValueError:
        return {}
    return said if isinstance(said, dict) and isinstance(said.get("block"), int) else {}
