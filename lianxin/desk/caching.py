"""A cache of this process for counts of a whole district, which are slow and may be a few minutes old."""

from collections.abc import Callable, Hashable
from datetime import datetime, timedelta
from threading import Lock
from typing import Any

from django.utils import timezone

GOOD_FOR = timedelta(minutes=5)

_kept: dict[Hashable, tuple[datetime, Any]] = {}
_lock = Lock()


def cached(key: Hashable, count: Callable[[], Any]) -> Any:
    """What `count` answered for this key less than five minutes ago, or else what it answers now.

    The key must name the rows that are counted, and everything cheap to know by which they may have changed.
    """
    now = timezone.now()
    with _lock:
        known = _kept.get(key)
    if known and now - known[0] < GOOD_FOR:
        return known[1]
    found = count()
    with _lock:
        for old in [other for other, (at, _) in _kept.items() if now - at >= GOOD_FOR]:
            del _kept[old]
        _kept[key] = (now, found)
    return found
