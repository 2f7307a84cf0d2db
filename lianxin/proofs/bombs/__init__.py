"""Files made to harm whoever opens them. Each maker writes one file; none holds anything worth reading.

After D. Fifield, "A better zip bomb" (USENIX WOOT 2019), the XML attacks collected by defusedxml, and
calamine's issue 693 (a stray cell makes a sheet of 500 GB).
"""

from pathlib import Path

from lianxin.proofs.bombs.others import LISTS, STRANGERS
from lianxin.proofs.bombs.parts import GOOD, Bomb, ods
from lianxin.proofs.bombs.workbooks import GROWING, INSIDE

__all__ = ["BOMBS", "GOOD", "Bomb", "ods", "write_bomb"]

BOMBS: dict[str, Bomb] = {**GROWING, **INSIDE, **STRANGERS, **LISTS}
"""Each file by what is wrong with it; the ending of the name is the file's."""


def write_bomb(name: str, folder: Path) -> Path:
    """Make one of the files; returns its path."""
    path = folder / f"bomb{Path(name).suffix}"
    path.write_bytes(BOMBS[name].make())
    return path
