"""Making a backup while the district works: the database as of one moment, and the files that go with it."""

import hashlib
import shutil
from dataclasses import dataclass
from datetime import datetime
from importlib.metadata import version
from pathlib import Path

from django.conf import settings
from django.core.management.base import CommandError
from django.db import connection

from lianxin import keyring
from lianxin.field import epochs
from lianxin.ledger.keys import new_key
from lianxin.ledger.seal import anchor_file, seal_ledger
from lianxin.operations.backups.actions import note_made
from lianxin.operations.backups.contents import (
    ANCHORS,
    HOME,
    INBOX,
    PARTS,
    anchor_up_to,
    copy,
    files_of,
    make_private,
    to_disk,
    write,
)
from lianxin.operations.backups.databases import way
from lianxin.operations.backups.manifest import (
    MANIFEST,
    SEAL,
    SUMS,
    Copied,
    Manifest,
    Tell,
    key_check,
    seal_of,
    sums,
)
from lianxin.operations.opening import has_district


@dataclass(frozen=True, slots=True)
class Made:
    """A backup that was made; `sha256` is that of its manifest, which holds those of all other files."""

    folder: Path
    manifest: Manifest
    sha256: str


def make_backup(folder: Path, *, now: datetime, tell: Tell) -> Made:
    """Make a backup in a folder that is not there yet, or is empty; one that breaks off leaves none.

    Everything committed before `now` is in it. Raises CommandError, and KeyMissing.
    """
    home = Path(settings.LIANXIN_HOME)
    _refuse(folder, home)
    beside = folder.with_name(f".{folder.name}.unfinished")
    shutil.rmtree(beside, ignore_errors=True)
    try:
        make_private(beside)
        manifest = _fill(beside, home, now, tell)
        data = manifest.to_bytes()
        seal = seal_of(data, keyring.read_key(home, "seal"))
        write(beside / MANIFEST, data)
        write(beside / SEAL, seal)
        write(beside / SUMS, sums(data, seal, manifest.files))
        for inner in [beside, *(path for path in beside.rglob("*") if path.is_dir())]:
            to_disk(inner)
        beside.rename(folder)
        to_disk(folder.parent)
    except OSError as error:
        raise CommandError(f"备份没有写成（{error.strerror}：{error.filename or folder}）。") from None
    finally:
        shutil.rmtree(beside, ignore_errors=True)
    note_made(manifest, now=now)
    return Made(folder, manifest, hashlib.sha256(data).hexdigest())


def _refuse(folder: Path, home: Path) -> None:
    if not has_district():
        raise CommandError(f"{home} 里还没有区县，没有什么可备份。")
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise CommandError(f"{folder} 已经在了，里面有东西。请换一个新的文件夹名，备份从不覆盖。")
    if any(folder.resolve().is_relative_to(home / part) for part in (*PARTS, "keys")):
        raise CommandError(f"{folder} 在数据文件夹里面。请放在别处，最好在另一块磁盘上。")


def _fill(folder: Path, home: Path, now: datetime, tell: Tell) -> Manifest:
    """Copy everything. Files come before and after the database: what it names as of its moment is there,
    whether it came or went meanwhile."""
    files: dict[str, Copied] = {}
    tell("files", 0, 0)
    seen = _copy_files(folder, home, files, {})
    tell("database", 0, 0)
    seal_ledger(now=now)  # so that the copy is under seal to its last event
    files[way().FILE], told = way().dump(folder)
    tell("files", 0, 0)
    _copy_files(folder, home, files, seen)
    for name, path in files_of(home, INBOX):
        files[name] = copy(path, folder / name)
    if anchor := anchor_up_to(anchor_file(), told.ledger["block"]):
        name = f"{HOME}/{ANCHORS}/{anchor_file().name}"
        files[name] = write(folder / name, anchor)
    return Manifest(
        id=str(new_key()),
        made_at=now.isoformat(),
        app=version("lianxin"),
        database={"vendor": connection.vendor, "version": told.version},
        epoch=epochs.current(),
        ledger=told.ledger,
        keys=own_checks(),
        migrations=told.migrations,
        files=dict(sorted(files.items())),
        rows=told.rows,
    )


def own_checks() -> dict[str, str]:
    """By what this district's keys are recognised, by name. Raises KeyMissing."""
    home = Path(settings.LIANXIN_HOME)
    return {name: key_check(keyring.read_key(home, name)) for name in keyring.NAMES}


def _copy_files(
    folder: Path, home: Path, files: dict[str, Copied], seen: dict[str, tuple[int, int]]
) -> dict[str, tuple[int, int]]:
    """Copy the files that are new or were changed since they were seen; returns what was seen of each."""
    found: dict[str, tuple[int, int]] = {}
    for name, path in files_of(home, *(part for part in PARTS if part not in (ANCHORS, INBOX))):
        try:
            state = path.stat()
            found[name] = (state.st_size, state.st_mtime_ns)
            if seen.get(name) == found[name]:
                continue
            (folder / name).unlink(missing_ok=True)
            files[name] = copy(path, folder / name)
        except FileNotFoundError:
            (folder / name).unlink(missing_ok=True)
            files.pop(name, None)
    return found
