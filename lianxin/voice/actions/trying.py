"""Wrong codes of one card from one address, and the waits they earn."""

from datetime import datetime
from typing import Any, TypeVar

from django.db import models

from lianxin.people.vault import blind_index
from lianxin.voice.models import CodeTries
from lianxin.voice.rules import FORGET_AFTER, NAME_LENGTH

Tries = TypeVar("Tries", bound=models.Model)


class CodeWait(Exception):
    """Too many wrong codes: none is taken before `until`."""

    def __init__(self, until: datetime) -> None:
        super().__init__(f"{until:%Y-%m-%d %H:%M}")
        self.until = until


def tries_from(code: str, source: str, now: datetime) -> CodeTries:
    """What came from an address for the card that a code names, locked until the transaction ends; addresses
    that stayed quiet for long are forgotten on this occasion."""
    CodeTries.objects.filter(last_at__lt=now - FORGET_AFTER).delete()
    digest = blind_index("card-try", f"{code[:NAME_LENGTH]} {source}")
    return locked(CodeTries, digest=digest, defaults={"last_at": now})


def locked(table: type[Tries], **about: Any) -> Tries:
    """The row of what was tried, made where there is none, and locked until the transaction ends. Whoever is
    right deletes it while the same form, sent twice, waits for it: it is then made anew."""
    while True:
        made, _is_new = table.objects.get_or_create(**about)  # type: ignore[attr-defined]
        if found := table.objects.select_for_update().filter(pk=made.pk).first():  # type: ignore[attr-defined]
            return found


def let_pass(until: datetime | None, now: datetime) -> None:
    """Raises CodeWait while a wait is not over."""
    if until is not None and until > now:
        raise CodeWait(until)
