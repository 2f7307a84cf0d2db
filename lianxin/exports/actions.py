"""Taking a list out: asked for with a purpose, written once, told to the ledger, kept sealed for a while."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction

from lianxin.exports.households import AT_ONCE, Progress, write_households
from lianxin.exports.models import Export, packed
from lianxin.exports.problems import write_problems
from lianxin.exports.vocabulary import WITHOUT_PURPOSE, Form, Purpose
from lianxin.intake import sealed
from lianxin.ledger.actions import record
from lianxin.problems.models import Problem
from lianxin.registry.models import Household
from lianxin.work.actions import ask_for
from lianxin.work.models import Work

KEPT = timedelta(days=3)
"""How long the file of an export is kept."""

KIND = "export.run"


class PurposeNeeded(ValueError):
    """More than 200 rows are not taken without saying what for."""


def choose_households(
    keys: Sequence[UUID], *, area: Any = None, lang: str = "zh", actor: Any, now: datetime
) -> Export:
    """Note which households somebody wants to take; nothing is written yet."""
    return Export.objects.create(
        by=actor, area=area, keys=packed(keys), chosen=len(keys), asked_at=now, lang=lang
    )


def choose_problems(
    keys: Sequence[UUID], *, area: Any = None, lang: str = "zh", actor: Any, now: datetime
) -> Export:
    """The same for problems."""
    return Export.objects.create(
        kind=Export.PROBLEMS,
        by=actor,
        area=area,
        keys=packed(keys),
        chosen=len(keys),
        asked_at=now,
        lang=lang,
    )


@transaction.atomic
def start_export(export: Export, *, form: Form, purpose: Purpose | None, actor: Any, now: datetime) -> Work:
    """Leave the writing to the worker. Raises PurposeNeeded."""
    if purpose is None and export.chosen > WITHOUT_PURPOSE:
        raise PurposeNeeded(str(export.chosen))
    export.form, export.purpose = form.value, purpose.value if purpose else ""
    export.save(update_fields=["form", "purpose"])
    return ask_for(KIND, subject_id=export.pk, actor=actor, now=now)


def write_export(export: Export, path: Path, *, now: datetime, progress: Progress = lambda done: None) -> int:
    """Write the list to a plain file and tell the ledger; returns the number of rows.

    Whoever asked must still see a household, or a problem, for it to be written; from then on `keys` are
    those that were. Told to the ledger: how many, where, what for; never who is in it.
    """
    seen = _seen(export, export.by)
    told: dict[str, Any] = {
        "person": export.by,
        "form": Form(export.form),
        "lang": export.lang,
        "progress": progress,
    }
    if export.kind == Export.PROBLEMS:
        rows = write_problems(path, seen, now=now, **told)
    else:
        rows = write_households(path, seen, **told)
    kind = "problems.exported" if export.kind == Export.PROBLEMS else "households.exported"
    with transaction.atomic():
        export.rows, export.made_at, export.keys = rows, now, packed(seen)
        export.save(update_fields=["rows", "made_at", "keys"])
        record(
            kind=kind,
            actor=export.by,
            now=now,
            subject=export,
            area=export.area_id,
            after={"rows": rows, "form": export.form},
            cause=export.purpose,
        )
    return rows


def keep_file(export: Export, plain: Path) -> None:
    """Seal a written file until it is fetched."""
    sealed.seal(plain, export_file(export.pk))


def is_open_to(person: Any, export: Export, *, now: datetime) -> bool:
    """Whether a person may fetch a list that was written: his own, while it is kept, and only as long as he
    sees everything that stands on it. A right that ended since then ends this one too."""
    is_kept = export.cleared_at is None and now - export.asked_at < KEPT
    is_his = export.by_id == person.pk and export.made_at is not None
    return is_kept and is_his and len(_seen(export, person)) == len(export.things)


def _seen(export: Export, person: Any) -> list[UUID]:
    """Those of the things on a list that a person sees now, in the order of the list."""
    table: Any = Problem if export.kind == Export.PROBLEMS else Household
    keys, seen = export.things, set()
    for start in range(0, len(keys), AT_ONCE):
        some = table.objects.seen_by(person).filter(pk__among=keys[start : start + AT_ONCE])
        seen.update(some.order_by().values_list("pk", flat=True))
    return [key for key in keys if key in seen]


def export_file(key: UUID) -> Path:
    """Where the file of an export lies, sealed."""
    folder = Path(settings.MEDIA_ROOT) / "exports"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder / f"{key}.sealed"


def clear_away(*, now: datetime) -> int:
    """Delete the files of lists that were asked for too long ago; returns how many lists that were."""
    old = list(Export.objects.filter(cleared_at=None, asked_at__lt=now - KEPT))
    for export in old:
        sealed.drop(export_file(export.pk))
        export.keys, export.cleared_at = b"", now
        export.save(update_fields=["keys", "cleared_at"])
    return len(old)
