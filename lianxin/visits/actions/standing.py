"""Which claims count now, and where two of them clash, of everything that some visits spoke of."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from lianxin.databases.inserting import insert_rows
from lianxin.databases.updating import update_rows
from lianxin.ledger.keys import new_key
from lianxin.registry.models import Fact
from lianxin.visits.actions.claiming import Said, Thing, as_claim
from lianxin.visits.merging import Claim, Clashing, Merged, merge, merge_later
from lianxin.visits.models import Clash
from lianxin.visits.vocabulary import Side

COLUMNS = ("pk", "value", "observed_on", "source", "claim__known", "claim__visit")
OF = ("household_id", "resident_id", "indicator")


@dataclass(slots=True)
class Standing:
    """What changes in the register. `current`: the claim that counts in the end, by what it is of; `before`:
    the one that counted. `new` are the answers that are not in the register yet."""

    new: list[Said] = field(default_factory=list)
    before: dict[Thing, Claim | None] = field(default_factory=dict)
    current: dict[Thing, Claim] = field(default_factory=dict)
    clashes: dict[Thing, tuple[Clashing, ...]] = field(default_factory=dict)
    replayed: set[Thing] = field(default_factory=set)

    @property
    def retired(self) -> list[UUID]:
        """Facts that counted and no longer do."""
        pairs = ((self.before[thing], claim) for thing, claim in self.current.items())
        return [before.id for before, claim in pairs if before is not None and before.id != claim.id]

    @property
    def restored(self) -> list[UUID]:
        """Facts of the register that did not count and do again."""
        fresh = {one.claim.id for one in self.new}
        changed = (claim for thing, claim in self.current.items() if claim != self.before[thing])
        return [claim.id for claim in changed if claim.id not in fresh]


def work_out(said: Mapping[Thing, Sequence[Said]]) -> Standing:
    """Bring the answers of visits together with what the register holds; those it has already are left out.

    Where every answer was observed after all that is known, one step from what counts is enough; where one
    comes late, everything ever claimed about that thing is gone through again.
    """
    found = Standing()
    if not said:
        return found
    known = _current_and_later(said)
    late: dict[Thing, list[Said]] = {}
    for thing, answers in said.items():
        rows = known.get(thing, [])
        keys = {claim.id for claim, _ in rows}
        fresh = [one for one in answers if one.claim.id not in keys]
        if not fresh:
            continue
        standing = next((claim for claim, is_current in rows if is_current), None)
        found.before[thing] = standing
        last = max((claim.order for claim, _ in rows), default=None)
        if last is not None and min(one.claim.order for one in fresh) < last:
            late[thing] = fresh
            continue
        found.new += fresh
        _note(found, thing, merge_later(standing, [one.claim for one in fresh]))
    for thing, claims in _everything(late).items():
        keys = {claim.id for claim in claims}
        fresh = [one for one in late[thing] if one.claim.id not in keys]
        found.new += fresh
        found.replayed.add(thing)
        _note(found, thing, merge([*claims, *(one.claim for one in fresh)]))
    return found


def work_out_again(thing: Thing) -> Standing:
    """Go through everything ever claimed about one thing: after a claim was taken back."""
    found = Standing(replayed={thing})
    rows = _everything({thing: []})[thing]
    counts = (
        Fact.objects.current()
        .filter(**dict(zip(OF, thing, strict=True)))
        .values_list("pk", flat=True)
        .first()
    )
    found.before[thing] = next((claim for claim in rows if claim.id == counts), None)
    _note(found, thing, merge(rows))
    return found


def write_clashes(found: Standing, said: Iterable[Said], now: datetime) -> list[Clash]:
    """Write the clashes that are new, and bring undecided ones up to date; returns the new ones."""
    visits = {one.claim.id: one.visit.pk for one in said}
    pairs = [(thing, one) for thing, clashes in found.clashes.items() for one in clashes]
    old = {
        clash.told_id: clash for clash in Clash.objects.filter(told__among=[one.told.id for _, one in pairs])
    }
    new, changed = [], []
    for (home, _, indicator), one in pairs:
        stands = Side.TOLD if one.told_stands else Side.HELD
        clash = old.get(one.told.id)
        if clash is None:
            visit = visits.get(one.told.id) or Fact.objects.get(pk=one.told.id).claim.visit_id
            new.append(
                Clash(
                    id=new_key(),
                    household_id=home,
                    visit_id=visit,
                    indicator=indicator,
                    told_id=one.told.id,
                    held_id=one.held.id,
                    stands=stands.value,
                    found_at=now,
                )
            )
        elif clash.decided_at is None and (clash.held_id, clash.stands) != (one.held.id, stands.value):
            changed.append((clash.pk, one.held.id, stands.value))
    fields = [column.attname for column in Clash._meta.concrete_fields]
    insert_rows(Clash, [tuple(getattr(one, name) for name in fields) for one in new])
    update_rows(Clash, ["held", "stands"], changed)
    return new


def _note(found: Standing, thing: Thing, merged: Merged) -> None:
    if merged.standing is not None:
        found.current[thing] = merged.standing
    if merged.clashes:
        found.clashes[thing] = merged.clashes


def _current_and_later(
    said: Mapping[Thing, Sequence[Said]],
) -> dict[Thing, list[tuple[Claim, bool]]]:
    """What counts of these things, and whatever else was observed since the earliest of these answers."""
    first = min(one.claim.observed_on for answers in said.values() for one in answers)
    homes = list({thing[0] for thing in said})
    rows = Fact.objects.filter(household__among=homes, indicator__in={thing[2] for thing in said})
    counting = rows.filter(is_current=True, retracted_at=None)
    later = rows.filter(is_current=False, retracted_at=None, observed_on__gte=first)
    known: dict[Thing, list[tuple[Claim, bool]]] = {}
    for some, is_current in ((counting, True), (later, False)):
        for home, resident, indicator, *row in some.order_by().values_list(*OF, *COLUMNS):
            known.setdefault((home, resident, indicator), []).append((as_claim(tuple(row)), is_current))
    return known


def _everything(things: Collection[Thing]) -> dict[Thing, list[Claim]]:
    """All valid claims about some things, as the register holds them."""
    found: dict[Thing, list[Claim]] = {thing: [] for thing in things}
    if not found:
        return found
    rows = Fact.objects.filter(
        household__among=list({thing[0] for thing in things}),
        indicator__in={thing[2] for thing in things},
        retracted_at=None,
    )
    for home, resident, indicator, *row in rows.order_by().values_list(*OF, *COLUMNS):
        if (thing := (home, resident, indicator)) in found:
            found[thing].append(as_claim(tuple(row)))
    return found
