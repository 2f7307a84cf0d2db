"""Which of the backups in a folder are kept: seven days, four weeks, twelve months. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

DAILY, WEEKLY, MONTHLY = 7, 4, 12


@dataclass(frozen=True, slots=True)
class Kept:
    """A backup in a folder: its name, when it was made (local time), and whether it was verified."""

    name: str
    made_at: datetime
    is_verified: bool


def to_drop(backups: Iterable[Kept]) -> list[Kept]:
    """The backups that are no longer needed, the oldest first.

    Kept are the newest verified backup of each of the last 7 days, 4 weeks and 12 months that have one, and
    whatever is newer than the newest verified one. The newest verified backup is therefore never dropped, and
    without a verified one nothing is. One that was never verified goes with the first verified one after it.
    """
    newest_first = sorted(backups, key=lambda backup: backup.made_at, reverse=True)
    verified = [backup for backup in newest_first if backup.is_verified]
    if not verified:
        return []
    kept = {backup.name for backup in newest_first if backup.made_at > verified[0].made_at}
    for pattern, count in (("%Y-%m-%d", DAILY), ("%G-%V", WEEKLY), ("%Y-%m", MONTHLY)):
        newest: dict[str, str] = {}
        for backup in verified:
            newest.setdefault(backup.made_at.strftime(pattern), backup.name)
        kept |= set(list(newest.values())[:count])
    return [backup for backup in reversed(newest_first) if backup.name not in kept]
