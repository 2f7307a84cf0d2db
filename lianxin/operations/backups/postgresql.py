"""Dumping a district's schema with pg_dump while it is in use, and loading a dump with pg_restore."""

import os
import re
import secrets
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

from django.core.management.base import CommandError
from django.db import Error, connection, transaction
from psycopg.conninfo import make_conninfo

from lianxin.operations.backups.contents import write
from lianxin.operations.backups.manifest import Copied, Manifest, sha256_of
from lianxin.operations.backups.told import Told, tell_of

FILE = "database.pgdump"
JOBS = str(min(4, os.cpu_count() or 1))


def dump(folder: Path) -> tuple[Copied, Told]:
    """Write a dump of the schema as of one moment; what it holds is counted at that same moment."""
    target = folder / FILE
    write(target, b"")
    program = [find_program("pg_dump"), "--format=custom", "--compress=1", "--no-owner", "--no-privileges"]
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        cursor.execute("SELECT pg_export_snapshot(), current_schema()")
        snapshot, schema = cursor.fetchone()
        told = _tell(cursor, schema)
        _run([*program, f"--snapshot={snapshot}", f"--schema={_exactly(schema)}", f"--file={target}"])
    return sha256_of(target), told


def _tell(cursor: Any, schema: str) -> Told:
    def ask(sql: str) -> list[Any]:
        cursor.execute(sql)
        return list(cursor.fetchall())

    cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = %s", [schema])
    tables = [name for (name,) in cursor.fetchall()]
    return tell_of(ask, tables, ask("SHOW server_version")[0][0])


def load(folder: Path, database: str | None = None) -> None:
    """Load the dump of a backup into this database, or another one on the same server.

    The schema of the dump must be there and empty. Raises CommandError.
    """
    program = [find_program("pg_restore"), "--exit-on-error", "--no-owner", "--no-privileges"]
    program += [f"--jobs={JOBS}", f"--schema={schema_in(folder)}"]
    _run([*program, str(folder / FILE)], database)


def schema_in(folder: Path) -> str:
    """The schema that the dump of a backup is of."""
    listed = _run([find_program("pg_restore"), "--list", str(folder / FILE)], connects=False)
    found = set(re.findall(r"^\d+; \d+ \d+ TABLE DATA (\S+) ", listed, re.M))
    if len(found) != 1:
        raise CommandError(f"{FILE} 里有 {len(found)} 个 schema，应当正好一个。")
    return str(found.pop())


@contextmanager
def tried_out(folder: Path, scratch: Path) -> Iterator[str]:
    """Load a backup into a database made for it; yields its DATABASE_URL. It is gone at the end."""
    name, schema = f"lianxin_trial_{secrets.token_hex(6)}", schema_in(folder)
    try:
        _make_database(name)
    except Error:
        user = connection.settings_dict["USER"] or "…"
        raise CommandError(
            "不能在 PostgreSQL 上新建试恢复用的数据库。"
            f"请让管理员执行一次 ALTER ROLE {user} CREATEDB，或在别的机器上 verify。"
        ) from None
    try:
        if schema != "public":
            _make_schema(name, schema)
        load(folder, name)
        yield url_of(name, schema)
    finally:
        with connection.cursor() as cursor:
            cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def _make_database(name: str) -> None:
    """Empty, with this database's encoding and order of texts."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_encoding_to_char(encoding), datcollate, datctype FROM pg_database"
            " WHERE datname = current_database()"
        )
        encoding, collate, ctype = cursor.fetchone()
        like_ours = f"ENCODING '{encoding}' LC_COLLATE '{collate}' LC_CTYPE '{ctype}'"
        cursor.execute(f'CREATE DATABASE "{name}" TEMPLATE template0 {like_ours}')


def _make_schema(database: str, schema: str) -> None:
    import psycopg

    with psycopg.connect(conninfo(database), password=connection.settings_dict["PASSWORD"] or None) as there:
        there.execute(f'CREATE SCHEMA "{schema}"'.encode())


def has_tables() -> bool:
    """Whether there is anything in the district's schema."""
    return bool(connection.introspection.table_names())


def bring(folder: Path, manifest: Manifest, name: str) -> str | None:
    """Load the dump of a backup as the district's schema. The old one is renamed, with this name in its own.

    Returns the new name, None when there was none. Raises CommandError; the old one then has its name again.
    """
    if (told := schema_in(folder)) != own_schema():
        raise CommandError(
            f"备份里的 schema 是 {told}，这里用的是 {own_schema()}。请把 DATABASE_URL 写成 ?schema={told}。"
        )
    aside = _put_aside(name)
    try:
        load(folder)
    except CommandError:
        _put_back(aside)
        raise
    return aside


def _put_aside(name: str) -> str | None:
    """Rename the district's schema, if anything is in it, and make an empty one."""
    with transaction.atomic(), connection.cursor() as cursor:
        schema = own_schema()
        aside = None
        if has_tables():
            _refuse_busy(cursor, schema)
            aside = f"{schema}_{name}".replace("-", "_")[:63]
            cursor.execute(f'ALTER SCHEMA "{schema}" RENAME TO "{aside}"')
        cursor.execute(f'CREATE SCHEMA IF NOT EXISTS "{schema}"')
    return aside


def _put_back(aside: str | None) -> None:
    """Undo it after a load that failed: the half-loaded schema goes, the old one has its name again."""
    schema = own_schema()
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f'DROP SCHEMA IF EXISTS "{schema}" CASCADE')
        if aside:
            cursor.execute(f'ALTER SCHEMA "{aside}" RENAME TO "{schema}"')
        else:
            cursor.execute(f'CREATE SCHEMA "{schema}"')


def _refuse_busy(cursor: Any, schema: str) -> None:
    cursor.execute(
        "SELECT count(DISTINCT lock.pid) FROM pg_locks AS lock"
        " JOIN pg_class AS thing ON thing.oid = lock.relation"
        " JOIN pg_namespace AS place ON place.oid = thing.relnamespace"
        " WHERE place.nspname = %s AND lock.pid <> pg_backend_pid()",
        [schema],
    )
    if cursor.fetchone()[0]:
        raise CommandError("还有程序在用这个数据库。请先停下 lianxin serve 和 lianxin work，再恢复。")


def own_schema() -> str:
    """The schema the district lives in, also before it exists: the first of the search path."""
    said = re.search(r"search_path=(\S+)", connection.settings_dict["OPTIONS"].get("options", ""))
    return said[1] if said else "public"


def _exactly(schema: str) -> str:
    """A schema's name as a pattern of pg_dump that fits nothing else."""
    return f'"{schema}"'


def conninfo(database: str | None = None) -> str:
    """How to reach the server, for libpq; the password is not in it, as other people see command lines."""
    settings = connection.settings_dict
    known = {"host": settings["HOST"], "port": settings["PORT"], "user": settings["USER"]}
    options = {name: value for name, value in settings["OPTIONS"].items() if _is_for_libpq(name)}
    given = {name: str(value) for name, value in (known | options).items() if value}
    return make_conninfo(dbname=database or settings["NAME"], **given)


def _is_for_libpq(name: str) -> bool:
    """The session's options are ours, and some of the options are Django's own."""
    return name not in ("options", "assume_role", "isolation_level", "pool", "server_side_binding")


def url_of(database: str, schema: str) -> str:
    """The DATABASE_URL of a schema of a database on this server, the password in it: for an environment."""
    settings = connection.settings_dict
    user, password = quote(settings["USER"] or "", safe=""), quote(settings["PASSWORD"] or "", safe="")
    query = {name: str(value) for name, value in settings["OPTIONS"].items() if _is_for_libpq(name)}
    query |= {"schema": schema, "host": settings["HOST"]}
    port = f":{settings['PORT']}" if settings["PORT"] else ""
    who = f"{user}:{password}@" if password else f"{user}@"
    return f"postgresql://{who}{port}/{quote(database)}?{urlencode({k: v for k, v in query.items() if v})}"


def find_program(name: str) -> str:
    """The path of pg_dump or pg_restore that is new enough for the server. Raises CommandError."""
    with connection.cursor() as cursor:
        wanted = int(cursor.connection.info.server_version) // 10000
    debian = sorted(
        Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), key=lambda path: -float(path.parts[-3])
    )
    for found in filter(None, [shutil.which(name), *map(str, debian)]):
        said = subprocess.run([found, "--version"], capture_output=True, text=True).stdout
        number = re.search(r"\) (\d+)", said)
        if number and int(number[1]) >= wanted:
            return found
    raise CommandError(
        f"找不到 {name} {wanted} 或更新的版本，备份 PostgreSQL 要用它。Debian、Ubuntu："
        f"sudo apt install postgresql-client-{wanted}"
    )


def _run(command: list[str], database: str | None = None, *, connects: bool = True) -> str:
    """Run a program of PostgreSQL's against a database. Raises CommandError with its last words."""
    environment = dict(os.environ)
    if password := connection.settings_dict["PASSWORD"]:
        environment["PGPASSWORD"] = password
    reach = [f"--dbname={conninfo(database)}"] if connects else []
    done = subprocess.run([command[0], *reach, *command[1:]], env=environment, capture_output=True, text=True)
    if done.returncode != 0:
        words = (done.stderr.strip().splitlines() or ["?"])[0]
        raise CommandError(f"{Path(command[0]).name} 没有做成：{words}")
    return done.stdout
