"""What every sentence of the ledger is, and the simplest kind."""

from collections.abc import Callable
from typing import Any

from django.utils.functional import Promise

from lianxin.desk.telling.names import Names
from lianxin.ledger.models import Event

Sentence = Callable[[Event, Names], Any]
"""What an event says, with the names of what it is about at hand."""


def always(text: str | Promise) -> Sentence:
    """A sentence that says the same of every event of its kind."""
    return lambda event, names: text
