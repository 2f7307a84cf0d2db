"""The keys of one district: files under `LIANXIN_HOME/keys`, readable by the owner only.

Three keys, each 32 random bytes, each with one use: `session` signs cookies, `vault` encrypts what must
be unreadable at rest (and derives the blind index), `seal` chains the ledger. They are made once, by
`lianxin init` or `lianxin demo`, and are never kept in the database or in a backup of it.
"""

import os
import secrets
from pathlib import Path

NAMES = ("session", "vault", "seal")
KEY_BYTES = 32


class KeyMissing(RuntimeError):
    """A key is needed and its file is not there, or is not 32 bytes long."""


def key_file(home: Path, name: str) -> Path:
    return home / "keys" / f"{name}.key"


def missing_keys(home: Path) -> list[str]:
    """The names of the keys that have no file yet."""
    return [name for name in NAMES if not key_file(home, name).exists()]


def make_keys(home: Path) -> list[str]:
    """Make the keys that are missing and return their names; keys already there are left alone."""
    folder = home / "keys"
    folder.mkdir(parents=True, exist_ok=True)
    folder.chmod(0o700)
    made = missing_keys(home)
    for name in made:
        handle = os.open(key_file(home, name), os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(secrets.token_bytes(KEY_BYTES))
    return made


def read_key(home: Path, name: str) -> bytes:
    """Return the 32 bytes of a key. Raises KeyMissing when the file is absent or cut short."""
    path = key_file(home, name)
    try:
        key = path.read_bytes()
    except FileNotFoundError:
        raise KeyMissing(f"The key {path.name} is missing; run `lianxin init`, or put it back.") from None
    if len(key) != KEY_BYTES:
        raise KeyMissing(f"The key {path.name} holds {len(key)} bytes instead of {KEY_BYTES}; put it back.")
    return key
