"""Giving out several problems at once: chosen, looked at, given, taken back. The record is a `Deed`.

Each problem is asked for by itself, with the right it needs and by the ladder; those that cannot be given are
left out and counted by reason, the others are given in one transaction, those of one receiver together.
"""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Count
from django.utils.translation import gettext as _

from lianxin.areas.models import Area
from lianxin.areas.vocabulary import COMMUNITY, TOWN, VILLAGE
from lianxin.desk.deeds.actions import GONE, NOT_ALLOWED, DeedOver, propose
from lianxin.desk.models import Deed
from lianxin.desk.problems.doing import dispatch_some
from lianxin.desk.problems.receivers import receivers_of
from lianxin.desk.problems.speech import Speech, refusal
from lianxin.people.access import may
from lianxin.people.models import Staff
from lianxin.problems import queries
from lianxin.problems.actions import ProblemsRefused, take_back
from lianxin.problems.ladder import why_not
from lianxin.problems.models import Problem
from lianxin.problems.vocabulary import Verb

MOST = 500
EACH = {"each:town": (TOWN,), "each:village": (VILLAGE, COMMUNITY)}
"""Each problem to the place of its own on these levels."""
NO_PLACE = "no-own-place"


@dataclass(frozen=True, slots=True)
class Share:
    """What one receiver would get: how many, and how many open ones he has already."""

    name: str
    number: int
    has: int


@dataclass(frozen=True, slots=True)
class Foresight:
    """`problems` are those that would be given; `refused` counts the others by reason, in words."""

    problems: list[Problem]
    shares: list[Share]
    refused: list[tuple[str, int]]


def choose(keys: Sequence[UUID], *, actor: Any, now: datetime) -> Deed:
    return propose(Deed.DISPATCH, keys, actor=actor, now=now)


def chosen(deed: Deed, person: Any, speech: Speech) -> tuple[list[Problem], Counter[str]]:
    """Those that the person may give out as they stand now; the others counted by the code of the reason."""
    seen = queries.shown(Problem.objects.seen_by(person)).select_related("town", "household__area")
    known = seen.in_bulk(deed.things)
    found: list[Problem] = []
    refused: Counter[str] = Counter()
    for key in deed.things:
        why = _why_not(known.get(key), person, speech)
        if why:
            refused[why] += 1
        else:
            found.append(known[key])
    return found, refused


def choices_for(problems: Sequence[Problem], person: Any, speech: Speech) -> list[Any]:
    """To whom they may be given: each to its own place, one place, or one person."""
    titles = {"each:town": _("各自的镇街"), "each:village": _("各自的村、社区")}
    own = [(code, titles[code]) for code in EACH if any(_own(one, code) for one in problems)]
    found = [(_("每件交给它自己的地方"), own)] if own else []
    return [*found, *receivers_of(problems, person, speech)]


def foresee(deed: Deed, problems: Sequence[Problem], refused: Counter[str]) -> Foresight:
    """Who would get how many; of places, how many wait there now, of a person, how many lie with him."""
    groups, without = _groups(problems, deed.values["to"])
    told = refused + Counter({NO_PLACE: without} if without else {})
    shares = [_share(to, some) for to, some in groups.items()]
    given = [one for some in groups.values() for one in some]
    return Foresight(given, shares, [(why_words(code), number) for code, number in told.items()])


@transaction.atomic
def carry_out(deed: Deed, *, actor: Any, now: datetime) -> Deed:
    """Give what can be given; the others are counted by reason. Raises DeedOver, and ProblemsRefused where
    something happened to one of them just now."""
    deed = Deed.objects.select_for_update().get(pk=deed.pk)
    if deed.done_at:
        raise DeedOver(str(deed.pk))
    problems, refused = chosen(deed, actor, Speech.at(now))
    groups, without = _groups(problems, deed.values["to"])
    if without:
        refused[NO_PLACE] += without
    for to, some in groups.items():
        dispatch_some(some, to, actor, now)
    made = [str(one.pk) for some in groups.values() for one in some]
    deed.outcome = {"made": made, "refused": dict(refused)}
    deed.done_at = now
    deed.save(update_fields=["outcome", "done_at"])
    return deed


@transaction.atomic
def take_all_back(deed: Deed, *, actor: Any, now: datetime) -> int:
    """Take back what was given, where nothing has happened since; returns how many. Raises DeedOver."""
    deed = Deed.objects.select_for_update().get(pk=deed.pk)
    if not deed.done_at or deed.undone_at:
        raise DeedOver(str(deed.pk))
    back, stays = 0, Counter[str]()
    known = Problem.objects.in_bulk([UUID(key) for key in deed.outcome["made"]])
    for problem in known.values():
        try:
            with transaction.atomic():
                take_back(problem, actor=actor, now=now)
            back += 1
        except ProblemsRefused as why:
            stays[why.code] += 1
    deed.outcome |= {"back": back, "stays": dict(stays)}
    deed.undone_at = now
    deed.save(update_fields=["outcome", "undone_at"])
    return back


def why_words(code: str) -> str:
    """Why a problem was left out."""
    known = {
        GONE: _("已不在您的辖区里"),
        NOT_ALLOWED: _("您没有这项权限"),
        NO_PLACE: _("没有这样一个自己的地方可交"),
    }
    return known.get(code) or refusal(ProblemsRefused(code))


def _why_not(problem: Problem | None, person: Any, speech: Speech) -> str:
    if problem is None:
        return GONE
    if not may(person, "problem.dispatch", problem):
        return NOT_ALLOWED
    if speech.ground is None:
        return "no-policy"
    return why_not(problem.state, Verb.DISPATCH, speech.ground.ladder) or ""


def _groups(problems: Sequence[Problem], to: str) -> tuple[dict[str, list[Problem]], int]:
    """By receiver, what he gets; and how many have no place of their own."""
    if to not in EACH:
        return ({to: list(problems)} if problems else {}), 0
    groups: defaultdict[str, list[Problem]] = defaultdict(list)
    without = 0
    for one in problems:
        area = _own(one, to)
        if area is None:
            without += 1
        else:
            groups[f"area:{area}"].append(one)
    return dict(groups), without


def _own(problem: Problem, code: str) -> str | None:
    """The code of the place of a problem on some levels, below whoever holds it; None where it has none."""
    if code == "each:town":
        place = problem.town if problem.town.level == TOWN else None
    else:
        place = problem.area if problem.area.level in EACH[code] else None
    if place is None or not place.path.startswith(problem.holder.path) or place.pk == problem.holder_id:
        return None
    return place.code


def _share(to: str, problems: Sequence[Problem]) -> Share:
    kind, _colon, key = to.partition(":")
    if kind == "area":
        area = Area.objects.get(code=key)
        waiting = Problem.objects.lying_in(area).order_by().aggregate(number=Count("pk"))["number"]
        return Share(area.name, len(problems), waiting)
    person = Staff.objects.get(pk=key)
    has = Problem.objects.of(person).order_by().aggregate(number=Count("pk"))["number"]
    return Share(person.name, len(problems), has)
