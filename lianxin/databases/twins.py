"""A second SQLite file that another process fills at the same time, and bringing both together again.

SQLite has one writer at a time, so work that does not meet (two halves of a district) is done twice as fast
in two files: `part` copies the database and lets a second process work in the copy, `Twin.take_in` waits for
it and adds its new rows to ours. Only rows that are new since then come along: the copy must not change what
was there before. For the demo alone, in its own fresh file.
"""

import shutil
from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.db import connection, transaction

from lianxin.databases import second

Column = tuple[str, str]
"""A table and one of its columns."""


def part(work: Callable[[], Any]) -> "Twin | None":
    """Copy the database and run `work` in a second process on the copy; None where that cannot be.

    It cannot on another database than a SQLite file, and where `second.start` cannot. The work must be done
    under `writing_in_haste`.
    """
    if connection.vendor != "sqlite" or not second.may_start():
        return None
    ours = Path(connection.settings_dict["NAME"])
    theirs = ours.with_name(f"{ours.name}.twin")
    before = {table: _last_row(table) for table in _tables()}
    shutil.copyfile(ours, theirs)  # in haste, whatever was committed is in the file
    theirs.chmod(0o600)
    other = second.start(work, on=theirs)
    if other is None:
        theirs.unlink()
        return None
    return Twin(theirs, other, before)


@dataclass(frozen=True, slots=True)
class Twin:
    """A copy under way. `before`: the last row of each table when they parted."""

    path: Path
    other: second.Second
    before: Mapping[str, int]

    def take_in(self, numbers: Mapping[Column, str] | None = None) -> Any:
        """Wait for the other process, add its new rows behind ours, remove its file; what its work came to.

        Rows that the database numbers get the numbers after ours, and whatever points at them does so still.
        `numbers`: columns that hold such numbers without a foreign key, and the table they are of. Raises
        SecondFailed; then ours is as it was.
        """
        try:
            came_to = self.other.result()
            self._add(dict(numbers or {}))
        finally:
            self.path.unlink(missing_ok=True)
        return came_to

    def drop(self) -> None:
        """End the other process and remove its file; nothing of it comes along."""
        self.other.end()
        self.path.unlink(missing_ok=True)

    def _add(self, numbers: dict[Column, str]) -> None:
        with connection.cursor() as cursor:
            cursor.execute("ATTACH DATABASE %s AS twin", [str(self.path)])
            try:
                with transaction.atomic():
                    grown = [one for one in self.before if _last_row(one, "twin") > self.before[one]]
                    further = {one: _last_row(one) - self.before[one] for one in grown if _number(one)}
                    for table in grown:
                        cursor.execute(_adding(table, self.before, further, numbers))
            finally:
                cursor.execute("DETACH DATABASE twin")


def _adding(
    table: str, before: Mapping[str, int], further: Mapping[str, int], numbers: Mapping[Column, str]
) -> str:
    """The statement that adds a table's new rows; numbers of the database's own move `further`."""
    points_at = {(table, row[3]): row[2] for row in _rows(f"PRAGMA foreign_key_list({_quoted(table)})")}
    points_at |= numbers
    own = _number(table)
    names, values = [], []
    for _at, name, *_rest in _rows(f"PRAGMA table_info({_quoted(table)})"):
        value = _quoted(name)
        target = table if name == own else points_at.get((table, name))
        if target in further:
            value = f"{value} + {further[target]} * ({value} > {before[target]})"
        names.append(_quoted(name))
        values.append(value)
    return (
        f"INSERT INTO main.{_quoted(table)} ({', '.join(names)}) SELECT {', '.join(values)} "
        f"FROM twin.{_quoted(table)} WHERE rowid > {before[table]} ORDER BY rowid"
    )


def _tables() -> list[str]:
    names = _rows("SELECT name FROM main.sqlite_master WHERE type = 'table' AND name NOT GLOB 'sqlite_*'")
    return [name for (name,) in names]


def _last_row(table: str, database: str = "main") -> int:
    return _rows(f"SELECT COALESCE(MAX(rowid), 0) FROM {database}.{_quoted(table)}")[0][0]


def _number(table: str) -> str | None:
    """The column that the database numbers, if there is one."""
    columns = _rows(f"PRAGMA table_info({_quoted(table)})")
    keys = [(name, kind.lower()) for _at, name, kind, _null, _default, place in columns if place]
    return keys[0][0] if len(keys) == 1 and keys[0][1] == "integer" else None


def _rows(sql: str) -> list[tuple[Any, ...]]:
    with closing(connection.cursor()) as cursor:
        cursor.execute(sql)
        return cursor.fetchall()


def _quoted(name: str) -> str:
    return connection.ops.quote_name(name)
