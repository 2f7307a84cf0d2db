"""What the register already holds about the households of a batch, read in a few statements."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import islice
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import QuerySet

from lianxin.intake.vocabulary import HouseholdDraft
from lianxin.people.vault import blind_index
from lianxin.registry.models import Fact, Household, Resident
from lianxin.registry.vocabulary import Relation, Source

CHUNK = 900

# (household, resident or None, indicator): one current fact at most stands under it.
FactKey = tuple[UUID, UUID | None, str]


class KnownFact(NamedTuple):
    """A current fact of the register."""

    pk: UUID
    value: str
    observed_on: date
    source: str


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
        self.facts: dict[FactKey, KnownFact] = {
            (home, resident, indicator): KnownFact(*rest)
            for some in chunks(self.homes)
            for home, resident, indicator, *rest in _told(Fact.objects.current().filter(household__in=some))
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
            for home, resident, indicator, _, value, *_ in _told(told.order_by("recorded_at", "id")):
                if (home, resident, indicator) in wanted:
                    said[home, resident, indicator] = value
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


def _told(facts: QuerySet[Fact]) -> Iterator[tuple[Any, ...]]:
    """Yield facts as tuples: a batch knows tens of thousands of them."""
    return facts.values_list(
        "household", "resident", "indicator", "pk", "value", "observed_on", "source"
    ).iterator()


def chunks(items: Iterable[Any]) -> Iterator[list[Any]]:
    """Yield lists of at most CHUNK items: what one statement takes as parameters on every database."""
    queue = iter(items)
    while some := list(islice(queue, CHUNK)):
        yield some
