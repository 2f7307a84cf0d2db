"""Promise 13: an export holds what its taker may see and no formula; a large one needs a reason and is told.

A small district, full of names, groups and addresses that want to be formulas. Everyone on every level asks
for all of it. What arrives is read back by what a spreadsheet reads: cell types and formula elements of the
workbook, and the first character of each cell of the CSV.
"""

import csv
import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any
from unittest import mock

from django.db import transaction
from django.utils import timezone

from lianxin.exports import actions, households, writing
from lianxin.exports.models import Export
from lianxin.exports.vocabulary import WITHOUT_PURPOSE, Form, Purpose
from lianxin.ledger.models import Event
from lianxin.people.vocabulary import Role
from lianxin.proofs.cast import make_worker, plant_areas
from lianxin.proofs.vocabulary import Control, Proof, Tally
from lianxin.registry.actions import add_household
from lianxin.registry.models import Household

STARTS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠", " =", "\n=", "|", "%")
ENDINGS = ("1+1", "cmd|' /C calc'!A0", "HYPERLINK(0)", "SUM(A1:A9)")
PAYLOADS = [start + ending for ending in ENDINGS for start in STARTS][:50]
"""Fifty texts that a spreadsheet would like to run."""

SHEET = re.compile(r"xl/worksheets/sheet\d+\.xml")
ROLES = {
    Role.DISTRICT_DESK: ("D",),
    Role.SUPERVISOR: ("D", "T1"),
    Role.TOWN_HEAD: ("T1", "T2"),
    Role.COLLECTOR: ("V1", "V4", "T1"),
    Role.SYSTEM_ADMIN: ("D",),
}


def prove(tally: Tally, runs: int, chance: Random) -> None:
    """`runs` exports by everyone in turn, half as workbooks; then the rule of two hundred rows."""
    with transaction.atomic(), TemporaryDirectory() as folder:
        people = _plant()
        numbers = {one.pk: one.number for one in Household.objects.all()}
        for run in range(runs):
            person, form = people[run % len(people)], list(Form)[chance.randrange(2)]
            keys = chance.sample(list(numbers), len(numbers))
            path = Path(folder) / f"{run}.{form}"
            export = _ask(person, keys, form)
            rows = actions.write_export(export, path, now=timezone.now())
            cells, has_formula = READERS[form](path)
            seen = set(Household.objects.seen_by(person).values_list("number", flat=True))
            written = [row[0] for row in cells[1:]]
            words = f"{person.name} as {form}"
            tally.expect(sorted(written) == sorted(seen), f"{words}: rows differ from what he sees")
            tally.expect(rows == len(written) == export.rows, f"{words}: said {rows} rows")
            tally.expect(not has_formula, f"{words}: holds a formula")
            told = Event.objects.filter(kind="households.exported", subject_id=export.pk)
            tally.expect([event.after["rows"] for event in told] == [rows], f"{words}: not in the ledger")
            path.unlink()
        _expect_reason(tally, people[0], list(numbers))
        transaction.set_rollback(True)


def _plant() -> list[Any]:
    areas, now = plant_areas(), timezone.now()
    places = [areas[key] for key in ("V1", "V2", "V3", "V4")]
    for number, payload in enumerate(PAYLOADS):
        head = {"name": payload[:40]}
        add_household(number=f"HB7{number:05d}", area=places[number % 4], head=head, actor=None, now=now)
        planted = Household.objects.filter(number=f"HB7{number:05d}")
        planted.update(group_name=payload[:40], address=payload)
    return [
        make_worker(f"E-{role.value}-{key}", role, areas[key], name=f"{role.value} at {key}")
        for role, keys in ROLES.items()
        for key in keys
    ]


def _ask(person: Any, keys: list[Any], form: Form) -> Export:
    export = actions.choose_households(keys, actor=person, now=timezone.now())
    export.form = form.value
    return export


def _expect_reason(tally: Tally, person: Any, keys: list[Any]) -> None:
    """Two hundred rows go without a reason; one more does not, and with one the ledger knows it."""
    many = (keys * 5)[: WITHOUT_PURPOSE + 1]
    for chosen, is_free in ((many[:-1], True), (many, False)):
        export = _ask(person, chosen, Form.CSV)
        try:
            actions.start_export(export, form=Form.CSV, purpose=None, actor=person, now=timezone.now())
            went = True
        except actions.PurposeNeeded:
            went = False
        tally.expect(went == is_free, f"{len(chosen)} rows without a reason: {'went' if went else 'refused'}")
    export = _ask(person, many, Form.CSV)
    now = timezone.now()
    actions.start_export(export, form=Form.CSV, purpose=Purpose.REPORT, actor=person, now=now)
    with TemporaryDirectory() as folder:
        actions.write_export(export, Path(folder) / "list.csv", now=now)
    told = Event.objects.filter(kind="households.exported", subject_id=export.pk)
    tally.expect(
        [event.reason for event in told] == [Purpose.REPORT.value],
        "the ledger does not know what a list was taken for",
    )


def read_csv(path: Path) -> tuple[list[list[str]], bool]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        cells = list(csv.reader(file))
    starts = tuple("=+-@\t\r\n＝＋－＠|%")
    return cells, any(cell.lstrip(" ").startswith(starts) for row in cells for cell in row)


def read_xlsx(path: Path) -> tuple[list[list[str]], bool]:
    """The cells as text, and whether a cell holds a formula or an odd text that is not marked as quoted."""
    from python_calamine import CalamineWorkbook

    with zipfile.ZipFile(path) as book:
        sheets = [book.read(name).decode() for name in book.namelist() if SHEET.fullmatch(name)]
        styles = book.read("xl/styles.xml").decode()
    has_formula = any("<f>" in sheet or "<f " in sheet or "hyperlink" in sheet for sheet in sheets)
    is_marked = 'quotePrefix="1"' in styles
    rows = CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python()
    is_unmarked = len(rows) > 1 and not is_marked
    return [[str(cell) for cell in row] for row in rows], has_formula or is_unmarked


READERS: dict[Form, Callable[[Path], tuple[list[list[str]], bool]]] = {
    Form.CSV: read_csv,
    Form.XLSX: read_xlsx,
}


def _notices(target: Any, name: str, broken: Any) -> Callable[[], bool]:
    """A control: the proof, with one piece broken, finds faults."""

    def is_caught() -> bool:
        tally = Tally()
        with mock.patch.object(target, name, broken):
            prove(tally, 2 * len(ROLES), Random(13))
        return bool(tally.faults)

    return is_caught


def _asks_nobody() -> bool:
    """Neither when it is worked out what may stand on the list, nor when it is written."""
    rows = households._rows
    with mock.patch.object(actions, "_seen", lambda export, person: export.things):
        return _notices(households, "_rows", lambda keys, person, lang: rows(keys, None, lang))()


PROOF = Proof(
    promise=13,
    name="export",
    says="an export holds what you may see and no formula",
    runs=500,
    prove=prove,
    controls=(
        Control("a CSV that is written as it stands", _notices(writing, "harmless", lambda text: text)),
        Control("an export that asks nobody's rights", _asks_nobody),
        Control("two hundred rows are any number", _notices(actions, "WITHOUT_PURPOSE", 10**9)),
        Control("a ledger that hears nothing", _notices(actions, "record", lambda **event: None)),
    ),
)
