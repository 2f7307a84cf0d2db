"""Proving a backup: its files are hashed, then it is restored elsewhere and what comes out is examined.

Only then are the visits in it called backed up, in the district it was made from.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import chain
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.loader import MigrationLoader

from lianxin import keyring
from lianxin.field import epochs, journal
from lianxin.ledger.models import Block
from lianxin.operations.backups import enclosed
from lianxin.operations.backups.actions import note_verified
from lianxin.operations.backups.contents import HOME, copy
from lianxin.operations.backups.databases import WAYS, way
from lianxin.operations.backups.manifest import (
    MANIFEST,
    Fault,
    Manifest,
    NotABackup,
    Tell,
    find_faults,
    key_check,
    read_manifest,
    sha256_of,
)

# Phones keep what they sent for 30 days at most; the journal is kept a little longer than that.
JOURNAL_KEPT = timedelta(days=35)
REMEDY = "不要用这份备份。再做一份；还是这样，请先查数据库和磁盘。"


@dataclass(frozen=True, slots=True)
class Verified:
    """What came of it. Without faults the backup is good.

    `sha256` is that of the manifest. `opened`: encrypted values and files that were opened, None where there
    are no keys. `ops`: uploads that are backed up from now on, None where the district is another one.
    """

    manifest: Manifest | None
    sha256: str
    faults: list[Fault]
    opened: int | None = None
    ops: int | None = None


def verify_backup(folder: Path, *, now: datetime, tell: Tell) -> Verified:
    """Hash a backup, restore it elsewhere, examine it, and tell the district it came from.

    Raises CommandError when it could not be tried out (no room, no program, no right).
    """
    try:
        manifest = read_manifest(folder)
        faults = [*find_faults(folder, own_key("seal"), tell), *misfits(manifest)]
    except NotABackup as refused:
        return Verified(None, "", [refused.fault])
    sha256 = sha256_of(folder / MANIFEST).sha256
    if faults:
        return Verified(manifest, sha256, faults)
    with _scratch() as scratch:
        wanted = scratch / "ops"
        found = _try_out(folder, scratch / "home", manifest, wanted, tell)
        faults = [Fault(fault["code"], fault["message"], REMEDY) for fault in found["faults"]]
        ops = None
        if not faults and is_ours(manifest):
            keys = (UUID(line) for line in wanted.read_text().split())
            ops = note_verified(manifest, keys, **enclosed.keys_beside(wanted), sha256=sha256, now=now)
            journal.drop_before((datetime.fromisoformat(manifest.made_at) - JOURNAL_KEPT).date())
    return Verified(manifest, sha256, faults, found["opened"], ops)


def own_key(name: str) -> bytes | None:
    """A key of this home, None where there is none (a backup may be checked on another machine)."""
    try:
        return keyring.read_key(Path(settings.LIANXIN_HOME), name)
    except keyring.KeyMissing:
        return None


def misfits(manifest: Manifest) -> Iterator[Fault]:
    """Why a whole backup could not be brought back here: other keys, another database, newer tables."""
    for name, check in manifest.keys.items():
        key = own_key(name)
        if key is not None and key_check(key) != check:
            words = f"这里的密钥 {name}.key 不是做备份时的那一把，备份里的内容打不开。"
            yield Fault("other-key", words, "用 lianxin keys restore 放回这个区县的密钥。")
    vendor = manifest.database.get("vendor", "")
    if vendor not in WAYS or WAYS[vendor] is not way():
        words = f"这是 {vendor} 的备份，这里用的是 {connection.vendor}。"
        yield Fault("other-database", words, "把 DATABASE_URL 设成同一种数据库。")
    shipped = MigrationLoader(None).disk_migrations
    replaced = (pair for migration in shipped.values() for pair in migration.replaces)
    known = {f"{app}.{name}" for app, name in chain(shipped, replaced)}
    if newer := [name for name in manifest.migrations if name not in known]:
        words = f"备份是用更新的版本（{manifest.app}）做的，这一版还不认识 {newer[0]}。"
        yield Fault("newer", words, f"先把 Lianxin 升级到 {manifest.app} 或更新的版本。")


def is_ours(manifest: Manifest) -> bool:
    """Whether this is a backup of the district that lives here, in the life it is in now."""
    try:
        block = Block.objects.filter(pk=manifest.ledger["block"]).first()
        same = block is not None and bytes(block.seal).hex() == manifest.ledger["seal"]
        return same and epochs.current() == manifest.epoch
    except DatabaseError:
        return False


@contextmanager
def _scratch() -> Iterator[Path]:
    """A folder for a trial, on the district's disk where there is one: that has room for a copy."""
    home = Path(settings.LIANXIN_HOME)
    folder = Path(tempfile.mkdtemp(prefix=".trial-", dir=home if home.is_dir() else None))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _try_out(folder: Path, home: Path, manifest: Manifest, wanted: Path, tell: Tell) -> dict[str, Any]:
    """Restore into an empty home and database, and have another process examine them."""
    home.mkdir(mode=0o700)
    if (keys := Path(settings.LIANXIN_HOME) / "keys").is_dir():
        (home / "keys").symlink_to(keys)
    tell("restoring", 0, 0)
    for name in manifest.files:
        if name.startswith(f"{HOME}/"):
            copy(folder / name, home / name.removeprefix(f"{HOME}/"))
    with way().tried_out(folder, home) as url:
        tell("examining", 0, 0)
        environment = os.environ | {
            "LIANXIN_HOME": str(home),
            "DATABASE_URL": url,
            "DJANGO_SETTINGS_MODULE": "lianxin.settings",
            "PYTHONPATH": str(settings.PROJECT),
        }
        command = [sys.executable, "-m", "lianxin.operations.backups.trial", str(folder), str(wanted)]
        done = subprocess.run(command, env=environment, capture_output=True, text=True)
    if done.returncode != 0:
        kind = (done.stderr.strip().splitlines() or ["?"])[-1].partition(":")[0]  # its words may name a row
        return {
            "faults": [{"code": "does-not-open", "message": f"恢复出来的区县打不开（{kind}）。"}],
            "opened": None,
        }
    return dict(json.loads(done.stdout.splitlines()[-1]))
