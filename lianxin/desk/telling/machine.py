"""Sentences about the machine: backups made, proven and put back, and the keys saved."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lianxin.desk.telling.names import Names
from lianxin.desk.words import day_words
from lianxin.ledger.models import Event

Sentence = Callable[[Event, Names], Any]


def _counted(text: str | Promise) -> Sentence:
    """A sentence with the moment a backup was made, its rows and its size."""

    def tell(event: Event, names: Names) -> str:
        after = event.after
        rows, size = after.get("rows", 0), after.get("bytes", 0)
        told = {"rows": f"{rows:,}", "megabytes": f"{size / 2**20:,.0f}", "moment": _moment(after)}
        return str(text) % told

    return tell


def _moment(after: dict[str, Any]) -> str:
    try:
        moment = timezone.localtime(datetime.fromisoformat(after.get("made_at", "")))
    except ValueError:
        return "—"
    day: date = moment.date()
    return f"{day_words(day, timezone.localdate())} {moment:%H:%M}"


SENTENCES: dict[str, Sentence] = {
    "backup.made": _counted(gettext_lazy("做了备份：%(rows)s 行，%(megabytes)s MB")),
    "backup.verified": _counted(gettext_lazy("验过备份：%(moment)s 的那份在别处恢复了一遍，是好的")),
    "backup.restored": _counted(gettext_lazy("从备份恢复：回到 %(moment)s 的样子")),
    "keys.saved": lambda event, names: _("把密钥另存了一份"),
}
