"""The inside of a verification: `python -m lianxin.operations.backups.trial BACKUP WANTED`, in its own home.

LIANXIN_HOME and DATABASE_URL point at what was restored from the backup for this purpose. Everything that can
be compared with the manifest is compared; the last line of standard output is one JSON object: `faults`
(code, message), `opened` (encrypted values that were opened; None without the key), `blocks` (of the ledger,
that fit their seals), `ops`. Into the file WANTED go the numbers of the ops that no verified backup held yet,
beside it those of photos and positions.
"""

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import django

SAMPLE = 25  # values from either end of each encrypted column, and sealed files
Fault = dict[str, str]


def main(backup: Path, wanted: Path) -> None:
    """Examine what was restored, and print what was found."""
    django.setup()
    from lianxin.databases import tables
    from lianxin.operations.backups import enclosed
    from lianxin.operations.backups.manifest import read_manifest

    manifest = read_manifest(backup)
    faults = [*_database(), *_rows(manifest.rows, manifest.migrations, manifest.ledger)]
    answer: dict[str, Any] = {"faults": faults, "opened": None, "blocks": manifest.ledger["block"], "ops": 0}
    if not faults:
        tables.bring_up_to_date()  # those of an older version become those of this one
        answer["ops"] = _write_ops(wanted)
        answer["faults"] += enclosed.examine(wanted, opens=_has_keys())
        if _has_keys():
            answer["faults"] += _chain()
            opened, broken = _open_samples()
            answer["faults"] += broken
            answer["opened"] = opened
    print(json.dumps(answer, ensure_ascii=False))


def _fault(code: str, message: str) -> Fault:
    return {"code": code, "message": message}


def _database() -> Iterator[Fault]:
    """What the database itself finds wrong. PostgreSQL checked rows and references while it loaded them."""
    from django.db import connection

    from lianxin.operations.backups import sqlite

    if connection.vendor == "sqlite":
        for words in sqlite.faults_of(sqlite.database_file()):
            yield _fault("database-broken", f"数据库里有坏的地方：{words}")


def _rows(rows: dict[str, int], migrations: list[str], ledger: dict[str, Any]) -> Iterator[Fault]:
    """Where the restored database differs from what was counted when the backup was made."""
    from django.db import connection

    from lianxin.operations.backups.told import tell_of

    with connection.cursor() as cursor:

        def ask(sql: str) -> list[Any]:
            cursor.execute(sql)
            return list(cursor.fetchall())

        told = tell_of(ask, connection.introspection.table_names(cursor), "")
    for table in sorted(rows.keys() | told.rows.keys()):
        said, found = rows.get(table), told.rows.get(table)
        if said != found:
            yield _fault("rows-differ", f"{table} 应有 {said} 行，恢复出来 {found} 行。")
    if told.migrations != migrations:
        yield _fault("migrations-differ", "恢复出来的数据库，表的版本和备份上写的不一样。")
    if told.ledger != ledger:
        yield _fault("ledger-differs", "恢复出来的台账，最后一次封存和备份上写的不一样。")


def _chain() -> Iterator[Fault]:
    from lianxin.ledger.seal import check_ledger

    for broken in check_ledger():
        yield _fault(broken.code, f"台账和封存对不上：{broken.message}")


def _has_keys() -> bool:
    from django.conf import settings

    from lianxin import keyring

    return not keyring.missing_keys(Path(settings.LIANXIN_HOME))


def _open_samples() -> tuple[int, list[Fault]]:
    """Open some values of every encrypted column, and some sealed files; returns how many opened."""
    from django.apps import apps

    from lianxin.intake import sealed
    from lianxin.intake.models import Upload
    from lianxin.people.vault import EncryptedTextField, VaultError

    opened, faults = 0, []
    for model in apps.get_models():
        for field in model._meta.concrete_fields:
            if not isinstance(field, EncryptedTextField):
                continue
            values = model._base_manager.exclude(**{field.attname: None}).values_list(
                field.attname, flat=True
            )
            try:
                for order in ("pk", "-pk"):
                    opened += len(list(values.order_by(order)[:SAMPLE]))
            except (VaultError, ValueError):
                faults.append(_fault("value-does-not-open", f"{field.place} 里有打不开的值。"))
    kept = map(sealed.upload_file, Upload.objects.filter(cleared_at=None).values_list("pk", flat=True))
    # Others are still on their way in, or whoever brought them died: the district does not know of them.
    for path in sorted(path for path in kept if path.exists())[:SAMPLE]:
        try:
            opened += sum(1 for _piece in sealed.unseal(path)) and 1
        except (VaultError, OSError):
            faults.append(_fault("file-does-not-open", f"交来的文件 {path.name} 打不开。"))
    return opened, faults


def _write_ops(wanted: Path) -> int:
    from lianxin.field.models import Op

    keys = Op.objects.filter(backed_up_at=None).values_list("pk", flat=True).order_by()
    count = 0
    with wanted.open("w") as file:
        for key in keys.iterator(chunk_size=5000):
            file.write(f"{key.hex}\n")
            count += 1
    return count


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
