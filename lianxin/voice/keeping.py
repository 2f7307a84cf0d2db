"""The sheets on the disk: sealed, until they are fetched or their days are over."""

from pathlib import Path
from uuid import UUID

from django.conf import settings

from lianxin.intake import sealed

SUFFIX = ".sealed"


def sheet_file(key: UUID) -> Path:
    """Where the sheet of a batch lies, sealed."""
    folder = Path(settings.MEDIA_ROOT) / "cards"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder / f"{key}{SUFFIX}"


def keep_sheet(key: UUID, plain: Path) -> None:
    sealed.seal(plain, sheet_file(key))


def read_sheet(key: UUID) -> bytes:
    """The PDF. Raises FileNotFoundError once it was cleared away, VaultError where it does not open."""
    return b"".join(sealed.unseal(sheet_file(key)))


def drop_sheet(key: UUID) -> None:
    sealed.drop(sheet_file(key))
