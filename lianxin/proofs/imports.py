"""Promise 12: an import is safe and reversible. Bombs are refused at once, a dry run writes nothing, and undo
returns the register's tables as they were.
"""

import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from functools import partial
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any
from unittest import mock

from django.apps import apps
from django.db import transaction
from django.utils import timezone

from lianxin.intake import actions as intake
from lianxin.intake.actions import UndoRefused, import_roster, undo_import
from lianxin.intake.vocabulary import IntakeRefused
from lianxin.proofs.bombs import BOMBS, write_bomb
from lianxin.proofs.cast import plant_areas
from lianxin.proofs.rosters import Village
from lianxin.proofs.vocabulary import Control, Proof, Tally
from lianxin.registry import actions as registry
from lianxin.registry.models import Fact, Household, NameTail, Resident

LIMIT_S = 1.0  # of a processor: on a machine that does nothing else, a second on the clock
LIMIT_ON_THE_CLOCK_S = 10.0  # on a busy one
REGISTER = (Household, Resident, NameTail, Fact)

Dump = dict[str, list[str]]


def prove(tally: Tally, runs: int, chance: Random) -> None:
    """Every bomb, then `runs` histories of some lists, each tried dry, imported, and all undone."""
    with district() as (folder, areas):
        for name in BOMBS:
            expect_refused(tally, name, write_bomb(name, folder))
        for _ in range(runs):
            expect_reversible(tally, Village(chance, areas["T1"].name, areas["V1"].name), folder, chance)


@contextmanager
def district() -> Iterator[tuple[Path, dict[str, Any]]]:
    """A folder and the small tree of areas; whatever was imported is gone at the end."""
    with TemporaryDirectory() as folder, transaction.atomic():
        yield Path(folder), plant_areas()
        transaction.set_rollback(True)


def expect_refused(tally: Tally, name: str, path: Path) -> None:
    """The file is refused, within a second, and nothing is written."""
    before, began, worked = dump(), time.monotonic(), processor_seconds()
    code = _refusal_of(path)
    clock, work = time.monotonic() - began, processor_seconds() - worked
    tally.expect(code is not None, f"“{name}” was taken")
    wanted = BOMBS[name].code if name in BOMBS else ""
    tally.expect(wanted in ("", code), f"“{name}” was refused as {code}, not as {wanted}")
    is_quick = work < LIMIT_S and clock < LIMIT_ON_THE_CLOCK_S
    tally.expect(is_quick, f"“{name}” took {work:.1f} s of work and {clock:.1f} s on the clock")
    tally.expect(dump() == before, f"“{name}” left something behind")


def processor_seconds() -> float:
    """What this process and the ones it started and ended have used so far."""
    used = os.times()
    return used.user + used.system + used.children_user + used.children_system


def _refusal_of(path: Path) -> str | None:
    """The code with which a file is refused whole; "rows" when every row of it is; None when it is taken."""
    try:
        with transaction.atomic():
            result = import_roster(path, actor=None, now=timezone.now())
    except IntakeRefused as refused:
        return refused.refusal.code
    return "rows" if result.refused and not any(result.counts.values()) else None


def expect_reversible(tally: Tally, village: Village, folder: Path, chance: Random) -> None:
    """Lists come one after the other and are undone from the last to the first."""
    now, states, done = timezone.now(), list[Dump](), []
    for week in range(chance.randint(1, 3)):
        path, at = village.write(folder / "roster.csv"), now + timedelta(days=7 * week)
        everything = dump(*apps.get_models())
        import_roster(path, actor=None, now=at, dry_run=True)
        tally.expect(dump(*apps.get_models()) == everything, "a dry run wrote something")
        states.append(dump())
        done.append(import_roster(path, actor=None, now=at))
        tally.expect(dump() != states[-1], "an import did nothing")
        village.change()
    for result, before in zip(reversed(done), reversed(states), strict=True):
        try:
            undo_import(result.import_id, actor=None, now=now)
        except UndoRefused as refused:
            tally.expect(False, f"undo was refused: {refused.code}")
            break
        tally.expect(dump() == before, f"undo left a difference in {_differences(before)}")


def dump(*models: Any) -> Dump:
    """{table: its rows, sorted}, secrets in clear; of the register unless other tables are named.

    The rows of the register are compared field by field. Only the number of a name's tail is left out: it is
    made anew with its name, and nothing refers to it.
    """
    return {model.__name__: sorted(map(repr, _rows(model))) for model in models or REGISTER}


def _rows(model: Any) -> Iterator[dict[str, Any]]:
    fields = [field.attname for field in model._meta.fields if (model, field.name) != (NameTail, "id")]
    for thing in model._default_manager.all():
        values = {field: getattr(thing, field) for field in fields}
        yield {name: bytes(one) if isinstance(one, memoryview) else one for name, one in values.items()}


def _differences(before: Dump) -> str:
    return ", ".join(table for table, rows in dump().items() if rows != before[table])


def notices(look: Callable[[Tally, Path, dict[str, Any]], None]) -> bool:
    tally = Tally()
    with district() as (folder, areas):
        look(tally, folder, areas)
    return bool(tally.faults)


def a_history(tally: Tally, folder: Path, areas: dict[str, Any]) -> None:
    for seed in range(4):
        chance = Random(seed)
        expect_reversible(tally, Village(chance, areas["T1"].name, areas["V1"].name), folder, chance)


def a_harmless_file(tally: Tally, folder: Path, areas: dict[str, Any]) -> None:
    village = Village(Random(1), areas["T1"].name, areas["V1"].name)
    expect_refused(tally, "a roster", village.write(folder / "roster.csv"))


def a_slow_reader(tally: Tally, folder: Path, areas: dict[str, Any]) -> None:
    def slowly(*args: Any, **more: Any) -> Any:
        until = processor_seconds() + LIMIT_S
        while processor_seconds() < until:
            pass
        raise IntakeRefused("file.damaged")

    with mock.patch.object(intake, "read_roster", slowly):
        expect_refused(tally, "nothing", write_bomb("nothing.csv", folder))


def a_forgetful_undo(tally: Tally, folder: Path, areas: dict[str, Any]) -> None:
    real = registry.undo_batch

    def forgetful(journal: Any, notes: Any, **by: Any) -> None:
        object.__setattr__(journal, "retired", [])
        real(journal, notes, **by)

    with mock.patch.object(registry, "undo_batch", forgetful):
        a_history(tally, folder, areas)


def a_wet_dry_run(tally: Tally, folder: Path, areas: dict[str, Any]) -> None:
    real = import_roster

    def wet(path: Path, *, dry_run: bool = False, **more: Any) -> Any:
        return real(path, **more)

    with mock.patch.dict(globals(), {"import_roster": wet}):
        a_history(tally, folder, areas)


PROOF = Proof(
    promise=12,
    name="import",
    says="an import is safe and reversible",
    runs=100,
    prove=prove,
    controls=(
        Control("a file that is taken after all", partial(notices, a_harmless_file)),
        Control("a reader that takes a second", partial(notices, a_slow_reader)),
        Control("an undo that forgets what was retired", partial(notices, a_forgetful_undo)),
        Control("a dry run that writes", partial(notices, a_wet_dry_run)),
    ),
)
