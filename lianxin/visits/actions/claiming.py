"""What visits say of facts becomes claims in the register, and what counts is worked out by `merging`."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from typing import Any, TypeAlias
from uuid import UUID

from lianxin.policies.catalogue import Indicator, default
from lianxin.registry.actions import FactRow
from lianxin.registry.models import Resident
from lianxin.registry.values import ValueRefused, from_text, to_text
from lianxin.registry.vocabulary import Source
from lianxin.visits.merging import Claim, claim_key
from lianxin.visits.models import Visit

Thing: TypeAlias = tuple[UUID, UUID | None, str]
"""What a fact is of: household, resident or None, indicator."""

RANKS = {source.value: source.rank for source in Source}


@dataclass(frozen=True, slots=True)
class Said:
    """One answer of a visit that the register can hold."""

    visit: Visit
    thing: Thing
    claim: Claim
    source: str

    def row(self, now: datetime, *, is_current: bool) -> FactRow:
        home, resident, indicator = self.thing
        return FactRow(
            self.claim.id,
            home,
            resident,
            indicator,
            self.claim.value,
            self.claim.observed_on,
            self.source,
            "",
            now,
            self.visit.staff_id,
            is_current,
        )


@dataclass(slots=True)
class Heard:
    """The answers of some visits by what they are of, and the indicators that could not be understood."""

    said: dict[Thing, list[Said]] = field(default_factory=dict)
    strange: dict[UUID, list[str]] = field(default_factory=dict)


def listen(visits: Sequence[Visit]) -> Heard:
    """Sort the answers of visits to homes. An answer that the register cannot hold stays with its visit."""
    heard = Heard()
    members = _members(visits)
    for visit in visits:
        answers = {
            (one["indicator"], one["resident_id"]): one for one in visit.answers
        }  # the last one counts
        for (indicator, resident), answer in answers.items():
            thing = _thing(visit, indicator, resident, members)
            value = _value(indicator, answer["value"])
            if thing is None or value is None:
                heard.strange.setdefault(visit.pk, []).append(indicator)
                continue
            source = answer["source"] if answer["source"] in RANKS else Source.RESIDENT.value
            claim = Claim(
                claim_key(visit.op_id, visit.captured_at, [indicator, resident or ""]),
                value,
                visit.visited_on,
                RANKS[source],
                True,
                answer["old"],
            )
            heard.said.setdefault(thing, []).append(Said(visit, thing, claim, source))
    return heard


def _members(visits: Sequence[Visit]) -> set[tuple[UUID, UUID]]:
    """(household, resident) of everybody these visits speak of who is on the register there."""
    spoken = {UUID(one["resident_id"]) for visit in visits for one in visit.answers if one["resident_id"]}
    if not spoken:
        return set()
    rows = Resident.objects.filter(pk__among=list(spoken)).order_by()
    return set(rows.values_list("household", "pk"))


def _thing(visit: Visit, code: str, resident: str | None, members: set[tuple[UUID, UUID]]) -> Thing | None:
    indicator = default().get(code)
    if indicator is None or indicator.about not in ("household", "resident"):
        return None
    if resident is None:
        return (visit.household_id, None, code) if indicator.about == "household" else None
    about = (visit.household_id, UUID(resident))
    return (*about, code) if indicator.about == "resident" and about in members else None


@lru_cache(maxsize=4096)
def _value(code: str, text: str) -> str | None:
    """The canonical text of a value; None when its indicator does not allow it."""
    indicator: Indicator | None = default().get(code)
    if indicator is None:
        return None
    if indicator.type == "bool" and text not in ("true", "false"):
        return None
    try:
        return to_text(from_text(text, indicator), indicator)
    except (ValueRefused, ValueError, OverflowError):
        return None


def as_claim(row: tuple[Any, ...]) -> Claim:
    """(id, value, observed_on, source, known, visit or None) of a fact in the register."""
    key, value, observed_on, source, known, visit = row
    return Claim(key, value, observed_on, RANKS[source], visit is not None, known)
