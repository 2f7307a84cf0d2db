"""The people of one household: who is the head, who stands there twice, does the ID fit the rest? Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from lianxin.intake.notes import Notes
from lianxin.intake.rows import ReadRow
from lianxin.intake.vocabulary import ResidentDraft
from lianxin.registry.identity import IdNumber
from lianxin.registry.vocabulary import Relation, Sex

# A stated birth so many days from that of the ID may be a lunar or a rounded date; more is another person.
DAYS_APART = 400
WHO = ("name", "relation", "sex", "birth_on", "id_number", "phone")


@dataclass(frozen=True, slots=True)
class Head:
    """What the columns about the head say, in whichever row: each may be None."""

    name: str | None
    id_number: IdNumber | None
    phone: str | None


def draft_members(notes: Notes, head: Head, facts: Sequence[str]) -> tuple[ResidentDraft, ...]:
    """Return the residents in the order of the file; `facts` are the keys of the facts to take.

    Adds to `notes` whatever does not fit; when that refuses the household, the result is not to be used.
    """
    rows = _each_once(notes, (*WHO, *facts))
    head_row = _head_row(rows, head, notes)
    drafts = []
    for row in rows:
        is_head = row is head_row
        known = row.values.get("id_number")
        if is_head and head.id_number:
            if known and known.number != head.id_number.number:
                notes.refuse(row, "id_number", "household.head_id_differs")
            known = head.id_number
        sex, birth_on = _checked_against_id(row, known, notes)
        drafts.append(
            ResidentDraft(
                row=row.number,
                name=row.values.get("name", ""),
                relation=Relation.HEAD if is_head else _relation(row, notes),
                sex=sex,
                birth_on=birth_on,
                id_number=known.number if known else None,
                phone=row.values.get("phone") or (head.phone if is_head else None),
                facts={key: row.values[key] for key in facts if key in row.values},
                is_relation_stated=is_head or "relation" in row.values,
            )
        )
    return tuple(drafts)


def _each_once(notes: Notes, keys: Sequence[str]) -> list[ReadRow]:
    """Return the rows of different people; a row that says the same of the same person is left out."""
    seen: dict[object, ReadRow] = {}
    for row in notes.rows:
        values = row.values
        if "name" not in values:
            if not any(slip.key == "name" for slip in row.slips):
                notes.refuse(row, "name", "name.missing")
            continue
        known = values.get("id_number")
        person = known.number if known else (values["name"], values.get("birth_on"))
        first = seen.setdefault(person, row)
        if first is row:
            continue
        if all(first.values.get(key) == values.get(key) for key in keys):
            notes.warn(row, "name", "person.repeated", first=first.number)
        else:
            notes.refuse(row, "name", "person.contradicts", first=first.number, second=row.number)
    return list(seen.values())


def _head_row(rows: Sequence[ReadRow], head: Head, notes: Notes) -> ReadRow | None:
    """Return the row of the head, by relation or else by name; refuse none, two, or another name."""
    heads = [row for row in rows if row.values.get("relation") == Relation.HEAD.value]
    if len(heads) > 1:
        values = {"first": heads[0].number, "second": heads[1].number}
        notes.refuse(heads[1], "relation", "household.two_heads", **values)
        return heads[0]
    if not heads and head.name:
        named = [row for row in rows if row.values["name"] == head.name]
        heads = [row for row in named if "relation" not in row.values] if len(named) == 1 else []
    if not heads:
        if rows:
            notes.refuse(rows[0], "relation", "household.no_head")
        return None
    if head.name and heads[0].values["name"] != head.name:
        notes.refuse(heads[0], "name", "household.head_name_differs", stated=head.name)
    return heads[0]


def _relation(row: ReadRow, notes: Notes) -> Relation:
    stated = row.values.get("relation")
    if stated is None:
        if not any(slip.key == "relation" for slip in row.slips):
            notes.warn(row, "relation", "relation.missing")
        return Relation.OTHER
    return Relation(stated)


def _checked_against_id(row: ReadRow, known: IdNumber | None, notes: Notes) -> tuple[Sex, date | None]:
    """Return sex and birth; the ID goes before what is written, unless they are of different people."""
    sex = Sex(row.values.get("sex", Sex.UNSTATED.value))
    birth_on: date | None = row.values.get("birth_on")
    if known is None:
        return sex, birth_on
    if known.was_upgraded:
        notes.warn(row, "id_number", "id.upgraded")
    if sex is not Sex.UNSTATED and sex is not known.sex:
        notes.refuse(row, "sex", "id.sex_differs", in_id=known.sex.zh, in_id_en=known.sex.en)
    if birth_on is not None and birth_on != known.birth_on:
        if abs((birth_on - known.birth_on).days) > DAYS_APART:
            notes.refuse(row, "birth_on", "id.birth_differs")
        else:
            notes.warn(row, "birth_on", "id.birth_used")
    return known.sex, known.birth_on
