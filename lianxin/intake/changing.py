"""What one draft changes: rows to add, fields to change, facts to record. Built in memory, not saved."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, NamedTuple
from uuid import UUID

from lianxin.intake.known import FactKey, Known
from lianxin.intake.matching import Pair
from lianxin.intake.vocabulary import Caution, HouseholdDraft, ResidentDraft
from lianxin.ledger.keys import new_keys
from lianxin.people.vault import blind_index
from lianxin.policies.catalogue import Catalogue, Indicator
from lianxin.registry.actions import FactRow, new_resident
from lianxin.registry.actions.people import set_name, set_secret
from lianxin.registry.models import Household, Resident
from lianxin.registry.values import Value, to_text
from lianxin.registry.vocabulary import Relation, Sex, Source, stands_over

IMPORT = Source.IMPORT.value

TOGETHER = {
    "name": ("name", "pinyin", "initials"),
    "id_number": ("id_number", "id_index"),
    "phone": ("phone", "phone_index"),
}


@dataclass(frozen=True, slots=True)
class Moment:
    """Who imports and when; `observed_on` is the day of facts whose file names none."""

    actor: Any
    now: datetime
    observed_on: date
    catalogue: Catalogue


class NewFact(NamedTuple):
    """A fact to be recorded: canonical text, observed on a day. Light, for a dry run makes millions."""

    household_id: UUID
    resident_id: UUID | None
    indicator: str
    value: str
    observed_on: date


@dataclass
class Change:
    """Everything one draft changes about its household. `touched` are the residents with any change."""

    home: Household
    is_new: bool
    residents: list[Resident] = field(default_factory=list)
    facts: list[NewFact] = field(default_factory=list)
    retired: list[UUID] = field(default_factory=list)
    changed: list[tuple[Household | Resident, dict[str, Any]]] = field(default_factory=list)
    touched: set[UUID] = field(default_factory=set)
    cautions: list[Caution] = field(default_factory=list)
    before: dict[str, Any] = field(default_factory=dict)
    after: dict[str, Any] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.is_new or self.residents or self.facts or self.changed)

    def note(self, thing: Household | Resident, fields: Mapping[str, Any]) -> None:
        """Remember what changed fields held before, and that they changed, without secrets."""
        self.changed.append((thing, dict(fields)))
        label = "household" if isinstance(thing, Household) else f"resident:{thing.pk}"
        self.after[label] = sorted(fields)


class Changer:
    """Compares drafts with what is known and notes the differences."""

    def __init__(self, known: Known, moment: Moment) -> None:
        self._known = known
        self._moment = moment
        self._texts: dict[tuple[str, Value], str] = {}
        told_otherwise = [key for key, fact in known.facts.items() if fact.source != IMPORT]
        self._said = known.last_imported(told_otherwise) if told_otherwise else {}

    def change_home(self, change: Change, draft: HouseholdDraft, area_id: UUID) -> None:
        """Note the fields of the household that the draft states otherwise."""
        home = change.home
        stated = {
            "area_id": area_id,
            "group_name": draft.group_name,
            "address": draft.address,
            "longitude": draft.longitude,
            "latitude": draft.latitude,
        }
        before = {
            name: getattr(home, name)
            for name, value in stated.items()
            if value not in (None, "") and getattr(home, name) != value
        }
        for name in before:
            setattr(home, name, stated[name])
        if before:
            change.note(home, before)

    def change_people(self, change: Change, draft: HouseholdDraft, pairs: list[Pair]) -> None:
        """Note new residents and changed fields. The old head steps down before the new one steps up."""
        for person, resident in sorted(pairs, key=lambda pair: pair[0].relation is Relation.HEAD):
            if resident is None:
                resident = _new(person, change.home)
                change.residents.append(resident)
                change.touched.add(resident.pk)
            elif before := _update(resident, person):
                if "name" in before:
                    values = {"before": before["name"], "after": person.name}
                    change.cautions.append(_caution(draft, person.row, "person.renamed", values))
                change.note(resident, before)
                change.touched.add(resident.pk)
            self.record(change, draft, person.facts, resident, person.row)

    def record(
        self,
        change: Change,
        draft: HouseholdDraft,
        facts: Mapping[str, Value],
        resident: Resident | None,
        row: int,
    ) -> None:
        """Note the facts that are new, newer, or different from what stands."""
        on = draft.observed_on or self._moment.observed_on
        for code, value in facts.items():
            indicator = self._moment.catalogue[code]
            text = self._text(value, indicator)
            key: FactKey = (change.home.pk, resident.pk if resident else None, code)
            old = self._known.facts.get(key)
            if old is not None:
                is_repeated = old.value == text or self._said.get(key) == text
                is_newer = draft.observed_on is not None and draft.observed_on > old.observed_on
                if is_repeated and not (is_newer and old.value == text):
                    continue
                if not stands_over((on, IMPORT), (old.observed_on, old.source)):
                    values = {"title": indicator.title_zh, "on": old.observed_on.isoformat()}
                    change.cautions.append(_caution(draft, row, "fact.newer_kept", values))
                    continue
                change.retired.append(old.pk)
            change.facts.append(NewFact(*key[:2], code, text, on))
            if old is not None:
                label = f"{code}:{resident.pk}" if resident else code
                change.before[label], change.after[label] = old.value, text
            if resident:
                change.touched.add(resident.pk)

    def _text(self, value: Value, indicator: Indicator) -> str:
        """Return the canonical text of a value; there are few different ones."""
        text = self._texts.get((indicator.code, value))
        if text is None:
            text = self._texts[indicator.code, value] = to_text(value, indicator)
        return text


def fact_rows(facts: Sequence[NewFact], moment: Moment) -> list[FactRow]:
    """The facts as rows of the register, each under a key of its own."""
    by = moment.actor.pk if moment.actor else None
    said = (IMPORT, "", moment.now, by, True, None)
    keys = new_keys(len(facts))
    return [FactRow._make((key, *new, *said)) for key, new in zip(keys, facts, strict=True)]


def _new(person: ResidentDraft, home: Household) -> Resident:
    return new_resident(
        home,
        name=person.name,
        relation=person.relation,
        sex=person.sex,
        birth_on=person.birth_on,
        id_number=person.id_number or "",
        phone=person.phone or "",
    )


def _update(resident: Resident, person: ResidentDraft) -> dict[str, Any]:
    """Set what the draft states otherwise; return what the changed fields held before."""
    stated: dict[str, Any] = {"name": person.name}
    if person.is_relation_stated:
        stated["relation"] = person.relation.value
    if person.sex is not Sex.UNSTATED:
        stated["sex"] = person.sex.value
    if person.birth_on:
        stated["birth_on"] = person.birth_on
    differs = {name for name, value in stated.items() if getattr(resident, name) != value}
    if person.id_number and not resident.id_index:
        differs.add("id_number")
    if person.phone and _bytes(resident.phone_index) != blind_index("phone", person.phone):
        differs.add("phone")
    fields = [name for one in sorted(differs) for name in TOGETHER.get(one, (one,))]
    before = {name: _bytes(getattr(resident, name)) for name in fields}
    for name in differs:
        if name == "name":
            set_name(resident, person.name)
        elif name in ("id_number", "phone"):
            set_secret(resident, name, getattr(person, name))
        else:
            setattr(resident, name, stated[name])
    return before


def _bytes(value: Any) -> Any:
    return bytes(value) if isinstance(value, memoryview) else value


def _caution(draft: HouseholdDraft, row: int, code: str, values: dict[str, Any]) -> Caution:
    return Caution(draft.sheet, row, "", "", code, values)
