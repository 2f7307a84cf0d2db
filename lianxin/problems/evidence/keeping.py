"""Files of evidence on the disk: sealed, each bound to its problem, under `LIANXIN_HOME/media/evidence`."""

from uuid import UUID

from lianxin.visits.photos.folders import FileGone as FileGone
from lianxin.visits.photos.folders import SealedFolder

EVIDENCE = SealedFolder("evidence")


def put(key: UUID, problem: UUID, data: bytes) -> None:
    """Seal a file onto the disk; when this returns it is there, whole or not at all."""
    EVIDENCE.put(key, data, _bound(key, problem))


def take(key: UUID, problem: UUID) -> bytes:
    """What was handed in. Raises FileGone, also where it is asked for as another problem's."""
    return EVIDENCE.take(key, _bound(key, problem))


def drop(key: UUID) -> None:
    EVIDENCE.drop(key)


def _bound(key: UUID, problem: UUID) -> str:
    return f"evidence:{problem}:{key}"
