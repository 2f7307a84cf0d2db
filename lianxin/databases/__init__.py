"""Django's two back ends with one habit changed: foreign keys are checked at once, not at COMMIT.

An immediate check names the statement that broke the rule, and it is what keeps the way open to
sharding by schema. Also here: how `DATABASE_URL` is read.
"""

from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit


def database_settings(url: str, home: Path) -> dict[str, Any]:
    """Return the Django `DATABASES` entry for a `DATABASE_URL`; an empty one means SQLite in `home`.

    `postgresql://user:password@host:port/name?schema=hanbin`: `schema` names the district's own schema,
    everything else after the question mark is handed to libpq. `sqlite:///path/to/file.db` names a file.
    Raises ValueError for any other scheme.
    """
    parts = urlsplit(url)
    if parts.scheme in ("", "sqlite"):
        return sqlite_settings(Path(unquote(parts.path)[1:]) if parts.path else home / "lianxin.db")
    if parts.scheme not in ("postgresql", "postgres"):
        raise ValueError(f"DATABASE_URL: {parts.scheme}:// is not served; use sqlite:/// or postgresql://")
    options = dict(parse_qsl(parts.query))
    schema = options.pop("schema", "")
    host = options.pop("host", None) or unquote(parts.hostname or "")
    session = "-c synchronous_commit=on"
    if schema:
        session += f" -c search_path={schema}"
    return {
        "ENGINE": "lianxin.databases.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": host,
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {**options, "options": session},
    }


def sqlite_settings(path: Path) -> dict[str, Any]:
    """Return the `DATABASES` entry for one SQLite file: WAL, every commit on disk, one writer at a time."""
    return {
        "ENGINE": "lianxin.databases.sqlite",
        "NAME": str(path),
        "CONN_MAX_AGE": 60,  # opening and closing the file costs more than a small request
        "OPTIONS": {
            "timeout": 30,
            "transaction_mode": "IMMEDIATE",
            "init_command": (
                "PRAGMA journal_mode=WAL;"
                "PRAGMA synchronous=FULL;"
                "PRAGMA cache_size=-65536;"
                "PRAGMA mmap_size=268435456;"
                "PRAGMA temp_store=MEMORY"
            ),
        },
    }
