"""What somebody reads who carried off a backup: each of its files, a dump of PostgreSQL also unpacked."""

import subprocess
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from django.db import connection
from django.utils import timezone

from lianxin.operations.backups import postgresql
from lianxin.operations.backups.making import make_backup
from lianxin.proofs.restore import silent


def in_a_backup() -> Iterator[tuple[str, bytes]]:
    """Make a backup and yield (place, bytes) of everything in it.

    Nothing inside a transaction, where none can be made: there the tests look, which make one elsewhere.
    """
    if connection.in_atomic_block:
        return
    with TemporaryDirectory() as folder:
        backup = make_backup(Path(folder) / "backup", now=timezone.now(), tell=silent).folder
        for path in sorted(path for path in backup.rglob("*") if path.is_file()):
            yield f"the backup's {path.name}", path.read_bytes()
            if path.name == postgresql.FILE:
                yield "the backup's dump, unpacked", unpacked(path)


def unpacked(dump: Path) -> bytes:
    """The SQL that a dump would be loaded as."""
    program = postgresql.find_program("pg_restore")
    return subprocess.run([program, "--file=-", str(dump)], check=True, capture_output=True).stdout
