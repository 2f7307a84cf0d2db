"""Sessions in the database, looked up only by keys that could be ours.

A cookie is typed by whoever sends it. Django asks the database for any text of eight characters or more, and
PostgreSQL answers a NUL or a lone surrogate with an error instead of "not found".
"""

from django.contrib.sessions.backends import db


class SessionStore(db.SessionStore):
    """Django's own store; a key that is not plain letters and digits is no key."""

    def _validate_session_key(self, key: str | None) -> bool:
        return super()._validate_session_key(key) and key.isascii() and key.isalnum()
