"""Sentences about what the machine does by itself: backups, keys, seals, the close of a month."""

from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext, gettext_lazy

from lianxin.desk.telling.saying import Sentence, always, filled, told_moment
from lianxin.ledger.models import Event


def _counted(event: Event) -> dict[str, str]:
    """The moment a backup was made, its rows and its size."""
    rows, size = event.after.get("rows", 0), event.after.get("bytes", 0)
    told = {"rows": f"{rows:,}", "megabytes": f"{size / 2**20:,.0f}"}
    return told | {"moment": told_moment(event.after.get("made_at"))}


def _closed(event: Event) -> dict[str, str]:
    """The month and its pools."""
    first = date.fromisoformat(f"{event.after['month']}-01")
    return {"month": date_format(first, gettext("Y年n月")), "pools": f"{event.after.get('pools', 0):,}"}


SENTENCES: dict[str, Sentence] = {
    "backup.made": filled(gettext_lazy("做了备份：%(rows)s 行，%(megabytes)s MB"), _counted),
    "backup.verified": filled(gettext_lazy("验过备份：%(moment)s 的那份在别处恢复了一遍，是好的"), _counted),
    "backup.restored": filled(gettext_lazy("从备份恢复：回到 %(moment)s 的样子"), _counted),
    "complaints.sealed": always(gettext_lazy("封存了投诉登记（每天一次，有没有投诉都一样）")),
    "ratings.closed": filled(gettext_lazy("合计了%(month)s的评价：凑够户数、能说的有 %(pools)s 组"), _closed),
    "ratings.given_up": filled(
        gettext_lazy(
            "数据库退回了从前的样子：到%(month)s为止还没合计的评价不再合计，免得和说过的一减就认出人"
        ),
        _closed,
    ),
    "keys.saved": always(gettext_lazy("把密钥另存了一份")),
}
