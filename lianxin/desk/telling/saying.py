"""What every sentence of the ledger is, and the simplest kinds."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any

from django.utils import timezone
from django.utils.functional import Promise

from lianxin.desk.telling.names import Names
from lianxin.desk.words import day_words
from lianxin.ledger.models import Event

Sentence = Callable[[Event, Names], Any]
"""What an event says, with the names of what it is about at hand."""

UNKNOWN = "—"


def always(text: str | Promise) -> Sentence:
    """A sentence that says the same of every event of its kind."""
    return lambda event, names: text


def filled(text: str | Promise, read: Callable[[Event], Mapping[str, Any]]) -> Sentence:
    """A sentence with words that are read from the event alone."""
    return lambda event, names: str(text) % read(event)


def told_day(written: Any) -> str:
    """`11月9日` of a day as the ledger has it: sentences put it into brackets, a weekday has its own."""
    try:
        return day_words(date.fromisoformat(str(written)), timezone.localdate(), weekday=False)
    except ValueError:
        return UNKNOWN


def told_moment(written: Any) -> str:
    """`11月9日 09:30` of a moment as the ledger has it."""
    try:
        moment = timezone.localtime(datetime.fromisoformat(str(written)))
    except ValueError:
        return UNKNOWN
    return f"{day_words(moment, timezone.localdate(), weekday=False)} {moment:%H:%M}"
