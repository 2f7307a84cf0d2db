"""Sentences about the household's voice: its cards, what it asks about what is kept of it, consent."""

from django.utils.translation import gettext, gettext_lazy, ngettext

from lianxin.desk.telling import callbacks
from lianxin.desk.telling.names import Names, comma
from lianxin.desk.telling.saying import Sentence, always, filled
from lianxin.desk.visits.words import word
from lianxin.ledger.models import Event
from lianxin.voice.vocabulary import AskKind, Outcome, Purpose, RequestKind

ERASED = {"phone": gettext_lazy("电话"), "note": gettext_lazy("备注"), "position": gettext_lazy("坐标")}


def _printed(event: Event, names: Names) -> str:
    count = event.after.get("cards", 0)
    return ngettext("印了 %(count)d 张连心卡", "印了 %(count)d 张连心卡", count) % {"count": count}


def _fetched(event: Event, names: Names) -> str:
    count = event.after.get("cards", 0)
    return ngettext("下载了 %(count)d 张连心卡", "下载了 %(count)d 张连心卡", count) % {"count": count}


def _asked(event: Event) -> dict[str, str]:
    """What was asked, what became of it, what was agreed to: each where the event has it."""
    tables = (("kind", RequestKind), ("outcome", Outcome), ("purpose", Purpose))
    return {name: word(table, str(event.after.get(name, ""))) for name, table in tables}


def _erased(event: Event) -> dict[str, str]:
    words = [str(ERASED[one]) for one in event.after.get("erased", []) if one in ERASED]
    return {"what": comma().join(words)}


def _raised(event: Event, names: Names) -> str:
    kind = word(AskKind, str(event.after.get("kind", "")))
    if event.after.get("waits", "advice") == "advice":
        return gettext("网页上有人提出：%(kind)s") % {"kind": kind}
    return gettext("网页上有人提出：%(kind)s，等人看过再办") % {"kind": kind}


def _of_raised(event: Event) -> dict[str, str]:
    return {
        "kind": word(AskKind, str(event.after.get("kind", ""))),
        "number": str(event.after.get("number", "")),
    }


SENTENCES: dict[str, Sentence] = {
    **callbacks.SENTENCES,
    "cards.printed": _printed,
    "cards.fetched": _fetched,
    "card.opened": always(gettext_lazy("这一户头一次打开了新的连心卡，旧的不能用了")),
    "card.guessed": always(gettext_lazy("有人连着猜这一户的短码，短码先停一停，图案照样能扫")),
    "card.burnt": always(gettext_lazy("连心卡的短码连错五次，只能扫码了")),
    "card.revoked": always(gettext_lazy("作废了这一户的连心卡")),
    "rights.asked": filled(gettext_lazy("住户提出：%(kind)s"), _asked),
    "rights.answered": filled(gettext_lazy("答复住户的要求：%(kind)s（%(outcome)s）"), _asked),
    "consent.given": filled(gettext_lazy("住户同意：%(purpose)s"), _asked),
    "consent.withdrawn": filled(gettext_lazy("住户收回同意：%(purpose)s"), _asked),
    "household.erased": filled(gettext_lazy("应住户要求删掉了：%(what)s"), _erased),
    "ask.raised": _raised,
    "ask.opened": filled(gettext_lazy("看过网页上提的，立案去办：%(number)s"), _of_raised),
    "ask.answered": filled(gettext_lazy("答复了网页上提的：%(kind)s"), _of_raised),
    "ask.set_aside": filled(gettext_lazy("网页上提的没有往下办，写了原因：%(kind)s"), _of_raised),
    "contact.set": always(gettext_lazy("写上了群众能打的电话")),
}
