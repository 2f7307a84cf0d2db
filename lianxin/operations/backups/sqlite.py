"""Copying a district's SQLite while it is in use, and putting a copy in a place."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from django.core.management.base import CommandError
from django.db import connection

from lianxin.operations.backups.contents import copy, make_private, to_disk, write
from lianxin.operations.backups.manifest import Copied, Manifest, sha256_of
from lianxin.operations.backups.told import Told, tell_of

FILE = "database.sqlite"
COMPANIONS = ("", "-wal", "-shm", "-journal")


def dump(folder: Path) -> tuple[Copied, Told]:
    """Write a copy as of one moment into a backup; writers go on meanwhile. Deleted rows are not in it."""
    target = folder / FILE
    write(target, b"")  # so that it is the owner's alone from its first byte on
    with connection.cursor() as cursor:
        cursor.execute("VACUUM INTO %s", [str(target)])
    to_disk(target)
    return sha256_of(target), tell_of_file(target)


def tell_of_file(path: Path) -> Told:
    """What stands in a copy that nobody writes."""
    with closing(sqlite3.connect(f"file:{path}?mode=ro&immutable=1", uri=True)) as copied:
        tables = (
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"
        )
        names = [name for (name,) in copied.execute(tables)]
        return tell_of(lambda sql: copied.execute(sql).fetchall(), names, sqlite3.sqlite_version)


def faults_of(path: Path) -> list[str]:
    """What SQLite finds wrong with a database file, in its own words; empty when it is whole."""
    with closing(sqlite3.connect(path)) as copied:
        found = [words for (words,) in copied.execute("PRAGMA integrity_check(20)") if words != "ok"]
        rows = copied.execute("PRAGMA foreign_key_check").fetchmany(20)
    return found + [f"row {row} of {table} points to no row of {parent}" for table, row, parent, _ in rows]


@contextmanager
def tried_out(folder: Path, scratch: Path) -> Iterator[str]:
    """Put the copy of a backup into an empty home and yield the DATABASE_URL to it (none: the home's own)."""
    copy(folder / FILE, scratch / "lianxin.db")
    yield ""


def database_file() -> Path:
    return Path(connection.settings_dict["NAME"])


def has_tables() -> bool:
    """Whether there is anything in the database file; a look alone makes an empty one."""
    file = database_file()
    if not file.exists() or not file.stat().st_size:
        return False
    with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as old:
        return bool(old.execute("SELECT count(*) FROM sqlite_master").fetchone()[0])


def bring(folder: Path, manifest: Manifest, name: str) -> str | None:
    """Let the copy of a backup be the district's database. The old one is put aside under this name.

    Returns where to, None when there was none. Raises CommandError; the old one then stands where it stood.
    """
    file = database_file()
    staged = file.with_name(f"{file.name}.restoring")
    staged.unlink(missing_ok=True)
    try:
        if copy(folder / FILE, staged) != manifest.files[FILE]:
            raise CommandError("复制数据库时读出来的和备份上写的不一样，没有恢复。请换一份备份，查一查磁盘。")
        aside = _put_aside(name)
        staged.rename(file)
    finally:
        staged.unlink(missing_ok=True)
    to_disk(file.parent)
    return str(aside) if aside else None


def _put_aside(name: str) -> Path | None:
    """Move the database file away, folded into one; returns where to, None when there was none.

    Raises CommandError when somebody has it open.
    """
    connection.close()
    file = database_file()
    if not file.exists():
        return None
    _fold(file)
    aside = make_private(file.parent / name)
    for companion in COMPANIONS:
        part = file.with_name(file.name + companion)
        if part.exists():
            part.rename(aside / part.name)
    return aside


def _fold(file: Path) -> None:
    """Bring what stands in the write-ahead log into the file; SQLite lets only one that is alone do that."""
    with closing(sqlite3.connect(file, timeout=2)) as alone:
        try:
            mode = alone.execute("PRAGMA journal_mode=DELETE").fetchone()[0]
        except sqlite3.OperationalError:
            mode = "locked"
        except sqlite3.DatabaseError:
            return  # it is no database any more; that may be why a backup is brought back
    if mode != "delete":
        raise CommandError("还有程序开着数据库。请先停下 lianxin serve 和 lianxin work，再恢复。")
