"""Sentences about notices: who is told how, which groups hear of which place, what went outside."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from lianxin.desk.telling.names import Names
from lianxin.desk.telling.saying import Sentence
from lianxin.ledger.models import Event
from lianxin.notices.vocabulary import Vendor


def _channel(event: Event) -> dict[str, Any]:
    code = str(event.after.get("vendor", ""))
    vendor = Vendor(code) if code in list(Vendor) else None
    return {"name": event.after.get("name") or "—", "vendor": vendor.zh if vendor else code}


def _added(event: Event, names: Names) -> str:
    return _("让一个群听通知：%(name)s（%(vendor)s）") % _channel(event)


def _ended(event: Event, names: Names) -> str:
    return _("一个群不再听通知：%(name)s（%(vendor)s）") % _channel(event)


def _tested(event: Event, names: Names) -> str:
    return _("往一个群试发通知：%(name)s（%(vendor)s）") % _channel(event)


def _again(event: Event, names: Names) -> str:
    if not event.after.get("name"):
        return _("不知道发出去没有的一封邮件，再发一次")
    return _("不知道发出去没有的一条，再发一次：%(name)s（%(vendor)s）") % _channel(event)


def _told(event: Event, names: Names) -> str:
    lines = int(event.after.get("lines", 0))
    return ngettext("数了一遍等人办的事：%(lines)d 行有变", "数了一遍等人办的事：%(lines)d 行有变", lines) % {
        "lines": lines
    }


def _sent(event: Event, names: Names) -> str:
    failed = int(event.after.get("failed", 0))
    sent = sum(int(number) for way, number in event.after.items() if way not in ("failed", "again"))
    return _("往外发通知：发出 %(sent)d 条，没发出去 %(failed)d 条") % {"sent": sent, "failed": failed}


SENTENCES: dict[str, Sentence] = {
    "notices.preferred": lambda event, names: _("改了怎么通知自己"),
    "notices.channel_added": _added,
    "notices.channel_ended": _ended,
    "notices.tested": _tested,
    "notices.sent_again": _again,
    "notices.told": _told,
    "notices.sent": _sent,
}
