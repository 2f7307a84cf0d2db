"""What a batch of drafts would change on the register. Writes nothing: a dry run is this alone."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from lianxin.areas.models import Area
from lianxin.intake.changing import Change, Changer, Moment, NewFact, fact_rows
from lianxin.intake.known import Known
from lianxin.intake.matching import HomeRefused, find_home, holder_of, match_people, refuse
from lianxin.intake.results import SAMPLES, Sample
from lianxin.intake.vocabulary import Caution, HouseholdDraft, Refusal
from lianxin.ledger.actions import Note
from lianxin.people.access import areas_seen
from lianxin.registry.actions import Batch
from lianxin.registry.models import Household


@dataclass
class Plan:
    """A batch to be written, its notes for the ledger, and what to tell: counts as (what, how) → number.

    `facts` are not rows yet: `to_batch` makes them, which a dry run need not do.
    """

    batch: Batch = field(default_factory=Batch)
    facts: list[NewFact] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    counts: Counter[tuple[str, str]] = field(default_factory=Counter)
    refusals: list[Refusal] = field(default_factory=list)
    cautions: list[Caution] = field(default_factory=list)
    samples: list[Sample] = field(default_factory=list)

    def to_batch(self, moment: Moment) -> Batch:
        self.batch.facts = fact_rows(self.facts, moment)
        return self.batch


class Planner:
    """Plans one import, batch after batch; remembers which households were already meant by a draft."""

    def __init__(self, moment: Moment) -> None:
        self._moment = moment
        self._areas = dict(Area.objects.open().values_list("code", "pk"))
        seen = areas_seen(moment.actor, "import.run")
        self._allowed = set(seen.values_list("pk", flat=True))
        self._meant: set[Any] = set()
        self._last_number: dict[str, int] = {}

    def plan(self, drafts: Sequence[HouseholdDraft], import_id: UUID | None = None) -> Plan:
        """Return what the drafts change. Reads the register; call it inside the transaction that writes."""
        plan = Plan()
        known = Known(drafts)
        changer = Changer(known, self._moment)
        for draft in drafts:
            try:
                change, unchanged = self._plan_home(draft, known, changer)
            except HomeRefused as refused:
                places = tuple((draft.sheet, row) for row in draft.rows)
                row = refused.row or draft.rows[0]
                plan.refusals.append(
                    Refusal(draft.sheet, row, "", "", refused.code, refused.values, "household", places)
                )
                continue
            _add(plan, change, unchanged, import_id)
            if change and len(plan.samples) < SAMPLES:
                plan.samples.append(_sample(draft, change))
        return plan

    def _plan_home(self, draft: HouseholdDraft, known: Known, changer: Changer) -> tuple[Change, int]:
        """Return the change of one household, and how many of its people stay as they are."""
        area_id = self._areas.get(draft.area_code)
        if area_id not in self._allowed:
            raise refuse("area.not_yours", village=draft.village_name)
        home = find_home(draft, known)
        self._mean_once(draft, home)
        if home is None:
            change = Change(self._new_home(draft, area_id), is_new=True)
            for person in draft.residents:
                if holder := holder_of(person, known):
                    raise refuse("person.elsewhere", person.row, number=holder.household.number)
            pairs = [(person, None) for person in draft.residents]
        else:
            if home.area_id not in self._allowed:
                raise refuse("area.not_yours", village=draft.village_name)
            change = Change(home, is_new=False)
            pairs = match_people(draft, home, known)
            changer.change_home(change, draft, area_id)
        changer.record(change, draft, draft.facts, None, draft.rows[0])
        changer.change_people(change, draft, pairs)
        return change, len(pairs) - len(change.touched)

    def _mean_once(self, draft: HouseholdDraft, home: Household | None) -> None:
        """Refuse a second draft that means the same household: of two families alike, none is guessed."""
        key = home.pk if home else draft.number or (draft.area_code, _head_of(draft))
        if key in self._meant:
            raise refuse("household.which_one", name=draft.head_name)
        self._meant.add(key)

    def _new_home(self, draft: HouseholdDraft, area_id: UUID) -> Household:
        return Household(
            number=draft.number or self._next_number(draft.area_code),
            area_id=area_id,
            group_name=draft.group_name,
            address=draft.address,
            longitude=draft.longitude,
            latitude=draft.latitude,
            created_at=self._moment.now,
        )

    def _next_number(self, area_code: str) -> str:
        """Return a number for a household whose file has none: the area's code and the next free one."""
        if area_code not in self._last_number:
            taken = Household.objects.filter(number__startswith=f"{area_code}-")
            tails = [number[13:] for number in taken.values_list("number", flat=True)]
            self._last_number[area_code] = max((int(tail) for tail in tails if tail.isdecimal()), default=0)
        self._last_number[area_code] += 1
        return f"{area_code}-{self._last_number[area_code]:04d}"


def _head_of(draft: HouseholdDraft) -> str:
    """Return what tells a household without a number from others: the head's ID number, else the name."""
    head = next(one for one in draft.residents if one.relation.value == "head")
    return head.id_number or head.name


def _sample(draft: HouseholdDraft, change: Change) -> Sample:
    fields = {name for thing, before in change.changed if isinstance(thing, Household) for name in before}
    people = len(change.touched) - len(change.residents)
    return Sample(
        "created" if change.is_new else "updated",
        change.home.number if draft.number or not change.is_new else "",
        draft.head_name,
        draft.village_name,
        draft.rows[0],
        (len(change.residents), people),
        tuple(dict.fromkeys(fact.indicator for fact in change.facts)),
        tuple(sorted(fields)),
    )


def _add(plan: Plan, change: Change, unchanged: int, import_id: UUID | None) -> None:
    """Put one household's change into the batch and the counts."""
    batch, counts = plan.batch, plan.counts
    plan.cautions += change.cautions
    counts["residents", "unchanged"] += unchanged
    counts["residents", "created"] += len(change.residents)
    counts["residents", "updated"] += len(change.touched) - len(change.residents)
    if not change:
        counts["households", "unchanged"] += 1
        return
    counts["households", "created" if change.is_new else "updated"] += 1
    if change.is_new:
        batch.households.append(change.home)
        change.after |= {"number": change.home.number, "residents": len(change.residents)}
    batch.residents += change.residents
    plan.facts += change.facts
    batch.retired += change.retired
    batch.changed += change.changed
    plan.notes.append(
        Note(
            "household.imported",
            "household",
            change.home.pk,
            change.home.area_id,
            before=change.before or None,
            after={**change.after, "import": str(import_id)},
        )
    )
