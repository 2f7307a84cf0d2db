"""Which household and which people of the register a draft means. Nobody is matched on a guess."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from lianxin.intake.known import Known
from lianxin.intake.vocabulary import HouseholdDraft, ResidentDraft
from lianxin.registry.models import Household, Resident
from lianxin.registry.vocabulary import HouseholdState, Relation, ResidentState

Pair = tuple[ResidentDraft, Resident | None]


@dataclass
class HomeRefused(Exception):
    """A draft that contradicts the register. `row` is where, 0 for the household's first row."""

    code: str
    values: dict[str, Any]
    row: int = 0


def refuse(code: str, row: int = 0, **values: Any) -> HomeRefused:
    """Return the refusal to raise."""
    return HomeRefused(code, values, row)


def find_home(draft: HouseholdDraft, known: Known) -> Household | None:
    """Return the household that a draft means, None for one that is new. Raises HomeRefused."""
    home = known.by_number.get(draft.number) if draft.number else _home_of_head(draft, known)
    if home is None:
        return None
    if home.state != HouseholdState.PRESENT.value:
        raise refuse("household.gone", number=home.number)
    if not _shares_someone(draft, known.members[home.pk], known):
        raise refuse("household.number_taken", number=home.number)
    return home


def match_people(draft: HouseholdDraft, home: Household, known: Known) -> list[Pair]:
    """Pair each person of a draft with who he is on the register: by ID number, else by name and birth."""
    found: dict[int, Resident] = {}
    for at, person in enumerate(draft.residents):
        holder = holder_of(person, known)
        if holder is None:
            continue
        if holder.household_id != home.pk:
            raise refuse("person.elsewhere", person.row, number=holder.household.number)
        found[at] = holder
    free = [one for one in known.members[home.pk] if one.pk not in {holder.pk for holder in found.values()}]
    for at, person in enumerate(draft.residents):
        if at not in found and (named := _by_name(person, free)):
            found[at] = named
            free.remove(named)
    pairs = [(person, found.get(at)) for at, person in enumerate(draft.residents)]
    _check_head(pairs, known.members[home.pk])
    return pairs


def holder_of(person: ResidentDraft, known: Known) -> Resident | None:
    """Return who is present on the register with this ID number; refuse the number of someone who died."""
    holder = known.holder(person.id_number)
    if holder and holder.state == ResidentState.DEAD.value:
        raise refuse("person.dead", person.row)
    return holder if holder and holder.state == ResidentState.PRESENT.value else None


def _home_of_head(draft: HouseholdDraft, known: Known) -> Household | None:
    """Find a household without a number: by its head's ID number, else by area and the head's name."""
    head = next(one for one in draft.residents if one.relation is Relation.HEAD)
    holder = holder_of(head, known)
    if holder:
        return known.homes[holder.household_id]
    homes = [
        known.homes[key]
        for key in sorted(known.by_head[draft.area_code, draft.head_name])
        if _may_be(head, next((one for one in known.members[key] if one.relation == "head"), None))
    ]
    if len(homes) > 1:
        raise refuse("household.which_one", name=draft.head_name)
    return homes[0] if homes else None


def _shares_someone(draft: HouseholdDraft, members: Sequence[Resident], known: Known) -> bool:
    indexes = {bytes(one.id_index) for one in members if one.id_index}
    names = {one.name for one in members}
    return any(
        one.name in names or (one.id_number and known.indexes[one.id_number] in indexes)
        for one in draft.residents
    )


def _by_name(person: ResidentDraft, free: Sequence[Resident]) -> Resident | None:
    named = [one for one in free if one.name == person.name]
    if len(named) > 1:
        named = [one for one in named if one.birth_on == person.birth_on]
        if len(named) != 1:
            raise refuse("person.which_one", person.row, name=person.name)
    if not named:
        return None
    if not _may_be(person, named[0]):
        raise refuse("person.id_differs", person.row, name=person.name)
    return named[0]


def _may_be(person: ResidentDraft, resident: Resident | None) -> bool:
    """Whether a name is all that can tell: at least one of the two has no ID number."""
    return resident is not None and not (person.id_number and resident.id_index)


def _check_head(pairs: Sequence[Pair], members: Sequence[Resident]) -> None:
    """Refuse a new head while the old one would stay head because the draft does not mention him."""
    old = next((one for one in members if one.relation == Relation.HEAD.value), None)
    new = next(resident for person, resident in pairs if person.relation is Relation.HEAD)
    if old is None or (new is not None and new.pk == old.pk):
        return
    stated = [person for person, resident in pairs if resident is not None and resident.pk == old.pk]
    if not stated or not stated[0].is_relation_stated:
        raise refuse("household.head_differs", name=old.name)
