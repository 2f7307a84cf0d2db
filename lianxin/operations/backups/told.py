"""What a database says about itself, in the few statements that SQLite and PostgreSQL share."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

Ask = Callable[[str], Sequence[Sequence[Any]]]


@dataclass(frozen=True, slots=True)
class Told:
    """The rows of each table, the migrations that were applied, and the newest seal of the ledger."""

    version: str
    rows: dict[str, int]
    migrations: list[str]
    ledger: dict[str, Any]


def tell_of(ask: Ask, tables: Sequence[str], version: str) -> Told:
    """Ask a database for all of it; `ask` runs one statement and returns its rows."""
    rows = {table: ask(f'SELECT count(*) FROM "{table}"')[0][0] for table in sorted(tables)}
    names = ask("SELECT app, name FROM django_migrations ORDER BY app, name")
    return Told(version, rows, [f"{app}.{name}" for app, name in names], _head(ask))


def _head(ask: Ask) -> dict[str, Any]:
    found = ask("SELECT number, last_event_id, seal FROM ledger_block ORDER BY number DESC LIMIT 1")
    if not found:
        return {"block": 0, "last_event": 0, "seal": ""}
    number, last_event, seal = found[0]
    return {"block": number, "last_event": last_event, "seal": bytes(seal).hex()}
