"""Undoing an import, a few households at a time: each is wholly as it was before, or wholly as it is now.

Others go on working meanwhile. An undo that stops halfway is carried on by starting it again.
"""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from lianxin.intake.later_work import Survey, obstacles, survey
from lianxin.intake.messages import message
from lianxin.intake.models import Import, ImportBatch
from lianxin.intake.portions import Portions
from lianxin.ledger.actions import Note, record
from lianxin.people.access import areas_seen, ask
from lianxin.registry import actions as registry
from lianxin.registry.models import Household

# Households in one transaction: about a tenth of a second, for so long nobody else can write.
SLICE = 60
NAMED = 20
LONGEST_REST_S = 0.1

Progress = Callable[[int, int], None]


class UndoRefused(ValueError):
    """An import that cannot be undone; `code` and `values` say why, `households` are those in the way."""

    def __init__(self, code: str, households: tuple[str, ...] = (), **values: object) -> None:
        self.code = code
        self.households = households
        self.values = values
        super().__init__(self.in_language("zh"))

    def in_language(self, lang: str) -> str:
        return message(self.code, lang, **self.values)


def undo_import(
    import_id: UUID,
    *,
    actor: Any,
    now: datetime,
    leave_changed: bool = False,
    progress: Progress | None = None,
) -> Import:
    """Undo an import, last batch first; `run.left` are the households that stay as they are.

    Raises UndoRefused, naming the households, when later work, another import included, builds on it; then
    nothing is changed. With `leave_changed` those households are left and the others undone. So are those
    that somebody changes while the undo is at work. `progress` is called with (households done, in all).
    """
    ask(actor, "import.undo")
    run = Import.objects.filter(pk=import_id).first()
    if run is None:
        raise UndoRefused("undo.unknown")
    if run.undone_at:
        raise UndoRefused("undo.done_before", on=run.undone_at.date().isoformat())
    found = survey(run)
    _ask_for(actor, found)
    if found.later and not (leave_changed or run.state in (Import.UNDOING, Import.HALFWAY)):
        raise _refusal(sorted(one.number for one in obstacles(found)))
    _begin(run)
    done = len(found.undone)
    with _marked_when_it_stops(run):
        for batch in run.batches.order_by("-ordinal"):
            for households in _undo_in_slices(run, batch, actor=actor, now=now):
                done += households
                if progress:
                    progress(min(done, len(found.touched)), len(found.touched))
            batch.delete()
        _finish(run, actor, now)
    return run


@transaction.atomic
def _begin(run: Import) -> None:
    """Take hold of the import, unless another or this very one is being worked on."""
    now = timezone.now()
    list(Import.objects.select_for_update().filter(pk=run.pk))
    if Import.objects.under_way(now).exists():
        raise UndoRefused("undo.under_way")
    Import.objects.filter(pk=run.pk).update(state=Import.UNDOING, written_at=now)


@transaction.atomic
def _finish(run: Import, actor: Any, now: datetime) -> None:
    run.state, run.undone_at, run.undone_by = Import.UNDONE, now, actor
    run.save(update_fields=["state", "undone_at", "undone_by"])
    about = {**run.counts, "left": len(run.left)} if run.left else run.counts
    record(kind="import.undone", actor=actor, now=now, subject=run, after=about)


@contextmanager
def _marked_when_it_stops(run: Import) -> Iterator[None]:
    """Leave an undo that stops halfway marked as such, so that it can be carried on at once."""
    try:
        yield
    except BaseException:
        Import.objects.filter(pk=run.pk, state=Import.UNDOING).update(state=Import.HALFWAY)
        raise


def _undo_in_slices(run: Import, batch: ImportBatch, *, actor: Any, now: datetime) -> Iterator[int]:
    """Undo what is left of a batch; yields how many households each transaction dealt with."""
    portions = Portions(batch.journal)
    homes = [home for home in portions.homes if batch.undone_to is None or home > batch.undone_to]
    for start in range(0, len(homes), SLICE):
        began = time.monotonic()
        some = homes[start : start + SLICE]
        _undo_slice(run, batch, portions, some, actor=actor, now=now)
        if not transaction.get_connection().in_atomic_block:
            time.sleep(min(time.monotonic() - began, LONGEST_REST_S))  # let others write
        yield len(some)


@transaction.atomic
def _undo_slice(
    run: Import, batch: ImportBatch, portions: Portions, homes: list[UUID], *, actor: Any, now: datetime
) -> None:
    """Undo these households but for those with later work, and note how far the batch is undone."""
    mine = ImportBatch.objects.filter(pk=batch.pk, undone_to=batch.undone_to)
    if not mine.update(undone_to=homes[-1]):
        raise UndoRefused("undo.under_way")  # somebody else took it up
    batch.undone_to = homes[-1]
    known = {home.pk: home for home in Household.objects.filter(pk__in=homes)}
    left = set(survey(run, homes).later)
    while stay := [home for home in homes if home not in left and home in known]:
        notes = [_note(known[home], run, portions) for home in stay]
        try:
            registry.undo_batch(portions.of(stay), notes, actor=actor, now=now)
            break
        except registry.UndoRefused as refused:
            named = {home for home in stay if known[home].number in refused.households}
            left |= named or set(stay)
    run.left += sorted(str(home) for home in left)
    Import.objects.filter(pk=run.pk).update(left=run.left, written_at=timezone.now())


def _note(home: Household, run: Import, portions: Portions) -> Note:
    kind = "household.removed" if portions.is_new(home.pk) else "household.changed"
    about = {"import": str(run.pk)}
    return Note(kind, "household", home.pk, home.area_id, after=about, cause="import.undone")


def _ask_for(actor: Any, found: Survey) -> None:
    """Undoing reaches every household of the import, so all must lie where the person may undo."""
    seen = set(areas_seen(actor, "import.undo").values_list("pk", flat=True))
    if not seen.issuperset(found.touched.values()):
        raise PermissionDenied("import.undo")


def _refusal(numbers: list[str]) -> UndoRefused:
    shown = "、".join(numbers[:NAMED]) + ("…" if len(numbers) > NAMED else "")
    return UndoRefused("undo.changed_since", tuple(numbers), count=len(numbers), numbers=shown)
