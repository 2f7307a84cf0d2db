"""Taking in what the inbox journal holds from after a backup: what was called received stays received."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from lianxin.field import journal
from lianxin.field.actions import replay_journal
from lianxin.operations.backups.contents import make_private


def replay(folders: Sequence[Path], *, now: datetime) -> dict[str, int]:
    """Bring the journals of these folders into the home's own, and take in whatever the database lacks.

    Returns how many ops got which answer; those of phones that the backup does not know wait for a person.
    """
    for folder in folders:
        for path in sorted(folder.glob("*.journal")):
            bring_in(path, make_private(journal.folder()) / path.name)
    return replay_journal(now=now)


def bring_in(path: Path, own: Path) -> None:
    """Add the records of a day to the home's file of that day.

    The one in the backup is mostly the beginning of the other. Where it is not, a record may stand there
    twice, which changes nothing: each counts once.
    """
    there = own.read_bytes() if own.exists() else b""
    brought = path.read_bytes()
    new = brought[len(there) :] if brought.startswith(there) else brought
    with own.open("ab") as file:
        own.chmod(0o600)
        file.write(new)
