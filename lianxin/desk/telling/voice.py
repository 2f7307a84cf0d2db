"""Sentences about the household's voice: its cards."""

from django.utils.translation import gettext_lazy, ngettext

from lianxin.desk.telling.names import Names
from lianxin.desk.telling.saying import Sentence, always
from lianxin.ledger.models import Event


def _printed(event: Event, names: Names) -> str:
    count = event.after.get("cards", 0)
    return ngettext("印了 %(count)d 张连心卡", "印了 %(count)d 张连心卡", count) % {"count": count}


def _fetched(event: Event, names: Names) -> str:
    count = event.after.get("cards", 0)
    return ngettext("下载了 %(count)d 张连心卡", "下载了 %(count)d 张连心卡", count) % {"count": count}


SENTENCES: dict[str, Sentence] = {
    "cards.printed": _printed,
    "cards.fetched": _fetched,
    "card.opened": always(gettext_lazy("这一户头一次打开了新的连心卡，旧的不能用了")),
    "card.burnt": always(gettext_lazy("连心卡的短码连错五次，只能扫码了")),
    "card.revoked": always(gettext_lazy("作废了这一户的连心卡")),
}
