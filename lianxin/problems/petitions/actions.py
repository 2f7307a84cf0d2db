"""Importing a list of problems that another office hands over, and undoing it."""

import time
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from datetime import time as clock
from pathlib import Path
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from lianxin.areas.models import Area
from lianxin.intake.actions import Progress
from lianxin.intake.lists.notices import by_code, of_row
from lianxin.intake.lists.reading import caution_of, read_list
from lianxin.intake.lists.runs import begin_run, close_undo, fail_run, finish_run, run_to_undo
from lianxin.intake.models import PETITIONS, Import
from lianxin.intake.petitions.columns import BOOK, readers
from lianxin.intake.petitions.drafting import Home, Known, Matter, matters_of
from lianxin.intake.previewing import grouped
from lianxin.intake.results import HOW, Result
from lianxin.intake.staff.refused_book import write_refused_staff
from lianxin.intake.undoing import UndoRefused
from lianxin.intake.vocabulary import IntakeRefused
from lianxin.ledger.models import Event
from lianxin.people.access import areas_seen, ask
from lianxin.people.models import Post
from lianxin.people.vault import blind_index
from lianxin.people.vocabulary import Role
from lianxin.problems.actions.ground import Ground, ground_or_none
from lianxin.problems.actions.opening import Raised, write_opened
from lianxin.problems.models import Custody, Origin, Problem
from lianxin.problems.queries import likely_doubles
from lianxin.problems.vocabulary import Channel
from lianxin.registry.models import Resident

BATCH = 200
HARMLESS = ("problem.opened", "problem.warned")
"""Events after which a problem is still as it came in."""
NAMED, SAMPLES = 20, 20
RAISED_AT = clock(9)
"""When something was raised of which only the day is known."""


@dataclass
class PetitionsResult(Result):
    """`examples`: [row, number elsewhere, category, place, how it was placed] of the first that are new."""

    examples: list[list[Any]] = field(default_factory=list)

    @property
    def tally(self) -> dict[str, dict[str, int]]:
        return {**super().tally, "problems": {how: self.counts["problems", how] for how in HOW}}

    def as_json(self, lang: str = "zh") -> dict[str, Any]:
        told = super().as_json(lang)
        refused = [of_row(one) for one in told["refused"]]
        return told | {"kind": PETITIONS, "refused": refused}


def import_petitions(
    path: Path,
    *,
    actor: Any,
    now: datetime,
    dry_run: bool = False,
    refused_to: Path | None = None,
    progress: Progress | None = None,
    name: str = "",
) -> PetitionsResult:
    """Open a problem for each row whose number is not known yet; what is wrong with the others is told.

    Each batch is a transaction. Raises IntakeRefused when the file cannot be read, another import is under
    way or there is no policy of deadlines; PermissionDenied when `actor` may not import.
    """
    ask(actor, "import.run")
    began = time.monotonic()
    ground = ground_or_none(now)
    if ground is None:
        raise IntakeRefused("petition.no_policy")
    file = read_list(path, BOOK, readers(timezone.localdate(now)))
    matters = matters_of(file.rows, _known(actor, ground))
    result = PetitionsResult(rows=len(file.rows), is_dry_run=dry_run, sheets=file.understood())
    result.refused = [*file.refusals, *matters.refusals]
    result.warn([*file.cautions, *matters.cautions])
    run = None if dry_run else begin_run(PETITIONS, path, name=name, actor=actor, now=now)
    try:
        for at in range(0, len(matters.found), BATCH):
            _take_in(matters.found[at : at + BATCH], at // BATCH, run, result, ground, actor, now)
            if progress:
                progress(min(at + BATCH, len(matters.found)), len(matters.found))
    except BaseException:
        if run:
            fail_run(run)
        raise
    result.close()
    if run:
        result.import_id = run.pk
        counts = {**result.tally, "refused": len(result.refused), "warnings": len(result.warnings)}
        finish_run(run, rows=result.rows, counts=counts, report=result.report(), actor=actor, now=now)
    if refused_to:
        result.refused_rows = write_refused_staff(refused_to, file, result.refused)
    result.seconds = time.monotonic() - began
    return result


@transaction.atomic
def undo_petitions(import_id: UUID, *, actor: Any, now: datetime) -> Import:
    """Take an import back: its problems go, as long as nobody has done anything with any of them. Raises
    UndoRefused, naming those on which something builds; then nothing is changed."""
    run = run_to_undo(PETITIONS, import_id, actor)
    for batch in run.batches.all():
        keys = [UUID(key) for key in batch.packed_journal["problems"]]
        problems = Problem.objects.select_for_update(of=("self",)).filter(pk__among=keys)
        touched = Event.objects.filter(subject_id__in=keys).exclude(kind__in=HARMLESS)
        built_on = set(touched.values_list("subject_id", flat=True))
        built_on |= set(Origin.objects.filter(via__in=keys).values_list("via", flat=True))
        if built_on:
            numbers = sorted(problems.filter(pk__in=built_on).values_list("number", flat=True))
            shown = "、".join(numbers[:NAMED]) + ("…" if len(numbers) > NAMED else "")
            raise UndoRefused("petition.undo_changed", tuple(numbers), count=len(numbers), numbers=shown)
        Origin.objects.filter(problem__among=keys).delete()
        Custody.objects.filter(problem__among=keys).delete()
        problems.delete()
    run.batches.all().delete()
    close_undo(run, actor=actor, now=now)
    return run


def petitions_preview(result: PetitionsResult) -> dict[str, Any]:
    """What looking at a file found, for a page."""
    report = result.report()
    return {
        "rows": result.rows,
        **result.tally,
        "sheets": result.sheets,
        "samples": result.examples,
        "refused": by_code(report["refused"]),
        "warnings": grouped(report["warnings"]),
    }


def _known(actor: Any, ground: Ground) -> Known:
    def homes(kind: str, text: str) -> Sequence[Home]:
        index = {"phone": "phone_index", "id_number": "id_index"}[kind]
        rows = Resident.objects.present().filter(**{index: blind_index(kind, text)})
        return [Home(*row) for row in rows.values_list("household", "household__area").distinct()]

    areas = dict(Area.objects.values_list("code", "pk"))
    reach = frozenset(areas_seen(actor, "import.run").values_list("pk", flat=True))
    return Known(homes, Area.objects.candidates(), areas, reach, ground.ladder)


@transaction.atomic
def _take_in(
    some: Sequence[Matter],
    ordinal: int,
    run: Import | None,
    result: PetitionsResult,
    ground: Ground,
    actor: Any,
    now: datetime,
) -> None:
    """Open one batch, unless this is a dry run, and say what it is likely a double of."""
    numbers = [one.number for one in some]
    origins = Origin.objects.filter(channel=Channel.IMPORT.value, reference__in=numbers)
    known = set(origins.values_list("reference", flat=True))
    new = [one for one in some if one.number not in known]
    raised = [_raised(one, actor, ground, now) for one in new]
    _compare(new, raised, result, ground, now)
    if run and raised:
        keys = write_opened(raised, actor=actor, now=now, ground=ground)
        until = Event.objects.aggregate(last=Max("pk"))["last"]
        journal = {"problems": [str(key) for key in keys]}
        run.batches.create(ordinal=ordinal, until_event=until, packed_journal=journal)
        Import.objects.filter(pk=run.pk).update(written_at=timezone.now())
    result.counts["problems", "created"] += len(new)
    result.counts["problems", "unchanged"] += len(some) - len(new)
    names = dict(Area.objects.filter(pk__in={one.area for one in new}).values_list("pk", "name"))
    for one in new[: SAMPLES - len(result.examples)]:
        row = [one.row.number, one.number, ground.ladder.category(one.category).title.zh]
        result.examples.append([*row, names[one.area], one.household is not None])


def _compare(
    new: Sequence[Matter], raised: Sequence[Raised], result: PetitionsResult, ground: Ground, now: datetime
) -> None:
    """Each with what is there already; those of one file with each other only once they are opened."""
    for one, told in zip(new, raised, strict=True):
        likeness = Problem(
            area_id=told.area,
            household_id=told.household,
            category=told.category,
            words=told.words,
            opened_at=now,
        )
        double = next(iter(likely_doubles(likeness, ground.ladder)), None)
        if double is not None:
            number = Problem.objects.values_list("number", flat=True).get(pk=double.key)
            zh, _en = double.reason
            told_of = {"number": number, "reason": zh}
            result.warn([caution_of(one.row, "words", "petition.likely_double", one.number, **told_of)])


def _raised(one: Matter, actor: Any, ground: Ground, now: datetime) -> Raised:
    raised_at = now
    if one.raised_on is not None:
        zone = timezone.get_default_timezone()
        raised_at = min(now, datetime.combine(one.raised_on, RAISED_AT, zone))
    made = Raised(
        area=one.area,
        words=one.words,
        category=one.category,
        channel=Channel.IMPORT,
        received_by=actor.pk if actor else _answerable(one.area, ground),
        raised_at=raised_at,
        household=one.household,
        wished=one.wished,
        wanted_on=one.wanted_on,
        reference=one.number,
        caller=one.caller,
    )
    return made if raised_at > now - timedelta(days=365) else replace(made, is_longstanding=True)


def _answerable(area: UUID, ground: Ground) -> UUID | None:
    """Who has it first where the machine brings it in: the head of the town, else the district desk."""
    held = Post.objects.filter(to_on=None).order_by("from_on", "pk")
    heads = held.filter(role=Role.TOWN_HEAD, area=ground.town(area))
    found = heads.first() or held.filter(role=Role.DISTRICT_DESK).first()
    return found.staff_id if found else None
