"""A folder of nightly backups: how each is named, and taking away those that are no longer needed."""

import shutil
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from django.utils import timezone

from lianxin.operations.backups.making import own_checks
from lianxin.operations.backups.manifest import MANIFEST, NotABackup, read_manifest, sha256_of
from lianxin.operations.backups.retention import Kept, to_drop
from lianxin.operations.backups.status import verified_manifests


def name_for(moment: datetime) -> str:
    """`2026-11-22T023000+0800`, in local time."""
    return f"{timezone.localtime(moment):%Y-%m-%dT%H%M%S%z}"


def thin_out(folder: Path) -> list[str]:
    """Remove the backups of this district that `retention` says are not needed; returns their names.

    What is no backup, or one of another district, is left alone.
    """
    dropped = [backup.name for backup in to_drop(backups_in(folder))]
    for name in dropped:
        going = (folder / name).rename(folder / f".{name}.going")  # half of a backup never looks like one
        shutil.rmtree(going)
    return dropped


def backups_in(folder: Path) -> Iterator[Kept]:
    """The backups right below a folder that were made in this district."""
    verified, ours = verified_manifests(), own_checks()
    for path in sorted(folder.iterdir()):
        try:
            manifest = read_manifest(path)
        except NotABackup:
            continue
        if not path.is_symlink() and not path.name.startswith(".") and manifest.keys == ours:
            made = timezone.localtime(datetime.fromisoformat(manifest.made_at))
            yield Kept(path.name, made, sha256_of(path / MANIFEST).sha256 in verified)
