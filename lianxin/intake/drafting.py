"""The rows of one household become a draft, or a refusal that names the rows which do not agree. Pure."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from lianxin.areas.vocabulary import Match
from lianxin.intake.columns import ColumnBook
from lianxin.intake.members import Head, draft_members
from lianxin.intake.notes import Notes, shown_value
from lianxin.intake.rows import ReadRow
from lianxin.intake.vocabulary import HouseholdDraft
from lianxin.registry.vocabulary import Relation

FindArea = Callable[[str, str], Match]

# What is told once for all, besides facts and area; `head_*` are about the head, in whichever row they stand.
PLAIN = ("number", "group_name", "address", "longitude", "latitude", "observed_on")
OF_HEAD = ("head_name", "head_id", "head_phone")

# Stated total and stated income per head may differ by this much before someone is told.
TOLERANCE = 0.1
TOLERATED_YUAN = 500


class Drafter:
    """Makes drafts; `find_area(town, village)` is asked once for each pair of names."""

    def __init__(self, book: ColumnBook, find_area: FindArea) -> None:
        facts = [column for column in book.columns if column.indicator]
        self._household_facts = tuple(column.key for column in facts if column.about == "household")
        self._resident_facts = tuple(column.key for column in facts if column.about == "resident")
        self._find_area = find_area
        self._areas: dict[tuple[str, str], Match] = {}

    def draft(self, notes: Notes) -> HouseholdDraft | None:
        """Return the draft of the household in `notes.rows`, None when it is refused; `notes` says why."""
        notes.refuse_slips()
        told = _agreed((*PLAIN, *OF_HEAD), notes)
        facts = _agreed(self._household_facts, notes)
        area = self._area(notes)
        head = Head(told.get("head_name"), told.get("head_id"), told.get("head_phone"))
        members = draft_members(notes, head, self._resident_facts)
        if notes.is_refused or area is None:
            return None
        _compare_incomes(facts, len(members), notes)
        code, town, village = area
        return HouseholdDraft(
            number=told.get("number"),
            head_name=next(one.name for one in members if one.relation is Relation.HEAD),
            town_name=town,
            village_name=village,
            area_code=code,
            residents=members,
            sheet=notes.rows[0].sheet.name,
            rows=tuple(row.number for row in notes.rows),
            group_name=told.get("group_name", ""),
            address=told.get("address", ""),
            longitude=told.get("longitude"),
            latitude=told.get("latitude"),
            observed_on=told.get("observed_on"),
            facts=facts,
        )

    def _area(self, notes: Notes) -> tuple[str, str, str] | None:
        """Return (code, town, village) of the one area that all rows mean; a row may leave out either."""
        town = next((row.values["town"] for row in notes.rows if "town" in row.values), "")
        village = next((row.values["village"] for row in notes.rows if "village" in row.values), "")
        found: dict[str, ReadRow] = {}
        for row in notes.rows:
            if found and not {"town", "village"} & row.values.keys():
                continue
            names = row.values.get("town", town), row.values.get("village", village)
            match = self._areas.get(names) or self._areas.setdefault(names, self._find_area(*names))
            if match.code is None:
                titles = "、".join(near.title for near in match.near)
                notes.refuse(
                    row, "village", match.why, town=names[0], name=names[1] or names[0], titles=titles
                )
                return None
            found.setdefault(match.code, row)
        if len(found) > 1:
            _refuse_contradiction("village", list(found.values())[:2], notes)
            return None
        return next(iter(found)), town, village


def _agreed(keys: Sequence[str], notes: Notes) -> dict[str, Any]:
    """Return what the rows say with one voice; where two rows contradict each other, refuse naming both."""
    told: dict[str, Any] = {}
    for key in keys:
        said = [row for row in notes.rows if key in row.values]
        if not said:
            continue
        told[key] = said[0].values[key]
        other = next((row for row in said if row.values[key] != told[key]), None)
        if other:
            _refuse_contradiction(key, [said[0], other], notes)
    return told


def _refuse_contradiction(key: str, rows: Sequence[ReadRow], notes: Notes) -> None:
    first, second = rows
    notes.refuse(
        second,
        key,
        "household.contradicts",
        column=second.title(key) or first.title(key),
        first=first.number,
        second=second.number,
        one=shown_value(key, first.values.get(key)),
        other=shown_value(key, second.values.get(key)),
    )


def _compare_incomes(facts: Mapping[str, Any], members: int, notes: Notes) -> None:
    """Warn when total and per head do not fit together: most often one of them is in another unit."""
    total, per_head = facts.get("income_total"), facts.get("income_per_head")
    if total is None or per_head is None:
        return
    apart = abs(total - per_head * members)
    if apart > max(TOLERATED_YUAN, TOLERANCE * max(total, per_head * members)):
        row = next(row for row in notes.rows if "income_per_head" in row.values)
        values = {"total": total, "per_head": per_head, "members": members}
        notes.warn(row, "income_per_head", "income.disagrees", **values)
