"""What the register already holds about the households of a batch, read in a few statements."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any
from uuid import UUID

from lianxin.intake.vocabulary import HouseholdDraft
from lianxin.people.vault import blind_index
from lianxin.registry.models import Fact, Household, Resident
from lianxin.registry.vocabulary import Relation, Source

CHUNK = 900

# (household, resident or None, indicator): one current fact at most stands under it.
FactKey = tuple[UUID, UUID | None, str]


class Known:
    """The households, residents and facts that the drafts of one batch may mean."""

    def __init__(self, drafts: Sequence[HouseholdDraft]) -> None:
        self.indexes = {
            one.id_number: blind_index("id_number", one.id_number)
            for draft in drafts
            for one in draft.residents
            if one.id_number
        }
        self.holders = self._read_holders()
        self.homes = self._read_households(drafts)
        self.by_number = {home.number: home for home in self.homes.values()}
        self.members: dict[UUID, list[Resident]] = defaultdict(list)
        for some in chunks(self.homes):
            for resident in Resident.objects.present().filter(household__in=some).order_by("id"):
                resident.household = self.homes[resident.household_id]
                self.members[resident.household_id].append(resident)
        self.facts: dict[FactKey, Fact] = {
            fact_key(fact): fact
            for some in chunks(self.homes)
            for fact in Fact.objects.current().filter(household__in=some).defer("source_note")
        }

    def holder(self, id_number: str | None) -> Resident | None:
        """Return who holds an ID number on the register: someone present if there is one, else the last."""
        return self.holders.get(self.indexes[id_number]) if id_number else None

    def last_imported(self, keys: Iterable[FactKey]) -> dict[FactKey, str]:
        """Return what imports last said under these keys: what the file may still repeat, unchanged."""
        wanted = set(keys)
        said: dict[FactKey, str] = {}
        for some in chunks({household for household, _, _ in wanted}):
            told = Fact.objects.filter(household__in=some, source=Source.IMPORT.value, retracted_at=None)
            for fact in told.defer("source_note").order_by("recorded_at", "id"):
                if fact_key(fact) in wanted:
                    said[fact_key(fact)] = fact.value
        return said

    def _read_holders(self) -> dict[bytes, Resident]:
        holders: dict[bytes, Resident] = {}
        for some in chunks(self.indexes.values()):
            found = Resident.objects.filter(id_index__in=some).select_related("household")
            for resident in sorted(found, key=lambda one: (one.state == "present", one.pk)):
                holders[bytes(resident.id_index)] = resident
        return holders

    def _read_households(self, drafts: Sequence[HouseholdDraft]) -> dict[UUID, Household]:
        homes = {one.household_id: one.household for one in self.holders.values()}
        for some in chunks(draft.number for draft in drafts if draft.number):
            homes |= {home.pk: home for home in Household.objects.filter(number__in=some)}
        unnumbered = [draft for draft in drafts if not draft.number]
        self.by_head: dict[tuple[str, str], set[UUID]] = defaultdict(set)
        for some in chunks({draft.head_name for draft in unnumbered}):
            heads = Resident.objects.present().filter(relation=Relation.HEAD.value, name__in=some)
            heads = heads.filter(household__area__code__in={draft.area_code for draft in unnumbered})
            for head in heads.select_related("household__area"):
                home = head.household
                homes[home.pk] = home
                self.by_head[home.area.code, head.name].add(home.pk)
        return homes


def fact_key(fact: Fact) -> FactKey:
    return (fact.household_id, fact.resident_id, fact.indicator)


def chunks(items: Iterable[Any]) -> Iterator[list[Any]]:
    """Yield lists of at most CHUNK items: what one statement takes as parameters on every database."""
    queue = iter(items)
    while some := list(islice(queue, CHUNK)):
        yield some
