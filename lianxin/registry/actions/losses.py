"""Deaths and departures of many households at once, as the household registration reports them.

Each is the step that `record_death` or `move_household_away` takes for one family, told to the ledger in the
same words and undone in the same way; only the writing is done together.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from lianxin.ledger.actions import Note, record_many
from lianxin.registry.actions.steps import Step
from lianxin.registry.actions.structure import die, leave, need_past
from lianxin.registry.models import Household, Resident

CHUNK = 200


@dataclass(frozen=True, slots=True)
class Death:
    """A resident died; `new_head` follows when it was the head of others."""

    resident: Resident
    died_on: date
    new_head: Resident | None = None


@dataclass(frozen=True, slots=True)
class Departure:
    """A whole household left the district."""

    household: Household
    left_on: date


@dataclass
class _Waiting:
    """What is to be saved, by model and changed fields, in the order in which those came up."""

    things: dict[tuple[type, tuple[str, ...]], list[Household | Resident]] = field(default_factory=dict)

    def add(self, thing: Household | Resident, fields: list[str]) -> None:
        self.things.setdefault((type(thing), tuple(fields)), []).append(thing)

    def save(self) -> None:
        """Those who left first: the head of a household must be gone before the next one takes over."""
        for (model, fields), things in sorted(
            self.things.items(), key=lambda item: "state" not in item[0][1]
        ):
            model.objects.bulk_update(things, fields, batch_size=CHUNK)


@transaction.atomic
def record_losses(losses: Sequence[Death | Departure], *, actor: Any, now: datetime) -> None:
    """Record deaths and departures, one a household.

    The residents of the deaths come with their `household`. Raises StructureRefused for a step that its
    family cannot take, and ValueError for two of one household; then nothing is written.
    """
    homes = [one.household if isinstance(one, Departure) else one.resident.household for one in losses]
    if len({home.pk for home in homes}) < len(homes):
        raise ValueError("one loss a household at a time")
    present = _present([home.pk for home in homes])
    waiting = _Waiting()
    notes: list[Note] = []
    for home, loss in zip(homes, losses, strict=True):
        step = Step(waiting.add)
        if isinstance(loss, Departure):
            need_past(loss.left_on, now)
            leave(step, home, present[home.pk], left_on=loss.left_on)
            notes += step.notes("household.moved_away", home)
        else:
            need_past(loss.died_on, now)
            die(step, loss.resident, present[home.pk], died_on=loss.died_on, new_head=loss.new_head)
            notes += step.notes("resident.died", home)
    waiting.save()
    record_many(notes, actor=actor, now=now)


def _present(households: Sequence[UUID]) -> dict[UUID, list[Resident]]:
    found: dict[UUID, list[Resident]] = defaultdict(list)
    listed = Resident.objects.present().filter(household__in=households).select_related("household")
    for resident in listed.defer("id_number", "phone", "household__note"):
        found[resident.household_id].append(resident)
    return found
