"""Putting a backup in the district's place. What was there is put aside, never deleted.

The restored district begins a new epoch: phones that hear of it send again all they still keep. Everyone
signs in anew. What the inbox journal holds from after the backup is taken in at once.
"""

import shutil
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.core.management.base import CommandError
from django.db import connections

from lianxin import keyring
from lianxin.databases import tables
from lianxin.field import epochs
from lianxin.operations import occupancy
from lianxin.operations.backups.actions import end_sessions, note_restored
from lianxin.operations.backups.contents import HOME, INBOX, PARTS, copy, make_private
from lianxin.operations.backups.databases import way
from lianxin.operations.backups.manifest import (
    MANIFEST,
    Manifest,
    NotABackup,
    Tell,
    find_faults,
    read_manifest,
    sha256_of,
)
from lianxin.operations.backups.replaying import replay
from lianxin.operations.backups.verifying import misfits, own_key

STAGE = ".restoring"


@dataclass(frozen=True, slots=True)
class Restored:
    """What was put back, where the things went that stood there before, and how many ops the journal gave
    back, by what became of them."""

    manifest: Manifest
    sha256: str
    epoch: str
    aside: list[str]
    replayed: dict[str, int]


def restore_backup(
    folder: Path, *, replaces: bool, inbox: Path | None, now: datetime, tell: Tell
) -> Restored:
    """Put a backup in this home and database. `inbox`: a folder with a journal saved from elsewhere.

    Raises CommandError, with nothing changed: the backup has faults or does not fit, there are no keys, there
    is a district and it is not to be replaced, or something still uses it.
    """
    home = Path(settings.LIANXIN_HOME)
    manifest = _checked(folder, home, tell)
    if not replaces and (there := _what_is_there(home)):
        raise CommandError(
            f"这里已经有数据了（{there}），没有动它。确实要换成备份里的，请加 --replace："
            "原来的会挪到一边，不会删。"
        )
    name = f"before-restore-{now:%Y%m%dt%H%M%S}"
    with occupancy.alone():
        aside = _put_in_place(folder, home, manifest, name, tell)
        tables.bring_up_to_date()
        end_sessions()
        epoch = epochs.begin(epochs.RESTORED, now=now)
        tell("replaying", 0, 0)
        replayed = replay([home / name / INBOX, *([inbox] if inbox else [])], now=now)
        note_restored(manifest, epoch=epoch, replayed=replayed, now=now)
    return Restored(manifest, sha256_of(folder / MANIFEST).sha256, epoch, aside, replayed)


def _checked(folder: Path, home: Path, tell: Tell) -> Manifest:
    if missing := keyring.missing_keys(home):
        raise CommandError(
            f"这里没有密钥 {'、'.join(missing)}，恢复出来也打不开。请先运行 lianxin keys restore 文件，"
            f"或把 keys 文件夹放回 {home}。"
        )
    try:
        manifest = read_manifest(folder)
        faults = [*find_faults(folder, own_key("seal"), tell), *misfits(manifest)]
    except NotABackup as refused:
        faults = [refused.fault]
    if faults:
        raise CommandError("\n".join(f"{fault.message} → {fault.remedy}" for fault in faults[:10]))
    return manifest


def _what_is_there(home: Path) -> str:
    """What a restore would replace, in words; empty when there is nothing."""
    connections.close_all()
    if way().has_tables():
        return "数据库"
    for part in PARTS:
        if any(path.is_file() and path.stat().st_size for path in [home / part, *(home / part).rglob("*")]):
            return part
    return ""


def _put_in_place(folder: Path, home: Path, manifest: Manifest, name: str, tell: Tell) -> list[str]:
    """Copy the files beside their places, bring the database, then move the old files away and the new in."""
    stage = home / STAGE
    shutil.rmtree(stage, ignore_errors=True)
    aside: set[str] = set()
    try:
        tell("files", 0, 0)
        make_private(stage)
        for file, said in manifest.files.items():
            inside = file.removeprefix(f"{HOME}/")
            if inside != file and copy(folder / file, stage / inside) != said:
                raise CommandError(f"复制 {file} 时读出来的和备份上写的不一样，没有恢复。请查一查磁盘。")
        tell("database", 0, 0)
        connections.close_all()
        aside |= {way().bring(folder, manifest, name)} - {None}
        for part in (*PARTS, epochs.epoch_file().name):
            if (home / part).exists():
                (home / part).rename(make_private(home / name) / part)
                aside.add(str(home / name))
            if (stage / part).exists():
                (stage / part).rename(home / part)
    except OSError as error:
        kept = f"原来的在 {'、'.join(sorted(aside))}，没有丢。" if aside else "原来的没有动。"
        raise CommandError(f"没有恢复成（{error.strerror}：{error.filename}）。{kept}") from None
    finally:
        shutil.rmtree(stage, ignore_errors=True)
    return sorted(aside)
