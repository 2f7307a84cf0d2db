"""Wrong codes of one card from one address, and the waits they earn."""

from datetime import datetime

from lianxin.people.vault import blind_index
from lianxin.voice.models import CodeTries
from lianxin.voice.rules import FORGET_AFTER, NAME_LENGTH


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
    CodeTries.objects.get_or_create(digest=digest, defaults={"last_at": now})
    return CodeTries.objects.select_for_update().get(digest=digest)


def let_pass(until: datetime | None, now: datetime) -> None:
    """Raises CodeWait while a wait is not over."""
    if until is not None and until > now:
        raise CodeWait(until)
