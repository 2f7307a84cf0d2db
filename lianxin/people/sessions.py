"""Sessions in the database, looked up only by keys that could be ours.

A cookie is typed by whoever sends it. Django asks the database for any text of eight characters or more, and
PostgreSQL answers a NUL or a lone surrogate with an error instead of "not found".
"""

from django.contrib.sessions.backends import db

from lianxin import switches


class SessionStore(db.SessionStore):
    """Django's own store; a key that is not plain letters and digits is no key."""

    def _validate_session_key(self, key: str | None) -> bool:
        return super()._validate_session_key(key) and key.isascii() and key.isalnum()

    def get_session_cookie_age(self) -> int:
        """Seconds without a touch after which a session ends: hours by a switch of the district."""
        return switches.number_of("session_hours") * 60 * 60
