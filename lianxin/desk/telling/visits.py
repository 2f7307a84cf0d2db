"""Sentences about visits made: what they brought, what was told two ways, cards, families, feedback."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from lianxin.desk.telling.names import Names, comma
from lianxin.desk.telling.saying import Sentence, always, filled, told_day
from lianxin.desk.visits.words import fact_title, word
from lianxin.ledger.models import Event
from lianxin.planning.vocabulary import Cannot
from lianxin.visits.vocabulary import FamilyChange, FeedbackAbout, Replied, Side


def _recorded(event: Event, names: Names) -> str:
    """`走访（3月2日）：说了 2 件事，当场办了 1 件`."""
    told = {"day": told_day(event.after.get("on"))}
    items, settled = event.after.get("items", 0), event.after.get("settled", 0)
    if not items:
        return _("走访（%(day)s）：没提什么") % told
    told |= {"items": items, "settled": settled}
    if settled:
        return (
            ngettext(
                "走访（%(day)s）：说了 %(items)d 件事，当场办了 %(settled)d 件",
                "走访（%(day)s）：说了 %(items)d 件事，当场办了 %(settled)d 件",
                items,
            )
            % told
        )
    text = ngettext("走访（%(day)s）：说了 %(items)d 件事", "走访（%(day)s）：说了 %(items)d 件事", items)
    return text % told


def _raised(event: Event, names: Names) -> str:
    return _("报来一件急事") if event.after.get("urgent") else _("提了一件事")


def _missed(event: Event, names: Names) -> str:
    told = {
        "day": told_day(event.after.get("tried_on")),
        "why": word(Cannot, str(event.after.get("code", ""))),
    }
    return _("去了没走成（%(day)s）：%(why)s") % told


def _proposed(event: Event, names: Names) -> str:
    what = word(FamilyChange, str(event.after.get("change", "")))
    return _("提出家庭成员变动：%(what)s（%(day)s）") % {"what": what, "day": told_day(event.after.get("on"))}


def _facts(event: Event) -> dict[str, str]:
    """The titles of facts."""
    return {"facts": comma().join(fact_title(str(code)) for code in event.after.get("indicators", []))}


def _decided(event: Event, names: Names) -> str:
    told = {"what": word(FamilyChange, str(event.after.get("change", "")))}
    if event.after.get("accepted"):
        return _("照提出的改了登记：%(what)s") % told
    return _("提出的变动没有改进登记：%(what)s") % told


def _settled(event: Event, names: Names) -> str:
    told = {"fact": fact_title(str(event.after.get("indicator", "")))}
    told["side"] = word(Side, str(event.after.get("keep", "")))
    return _("两种说法定了：%(fact)s按%(side)s算") % told


def _reopened(event: Event, names: Names) -> str:
    return _("两种说法撤回了原来定的，重新等人定：%(fact)s") % {
        "fact": fact_title(str(event.after.get("indicator", "")))
    }


def _family_reopened(event: Event, names: Names) -> str:
    what = {"what": word(FamilyChange, str(event.after.get("change", "")))}
    return _("家庭成员变动撤回了原来定的，重新等人定：%(what)s") % what


def _answered(event: Event, names: Names) -> str:
    told = {"about": word(FeedbackAbout, str(event.after.get("about", "")))}
    told["became"] = word(Replied, str(event.after.get("became", "")))
    return _("答复系统反馈（%(about)s）：%(became)s") % told


def _sent(event: Event, names: Names) -> str:
    return _("反馈系统的问题：%(about)s") % {"about": word(FeedbackAbout, str(event.after.get("about", "")))}


SENTENCES: dict[str, Sentence] = {
    "visit.recorded": _recorded,
    "visit.missed": _missed,
    "item.raised": _raised,
    "note.added": always(gettext_lazy("给一次走访补记了几句")),
    "card.left": always(gettext_lazy("给这一户留了连心卡")),
    "family.proposed": _proposed,
    "family.decided": _decided,
    "item.settled": always(gettext_lazy("提过的一件事办了")),
    "clash.settled": _settled,
    "facts.clashed": filled(gettext_lazy("有两种说法，等人定：%(facts)s"), _facts),
    "answers.set_aside": filled(gettext_lazy("走访时说的登记不了，留在走访记录里：%(facts)s"), _facts),
    "feedback.sent": _sent,
    "feedback.answered": _answered,
    "clash.reopened": _reopened,
    "family.reopened": _family_reopened,
}
