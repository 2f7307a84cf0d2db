"""What waits for a decision, as the desk shows it: two claims side by side, and changes in families."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from lianxin.desk.households.rows import Row
from lianxin.desk.visits.forms import ClashForm, FamilyForm, ReopeningForm
from lianxin.desk.visits.words import fact_title, fact_words, word
from lianxin.people.access import may
from lianxin.registry.models import Fact, Resident
from lianxin.registry.vocabulary import Relation, Source
from lianxin.visits.models import Clash, FamilyProposal, Reopening
from lianxin.visits.vocabulary import FamilyChange, Side


@dataclass(frozen=True, slots=True)
class Version:
    """One of two claims: its value, and where it comes from. `stands`: whether it counts at the moment."""

    side: str
    words: str
    value: str
    source: str
    fact: Fact
    stands: bool


@dataclass(frozen=True, slots=True)
class ClashLine:
    """`form` is None for whoever may not decide, and once it is decided; `reopening` until it is. `former`
    are decisions that were taken back."""

    clash: Clash
    row: Row | None
    title: str
    whom: str
    versions: list[Version]
    form: ClashForm | None
    reopening: ReopeningForm | None
    former: list[Reopening]


@dataclass(frozen=True, slots=True)
class FamilyLine:
    """`resident` is whom it is about, where the register knows him; the rest as of a clash."""

    proposal: FamilyProposal
    row: Row | None
    resident: Resident | None
    form: FamilyForm | None
    reopening: ReopeningForm | None
    former: list[Reopening]


def clash_lines(clashes: Iterable[Clash], rows: Mapping[Any, Row], person: Any) -> list[ClashLine]:
    return [
        ClashLine(
            one,
            rows.get(one.household_id),
            fact_title(one.indicator),
            one.told.resident.name if one.told.resident else "",
            [_version(one, Side.TOLD, one.told), _version(one, Side.HELD, one.held)],
            ClashForm(auto_id=f"{one.pk}-%s", initial={"claim": one.stands})
            if _decides(one, person)
            else None,
            ReopeningForm([], auto_id=f"{one.pk}-back-%s") if _reopens(one, person) else None,
            list(one.reopenings.all()),
        )
        for one in clashes
    ]


def _version(clash: Clash, side: Side, fact: Fact) -> Version:
    stands = (clash.decision or clash.stands) == side.value
    value = fact_words(clash.indicator, fact.value)
    return Version(side.value, word(Side, side), value, word(Source, fact.source), fact, stands)


def family_lines(
    proposals: Iterable[FamilyProposal], rows: Mapping[Any, Row], person: Any
) -> list[FamilyLine]:
    listed = list(proposals)
    homes = _present_in({one.household_id for one in listed if may(person, "household.edit", one)})
    people = Resident.objects.in_bulk([one.resident_id for one in listed if one.resident_id])
    return [
        FamilyLine(
            one,
            rows.get(one.household_id),
            _of_home(people.get(one.resident_id), one),
            FamilyForm(heirs_of(one, homes), auto_id=f"{one.pk}-%s") if _decides(one, person) else None,
            ReopeningForm(heirs_after(one, homes), auto_id=f"{one.pk}-back-%s")
            if _reopens(one, person)
            else None,
            list(one.reopenings.all()),
        )
        for one in listed
    ]


Homes = Mapping[Any, list[Resident]]


def heirs_of(proposal: FamilyProposal, homes: Homes | None = None) -> list[tuple[str, str]]:
    """Who may be the head once the head has died or left: (key, name) of the others of the household.

    `homes`: who lives in the households, where it was read already.
    """
    if proposal.change not in (FamilyChange.DIED, FamilyChange.MOVED_OUT):
        return []
    return _heirs(proposal, proposal.resident_id, homes)


def heirs_after(proposal: FamilyProposal, homes: Homes | None = None) -> list[tuple[str, str]]:
    """The same once somebody whom the proposal added, and who leads the household by now, is taken off."""
    return _heirs(proposal, proposal.added, homes) if proposal.added else []


def _heirs(proposal: FamilyProposal, leaves: UUID | None, homes: Homes | None) -> list[tuple[str, str]]:
    homes = _present_in({proposal.household_id}) if homes is None else homes
    people = {one.pk: one for one in homes[proposal.household_id]}
    leaving = people.pop(leaves, None) if leaves else None
    if leaving is None or leaving.relation != Relation.HEAD.value:
        return []
    return [(str(one.pk), one.name) for one in people.values()]


def _present_in(keys: Collection[UUID]) -> Homes:
    """Who lives in some households, the oldest first."""
    found: defaultdict[Any, list[Resident]] = defaultdict(list)
    if keys:
        present = Resident.objects.present().filter(household__in=keys)
        for one in present.order_by("birth_on", "pk"):
            found[one.household_id].append(one)
    return found


def _of_home(resident: Resident | None, proposal: FamilyProposal) -> Resident | None:
    """A phone may name anybody; nobody of another home is shown."""
    return resident if resident and resident.household_id == proposal.household_id else None


def _reopens(one: Any, person: Any) -> bool:
    return one.decided_at is not None and may(person, "household.edit", one)


def _decides(one: Any, person: Any) -> bool:
    return one.decided_at is None and may(person, "household.edit", one)
