"""What the holder of a receipt reads: how what he raised stands, in plain words.

A complaint tells who hears it by level, until when, what he was answered and how it ended; not whom it was
put to, nor what was looked into. A code that opens nothing says the same for all.
"""

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from lianxin.desk.words import day_words, said
from lianxin.problems.complaints.models import Complaint
from lianxin.problems.complaints.queries import found_by
from lianxin.problems.complaints.receipts import code_index, read_code
from lianxin.problems.complaints.vocabulary import HOTLINE, Level, Outcome
from lianxin.public.matters import Matter, matter_of
from lianxin.registry.models import Household
from lianxin.voice.models import Asking
from lianxin.voice.vocabulary import AskEnd, AskKind

SHOWN = 40


@dataclass(frozen=True, slots=True)
class Followed:
    """`due` is the day by which somebody says something; `matter` what became of it, with its steps."""

    title: str
    day: str
    standing: str
    words: str = ""
    answer: str = ""
    due: str = ""
    aside: str = ""
    matter: Matter | None = None


def followed(code: str, now: datetime) -> Followed | None:
    """What the code of a receipt opens; None where there is none."""
    read = read_code(code)
    if read is None:
        return None
    rows = Asking.objects.select_related("problem", "household")
    asking = rows.filter(code_index=code_index(read)).first()
    if asking is not None:
        return _asking(asking, now)
    complaint = found_by(read)
    return _complaint(complaint, now) if complaint else None


def raised_by(household: Household, now: datetime) -> list[Followed]:
    """What a household raised on the open page and what became no problem: those stand among its matters."""
    rows = Asking.objects.filter(household=household).exclude(end=AskEnd.OPENED.value).order_by("-asked_at")
    return [_asking(one, now) for one in rows[:SHOWN]]


def _asking(one: Asking, now: datetime) -> Followed:
    today = timezone.localdate(now)
    title, day = said(AskKind(one.kind)), day_words(one.asked_at, today)
    if one.problem is not None:
        matter = matter_of(one.problem.pk, one.household, now)
        return Followed(title, day, matter.standing if matter else said(AskEnd.OPENED), matter=matter)
    if one.ended_at is None:
        is_advice = one.kind == AskKind.ADVICE
        standing = _("收到了，等答复") if is_advice else _("收到了，有人看过就办")
        return Followed(title, day, standing, one.words, due=day_words(one.due_at, today))
    return Followed(title, day, said(AskEnd(one.end)), one.words, answer=one.answer)


def _complaint(one: Complaint, now: datetime) -> Followed:
    today = timezone.localdate(now)
    level = Level(one.level)
    told = {"who": said(level)}
    if one.ended_at is not None:
        standing = _("了结了：%(outcome)s") % {"outcome": said(Outcome(one.outcome))}
    elif one.answered_at is not None:
        standing = _("已经答复")
    elif one.taken_up_at is not None:
        standing = _("%(who)s正在核实") % told
    else:
        standing = _("由%(who)s受理，还没有开始") % told
    is_open = one.answered_at is None and one.ended_at is None
    return Followed(
        _("对干部的投诉"),
        day_words(one.raised_at, today),
        standing,
        answer=one.answer,
        due=day_words(one.due_at, today) if is_open else "",
        aside=_("本区没有人适合听这件投诉，请直接打 %(line)s。") % {"line": HOTLINE}
        if is_open and level is Level.ABOVE
        else "",
    )
