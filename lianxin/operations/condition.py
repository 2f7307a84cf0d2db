"""How the installation stands, for a page: version, database, cipher, what waits, what the doctor found."""

from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from django.conf import settings
from django.db import connection

from lianxin.ledger.chain import ChainStatus, chain_status
from lianxin.operations.backups.status import BackupStatus, backup_status
from lianxin.operations.doctor import Problem, examine
from lianxin.work.models import Work


@dataclass(frozen=True, slots=True)
class Condition:
    """`database` names the system and its version; `megabytes` is its size on the disk, None when unknown."""

    version: str
    database: str
    megabytes: int | None
    cipher: str
    time_zone: str
    is_demo: bool
    working: int
    failed: int
    chain: ChainStatus
    backup: BackupStatus
    problems: list[Problem]


def condition() -> Condition:
    """Look at everything that is quick to look at; the ledger as a whole is read by a check of its own."""
    open_work = Work.objects.open().count()
    failed = Work.objects.filter(state=Work.FAILED).count()
    return Condition(
        version=version("lianxin"),
        database=_database(),
        megabytes=_megabytes(),
        cipher=settings.LIANXIN_CIPHER,
        time_zone=settings.TIME_ZONE,
        is_demo=settings.LIANXIN_DEMO,
        working=open_work,
        failed=failed,
        chain=chain_status(),
        backup=backup_status(),
        problems=examine(reads_ledger=False),
    )


def _database() -> str:
    number = ".".join(str(part) for part in connection.get_database_version())
    return f"{connection.display_name} {number}"


def _megabytes() -> int | None:
    """The size of the database: of its file, or as PostgreSQL says."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_database_size(current_database())")
            return int(cursor.fetchone()[0]) // 2**20
    if connection.is_in_memory_db():
        return None
    file = Path(connection.settings_dict["NAME"])
    return file.stat().st_size // 2**20 if file.exists() else None
