"""What the ledger hears of backups: that one was made, proven or put back, and that the keys were saved."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib.sessions.models import Session
from django.db import transaction

from lianxin.field.actions import mark_backed_up
from lianxin.ledger.actions import record
from lianxin.operations.backups.manifest import Manifest
from lianxin.visits.actions import mark_enclosed_backed_up


@transaction.atomic
def note_made(manifest: Manifest, *, now: datetime) -> None:
    """A copy of everything was made: who keeps the district wants to know when."""
    record(kind="backup.made", actor=None, now=now, subject=_subject(manifest), after=_numbers(manifest))


@transaction.atomic
def note_verified(
    manifest: Manifest,
    op_ids: Iterable[UUID],
    *,
    photos: Iterable[UUID] = (),
    positions: Iterable[UUID] = (),
    sha256: str,
    now: datetime,
) -> int:
    """A backup was restored elsewhere and found whole: what phones sent up to then is now backed up.

    Returns how many ops were marked.
    """
    marked = mark_backed_up(op_ids, at=now)
    mark_enclosed_backed_up(photos, positions, at=now)
    about = _numbers(manifest) | {"sha256": sha256, "made_at": manifest.made_at, "ops": marked}
    record(kind="backup.verified", actor=None, now=now, subject=_subject(manifest), after=about)
    return marked


@transaction.atomic
def note_restored(manifest: Manifest, *, epoch: str, replayed: dict[str, int], now: datetime) -> None:
    """The district stands as it did when the backup was made, and what the journal kept since."""
    about = _numbers(manifest) | {"made_at": manifest.made_at, "epoch": epoch, "replayed": replayed}
    record(kind="backup.restored", actor=None, now=now, subject=_subject(manifest), after=about)


@transaction.atomic
def end_sessions() -> None:
    """Everyone signs in anew: who signed out after the backup was made must not be signed in again."""
    Session.objects.all().delete()


@transaction.atomic
def note_keys_saved(names: Iterable[str], *, district: UUID, now: datetime) -> None:
    """The keys went into a file of their own."""
    record(kind="keys.saved", actor=None, now=now, subject=("area", district), after={"keys": sorted(names)})


def _subject(manifest: Manifest) -> tuple[str, UUID]:
    return "backup", UUID(manifest.id)


def _numbers(manifest: Manifest) -> dict[str, Any]:
    return {"files": len(manifest.files), "bytes": manifest.all_bytes, "rows": manifest.all_rows}
