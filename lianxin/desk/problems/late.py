"""What needs a leader: problems past their day with where the time went, what was sent back and why,
and what is said to be solved without anything that shows it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.translation import ngettext

from lianxin.desk.problems.lines import Line, lines_of
from lianxin.desk.problems.speech import Speech
from lianxin.problems.models import Custody, Ending, Packet, Problem


@dataclass(frozen=True, slots=True)
class Spent:
    """How much of its clock a rung used: `3 个工作日`, and whether it still runs there."""

    rung: str
    words: str


@dataclass(frozen=True, slots=True)
class Late:
    """An overdue problem, and what the rungs below used of their time before it came where it lies."""

    line: Line
    spent: list[Spent]


@dataclass(frozen=True, slots=True)
class Returned:
    """One that was sent back: by whom, why, and when; None where the packet is not known any more."""

    line: Line
    packet: Packet | None


@dataclass(frozen=True, slots=True)
class Bare:
    """One that is said to be solved, and neither words nor a file show it."""

    line: Line
    ending: Ending


def late_ones(problems: Sequence[Problem], person: Any, speech: Speech) -> list[Late]:
    """In the order given; one query more than the lines themselves."""
    spent = _spent([one.pk for one in problems], speech)
    return [Late(line, spent.get(line.problem.pk, [])) for line in lines_of(problems, person, speech)]


def returned_ones(problems: Sequence[Problem], person: Any, speech: Speech) -> list[Returned]:
    """In the order given; one query more than the lines themselves."""
    keys = [one.pk for one in problems]
    rows = Packet.objects.filter(problem__among=keys, answer=Packet.SENT_BACK).order_by("answered_at", "pk")
    packets = {one.problem_id: one for one in rows.select_related("to_area", "answered_by")}
    return [Returned(line, packets.get(line.problem.pk)) for line in lines_of(problems, person, speech)]


def bare_ones(problems: Sequence[Problem], person: Any, speech: Speech) -> list[Bare]:
    """In the order given; one query more than the lines themselves."""
    keys = [one.pk for one in problems]
    rows = Ending.objects.filter(problem__among=keys, reopened_at=None).select_related("ended_by")
    endings = {one.problem_id: one for one in rows}
    return [Bare(line, endings[line.problem.pk]) for line in lines_of(problems, person, speech)]


def _spent(keys: Iterable[UUID], speech: Speech) -> dict[UUID, list[Spent]]:
    """What each rung used that has let go of it, in order; a rung that had it twice is named once."""
    rows = Custody.objects.filter(problem__among=list(keys)).exclude(to_at=None).order_by("from_at", "pk")
    sums: dict[UUID, dict[str, tuple[int, int]]] = {}
    for key, rung, days, hours in rows.values_list("problem", "rung", "used_workdays", "used_hours"):
        known = sums.setdefault(key, {})
        before = known.get(rung, (0, 0))
        # Where hands change within a rung its clock runs on from its beginning: the last one says all.
        known[rung] = (max(before[0], days or 0), max(before[1], hours or 0))
    return {
        key: [Spent(speech.rung(rung), _used(*used)) for rung, used in known.items()]
        for key, known in sums.items()
    }


def _used(days: int, hours: int) -> str:
    if hours:
        return ngettext("%(count)d 小时", "%(count)d 小时", hours) % {"count": hours}
    return ngettext("%(count)d 个工作日", "%(count)d 个工作日", days) % {"count": days}
