"""The words of a home's booklet on the desk, which also prints them for the home."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from lianxin.desk.problems.speech import Speech
from lianxin.desk.visits.words import amount, category_word, form_today, titles_of, word
from lianxin.desk.words import day_words, said
from lianxin.problems import booklet
from lianxin.problems.booklet import Answer, Booklet, Entry, Promised
from lianxin.problems.vocabulary import End


@dataclass(frozen=True, slots=True)
class Line:
    """One matter in words: what it is, what was promised (the latest last), and how it stands."""

    entry: Entry
    title: str
    promises: list[str]
    stands: str
    refused: tuple[str, str, str] | None


@dataclass(frozen=True, slots=True)
class Owed:
    answer: Answer
    title: str
    stands: str


@dataclass(frozen=True, slots=True)
class Page:
    open: list[Line]
    done: list[Line]
    answers: list[Owed]
    title: str


def page_of(account: Booklet, speech: Speech, today: date) -> Page:
    titles: Any = titles_of([form_today(today)]) if account.answers else {}
    return Page(
        [_line(entry, speech, today) for entry in account.open],
        [_line(entry, speech, today) for entry in account.done],
        [
            Owed(
                one, category_word(titles, one.kind, one.category) or _("说上回办的不管用"), _owed(one, today)
            )
            for one in account.answers
        ],
        title_of(account),
    )


def title_of(account: Booklet) -> str:
    """`在办 2 件，办结 5 件；承诺兑现 4 件，没兑现 1 件`."""
    told = {"open": len(account.open), "done": len(account.done)}
    words = _("在办 %(open)d 件，办结 %(done)d 件") % told
    if account.kept or account.broken:
        promised = {"kept": account.kept, "broken": account.broken}
        words += _("；承诺兑现 %(kept)d 件，没兑现 %(broken)d 件") % promised
    return words


def _line(entry: Entry, speech: Speech, today: date) -> Line:
    parts = (speech.category(entry.category), amount(entry.quantity, entry.unit))
    refused = entry.ended and entry.ended.end is End.REFUSED
    return Line(
        entry,
        " ".join(part for part in parts if part),
        [_promised(one, today) for one in entry.promises],
        _stands(entry, speech, today),
        speech.refused_for(entry.ended.refusal) if refused and entry.ended else None,
    )


def _promised(one: Promised, today: date) -> str:
    """`3月20日前：换一条轮椅（兑现了）`."""
    states = {
        booklet.STANDING: "",
        booklet.KEPT: _("（兑现了）"),
        booklet.BROKEN: _("（没有兑现）"),
        booklet.CHANGED: _("（后来改了日子）"),
        booklet.DROPPED: "",
    }
    told = _("答应%(day)s以前") % {"day": day_words(one.due_on, today)}
    told += _("：%(words)s") % {"words": one.words} if one.words else ""
    told += states[one.state]
    return told + (_("改日子是因为：%(reason)s") % {"reason": one.reason} if one.reason else "")


def _stands(entry: Entry, speech: Speech, today: date) -> str:
    """`镇街在办，3月20日以前办完`."""
    if entry.ended:
        told = {"on": day_words(entry.ended.on, today), "end": word(End, entry.ended.end.value)}
        told["unit"] = entry.ended.handed_to
        if entry.ended.handed_to:
            return _("%(on)s 转给%(unit)s") % told
        return _("%(on)s %(end)s") % told
    if entry.stood:
        until = {"why": speech.pause(entry.stood.reason), "until": day_words(entry.stood.until, today)}
        return _("暂停：%(why)s，%(until)s接着办") % until
    if entry.due_on is None:
        return said(entry.phase)
    told = {"rung": speech.rung(entry.rung), "due": day_words(entry.due_on, today)}
    if entry.due_on < today:
        return _("%(rung)s在办，%(due)s到期，已经超期") % told
    return _("%(rung)s在办，%(due)s以前办完") % told


def _owed(one: Answer, today: date) -> str:
    if one.answered_on:
        return _("%(on)s 答复") % {"on": day_words(one.answered_on, today)}
    return _("%(due)s以前答复") % {"due": day_words(one.due_on, today)}
