"""What lies in an upload, in readable lines, for whoever may see the home it is about."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from lianxin.desk.visits.words import (
    amount,
    category_word,
    fact_title,
    fact_words,
    form_today,
    titles_of,
    word,
)
from lianxin.desk.words import day_words
from lianxin.field.confiding import readable, without_complaints
from lianxin.field.contents import ContentsGone, op_as_sent
from lianxin.field.models import Op
from lianxin.field.sealed_items import KIND as SEALED
from lianxin.planning.vocabulary import Cannot
from lianxin.registry.models import Household, Resident
from lianxin.visits import payloads
from lianxin.visits.vocabulary import FamilyChange, FeedbackAbout, ItemKind, MetOther, Place, Worked

LONGEST_RAW = 4000

Line = tuple[str, str]
"""What it is, and what it says."""


@dataclass(frozen=True, slots=True)
class Content:
    """`lines` are empty where nothing can be read; `raw` is then the text as it came, cut to a length."""

    lines: list[Line]
    raw: str = ""


def sees_home(op: Op, person: Any) -> bool:
    """Whether the person sees the home an upload is about; a home that is not on the register is nobody's."""
    if op.household_id is None:
        return True
    homes = Household.objects.filter(pk=op.household_id)
    return not homes.exists() or homes.seen_by(person).exists()


def content_of(op: Op) -> Content:
    try:
        raw, sent = op_as_sent(op)
    except ContentsGone:
        return Content([])
    if op.kind == SEALED:
        return Content([])
    if sent is None:
        return Content([], _cut(readable(raw.decode("utf-8", "replace"))))
    try:
        payload = payloads.decode(op.kind, sent.payload.encode("utf-8", "surrogatepass"))
    except payloads.PayloadRefused:
        return Content([], _cut(readable(sent.payload)))
    open_to_all, _confided = without_complaints(payload)
    return Content(list(Reader(op).lines(open_to_all)))


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST_RAW else text[:LONGEST_RAW] + "…"


class Reader:
    """Says one payload in lines. Names only residents of the home the upload is about."""

    def __init__(self, op: Op) -> None:
        residents = Resident.objects.filter(household=op.household_id) if op.household_id else []
        self.names = {one.pk: one.name for one in residents}
        self.today = timezone.localdate()
        self.titles = titles_of([form_today(self.today)])

    def lines(self, payload: Any) -> Iterator[Line]:
        match payload:
            case payloads.VisitRecord():
                yield from self._visit(payload)
            case payloads.VisitMissed():
                yield _("为什么没走成"), word(Cannot, payload.code)
                yield _("哪天去的"), day_words(payload.tried_on, self.today)
                yield from _said(_("说明"), payload.note)
            case payloads.VisitAdd():
                yield _("补记"), payload.text
            case payloads.ItemUrgent():
                yield _("急事"), f"{category_word(self.titles, 'need', payload.category)} {payload.text}"
                yield from _said(_("打过的电话"), "、".join(payload.called))
            case payloads.FamilyPropose():
                yield from self._family(payload)
            case payloads.CardLeave():
                yield _("连心卡"), _("给这一户留了一张连心卡")
            case payloads.FeedbackSend():
                yield word(FeedbackAbout, payload.about), payload.text

    def _visit(self, visit: payloads.VisitRecord) -> Iterator[Line]:
        yield _("在哪里"), word(Place, visit.place)
        met = [self._name(key) for key in visit.met] + (
            [word(MetOther, visit.met_other)] if visit.met_other else []
        )
        yield from _said(_("见到了谁"), "、".join(met))
        for answer in visit.answers:
            whom = f" · {self._name(answer.resident_id)}" if answer.resident_id else ""
            yield fact_title(answer.indicator) + whom, fact_words(answer.indicator, answer.value)
        for item in visit.items:
            yield word(ItemKind, item.kind), self._item(item)
        if visit.nothing_raised:
            yield _("问需、问计、问效"), _("没提什么")
        yield from _said(_("说明"), visit.note)

    def _item(self, item: payloads.ItemTold) -> str:
        parts = [
            _("急") if item.urgent else "",
            category_word(self.titles, item.kind, item.category),
            amount(item.quantity, item.unit or ""),
            word(Worked, item.worked) if item.worked else "",
            item.text,
            _("（当场办了：%(how)s）") % {"how": item.settled.how} if item.settled else "",
        ]
        return " ".join(part for part in parts if part)

    def _family(self, told: payloads.FamilyPropose) -> Iterator[Line]:
        yield _("变动"), word(FamilyChange, told.change)
        if told.resident_id:
            yield _("登记里的谁"), self._name(told.resident_id)
        yield from _said(_("姓名"), told.name)
        yield _("哪天的事"), day_words(told.on, self.today)
        yield from _said(_("说明"), told.words)

    def _name(self, key: UUID | None) -> str:
        return self.names.get(key, "—") if key else ""


def _said(title: str, text: str) -> Iterator[Line]:
    if text.strip():
        yield title, text
