"""The lives of this database. Phones that hear of another epoch send again everything they still keep.

The newest epoch stands in the database and, with the number of the newest event then known, in the file
`LIANXIN_HOME/epoch` beside it. A database that somebody copied back by hand names another epoch than the
file, or knows fewer events than the file has seen: a new epoch then begins by itself.
"""

import os
import threading
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.db.models import Max

from lianxin.field import asking
from lianxin.field.models import Epoch
from lianxin.ledger.actions import record
from lianxin.ledger.models import Event
from lianxin.ratings.actions import give_up_over

_checked: list[str] = []
_turn = threading.Lock()
FIRST, PUT_BACK, RESTORED = "first", "put-back", "restored"


def current() -> str:
    """The epoch in force. Call `check` once before, when a process starts to serve."""
    newest = asking.newest_epoch()
    return str(newest) if newest else ""


def check(*, now: datetime) -> str:
    """The epoch in force; begins one where database and file disagree, or where there is none yet."""
    epoch = current()
    noted, seen = _noted()
    if not epoch and not noted:
        epoch = begin(FIRST, now=now)
    elif epoch != noted or _newest_event() < seen:
        epoch = begin(PUT_BACK, now=now)
    note_events()
    return epoch


def current_or_first(*, now: datetime) -> str:
    """The epoch in force, or the first one, begun now."""
    return current() or check(now=now)


def check_once(*, now: datetime) -> None:
    """`check`, the first time in the life of this process that somebody brings something."""
    with _turn:
        if not _checked:
            _checked.append(check(now=now))


def begin(why: str, *, now: datetime) -> str:
    """Begin a new epoch: after a restore, or because the database is not the one that the file knows. What
    the lost life may have told of ratings is not told again with others."""
    with transaction.atomic():
        epoch = Epoch.objects.create(began_at=now, why=why)
        record(kind="epoch.begun", actor=None, now=now, subject=epoch, after={"why": why})
        if why != FIRST:
            give_up_over(now=now)
        transaction.on_commit(note_events)
    return str(epoch.pk)


def note_events() -> None:
    """Write down beside the database which epoch it is in and how far its ledger reaches; `tick` does so
    every minute."""
    epoch = current()
    if not epoch:
        return
    path = epoch_file()
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f"{path.name}.{os.getpid()}-{threading.get_ident()}.new")
    with beside.open("w", encoding="utf-8") as file:
        file.write(f"{epoch}\n{_newest_event()}\n")
        file.flush()
        os.fsync(file.fileno())
    os.replace(beside, path)


def epoch_file() -> Path:
    return Path(settings.LIANXIN_HOME) / "epoch"


def _noted() -> tuple[str, int]:
    try:
        epoch, *rest = epoch_file().read_text("utf-8").split()
        return epoch, int(rest[0]) if rest else 0
    except (OSError, ValueError):
        return "", 0


def _newest_event() -> int:
    return Event.objects.aggregate(newest=Max("pk"))["newest"] or 0
