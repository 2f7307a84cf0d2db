"""Searches a session remembers, so that no name and no number ever stands in an address or in a log.

What was typed is kept encrypted in the session, under a short random key; the key is what the address shows.
"""

import secrets
from typing import Any

from lianxin.people.vault import VaultError, decrypt, encrypt

KEPT = 12
PLACE = "desk.searches"


def remember(session: Any, text: str) -> str:
    """Keep a search and return its key; the oldest ones are forgotten."""
    kept = session.get("searches", {})
    key = secrets.token_urlsafe(6)
    kept[key] = encrypt(text.encode("utf-8", "surrogatepass"), PLACE).hex()
    session["searches"] = dict(list(kept.items())[-KEPT:])
    return key


def recall(session: Any, key: str) -> str | None:
    """Return what was typed, or None when this session does not remember it."""
    kept = session.get("searches", {}).get(key)
    if kept is None:
        return None
    try:
        return decrypt(bytes.fromhex(kept), PLACE).decode("utf-8", "surrogatepass")
    except VaultError:
        return None
