"""How rows travel from the confined process and then lie in memory. Pure."""

import marshal
import zlib
from typing import Any

ROWS_PER_BLOCK = 1_000


def trimmed(row: list[Any]) -> list[Any]:
    """Drop the empty cells at the end, in place; an empty row becomes an empty list."""
    while row and row[-1] == "":
        row.pop()
    return row


def pack(rows: list[list[Any]]) -> bytes:
    """Return a block of rows, marshalled and compressed."""
    return zlib.compress(marshal.dumps(rows), 1)
