"""Ends: the office says of something that a home raised that it is solved."""

from collections.abc import Collection, Mapping
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from lianxin.areas.models import Area
from lianxin.callbacks.framing import Claim, Frame, disputed, framed, strata_of
from lianxin.callbacks.populations.population import Population
from lianxin.callbacks.scoring import Ended, reasons_of_ends
from lianxin.callbacks.standards import Numbers
from lianxin.callbacks.vocabulary import Subject
from lianxin.problems.actions.doers import doers_by_problem
from lianxin.problems.models import Ending, Judgement
from lianxin.problems.recurring import midnight
from lianxin.problems.vocabulary import End
from lianxin.registry.vocabulary import HouseholdState

COLUMNS = ("pk", "ended_by", "ended_at", "reopened_at", "is_bare", "problem__opened_at")
COLUMNS += ("problem__household", "problem__household__state", "problem__household__area", "problem__area")
COLUMNS += ("judgement__is_done", "judgement__recorded_by")


def frame_of(area: Area, from_on: date, to_on: date, numbers: Numbers) -> Frame:
    """What was said to be solved in the period for homes of the place, and is so still. Left out: `homeless`,
    what no single home raised; `reopened`, where the home said itself that it is not done."""
    strata = strata_of(area)
    said = Ending.objects.filter(end=End.SOLVED.value, ended_at__gte=midnight(from_on))
    said = said.filter(ended_at__lt=midnight(to_on + timedelta(days=1)), problem__area__in=list(strata))
    rows = list(said.order_by("ended_at", "pk").values_list(*COLUMNS, named=True))
    of_homes = [row for row in rows if row.problem__household__area in strata]
    standing = [row for row in of_homes if row.reopened_at is None]
    reasons = reasons_of_ends([_scored(row) for row in standing], disputed(from_on), numbers)
    there = HouseholdState.PRESENT.value
    claims = [
        Claim(
            row.pk,
            row.problem__household,
            row.problem__household__area,
            row.problem__household__state == there,
        )
        for row in standing
    ]
    frame = framed(claims, strata, reasons, numbers)
    left = {"homeless": len(rows) - len(of_homes), "reopened": len(of_homes) - len(standing)}
    frame.covered |= {"endings": len(rows)} | left
    return frame


def doers_of(endings: Collection[UUID]) -> Mapping[UUID, frozenset[UUID]]:
    """By end everybody who worked on the matter, and who wrote down what the household said to it."""
    keys = list(endings)
    problems = dict(Ending.objects.filter(pk__among=keys).order_by().values_list("pk", "problem"))
    doers = doers_by_problem(problems.values())
    written = Judgement.objects.filter(pk__among=keys).exclude(recorded_by=None).order_by()
    clerks = dict(written.values_list("pk", "recorded_by"))
    return {
        key: frozenset(doers[problem]) | ({clerks[key]} if key in clerks else set())
        for key, problem in problems.items()
    }


def _scored(row: Any) -> Ended:
    hours = (row.ended_at - row.problem__opened_at) / timedelta(hours=1)
    is_by_staff = bool(row.judgement__is_done and row.judgement__recorded_by)
    home = row.problem__household
    return Ended(row.pk.bytes, home, row.ended_by, row.ended_at, hours, row.is_bare, is_by_staff)


ENDINGS = Population(Subject.ENDINGS, "ending", frame_of, doers_of)
