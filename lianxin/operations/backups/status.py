"""When a backup was last made and proven, as the ledger knows, and which backups in a folder were proven."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from lianxin import keyring
from lianxin.ledger.models import Event

MADE, VERIFIED, KEYS_SAVED = "backup.made", "backup.verified", "keys.saved"
FRESH = timedelta(hours=24)
RECENT = 50  # an old backup may be looked at again after newer ones


@dataclass(frozen=True, slots=True)
class BackupStatus:
    """The newest proven backup (when it was made, when proven, its files, bytes and rows; None before the
    first), when one was last made, and when the keys were last saved as they are now."""

    made_at: datetime | None
    verified_at: datetime | None
    numbers: dict[str, Any]
    last_made_at: datetime | None
    keys_saved_at: datetime | None
    opened_at: datetime | None

    @property
    def megabytes(self) -> int:
        """The size of the newest proven backup."""
        return int(self.numbers.get("bytes", 0)) // 2**20

    @property
    def is_latest_verified(self) -> bool:
        """Whether nothing was made since the newest proven backup."""
        return self.last_made_at is not None and self.made_at == self.last_made_at

    def is_stale(self, now: datetime) -> bool:
        """Whether the newest proven backup is older than a day; a district's first day is forgiven."""
        since = self.made_at or self.opened_at
        return since is not None and now - since > FRESH

    def lacks_saved_keys(self, now: datetime) -> bool:
        """Whether the keys were not saved; forgiven on the first day too."""
        return self.keys_saved_at is None and self.opened_at is not None and now - self.opened_at > FRESH


def backup_status() -> BackupStatus:
    """Ask the ledger."""
    made, saved = _last(MADE), _last(KEYS_SAVED)
    recent = Event.objects.filter(kind=VERIFIED).order_by("-at", "-pk")[:RECENT]
    verified = max(recent, key=lambda event: str(event.after.get("made_at")), default=None)
    has_all = saved is not None and set(saved.after.get("keys", [])) >= set(keyring.NAMES)
    return BackupStatus(
        made_at=datetime.fromisoformat(verified.after["made_at"]) if verified else None,
        verified_at=verified.at if verified else None,
        numbers=verified.after if verified else {},
        last_made_at=made.at if made else None,
        keys_saved_at=saved.at if saved and has_all else None,
        opened_at=Event.objects.order_by("pk").values_list("at", flat=True).first(),
    )


def verified_manifests() -> set[str]:
    """The SHA-256 of the manifest of every backup that was proven."""
    return {event.after.get("sha256", "") for event in Event.objects.filter(kind=VERIFIED)}


def _last(kind: str) -> Event | None:
    return Event.objects.filter(kind=kind).order_by("-at", "-pk").first()
