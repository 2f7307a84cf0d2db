"""The desk decides what a cadre proposed about a family; only then does the register change."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from lianxin.ledger.actions import record
from lianxin.registry.actions import (
    StructureRefused,
    add_resident,
    correct_resident,
    move_resident_away,
    record_death,
)
from lianxin.registry.models import Resident
from lianxin.registry.values import ValueRefused
from lianxin.registry.vocabulary import Relation, ResidentState, Sex
from lianxin.visits.actions.refusals import VisitsRefused
from lianxin.visits.models import FamilyProposal
from lianxin.visits.vocabulary import FamilyChange

COMING = frozenset({FamilyChange.BORN, FamilyChange.MOVED_IN, FamilyChange.MARRIED_IN})


@transaction.atomic
def decide_proposal(
    proposal: FamilyProposal,
    *,
    accept: bool,
    words: str = "",
    new_head: Resident | None = None,
    actor: Any,
    now: datetime,
) -> None:
    """Accept a proposal, which changes the register, or turn it down with a word why.

    `new_head` follows when the head of others died or left. Raises VisitsRefused: decided, words-needed,
    nameless, no-resident, not-understood, and whatever the register does not allow.
    """
    said = FamilyProposal.objects.select_for_update(of=("self",)).get(pk=proposal.pk)
    if said.decided_at is not None:
        raise VisitsRefused("decided")
    if not accept and not words.strip():
        raise VisitsRefused("words-needed")
    if accept:
        try:
            said.added = _carry_out(said, new_head, actor=actor, now=now)
        except (StructureRefused, ValueRefused) as refused:
            raise VisitsRefused(refused.code, refused.message) from None
    said.decided_at, said.decided_by, said.is_accepted, said.answer = now, actor, accept, words.strip()
    said.save(update_fields=["decided_at", "decided_by", "is_accepted", "answer", "added"])
    record(
        kind="family.decided",
        actor=actor,
        now=now,
        subject=("household", said.household_id),
        area=said.household.area_id,
        after={"proposal": str(said.pk), "change": said.change, "accepted": accept},
    )


def _carry_out(said: FamilyProposal, new_head: Resident | None, *, actor: Any, now: datetime) -> UUID | None:
    """Change the register; returns the key of whom that added."""
    by: dict[str, Any] = {"actor": actor, "now": now}
    match said.change:
        case FamilyChange.DIED:
            record_death(_resident(said), died_on=said.happened_on, new_head=new_head, **by)
        case FamilyChange.MOVED_OUT:
            move_resident_away(_resident(said), left_on=said.happened_on, new_head=new_head, **by)
        case FamilyChange.CORRECTED:
            correct_resident(_resident(said), reason=said.words, **by, **_corrections(said))
        case change if change in COMING:
            if not said.name.strip():
                raise VisitsRefused("nameless")
            birth_on = said.birth_on or (said.happened_on if change == FamilyChange.BORN else None)
            who = {
                "name": said.name.strip(),
                "relation": _relation(said),
                "sex": _sex(said),
                "birth_on": birth_on,
            }
            return add_resident(said.household, **by, **who).pk
        case _:
            raise VisitsRefused("not-understood")
    return None


def _resident(said: FamilyProposal) -> Resident:
    """Whom it is about: somebody who is on the register of that household."""
    present = Resident.objects.filter(state=ResidentState.PRESENT.value, household=said.household_id)
    found = present.select_related("household").filter(pk=said.resident_id).first()
    if found is None:
        raise VisitsRefused("no-resident")
    return found


def _corrections(said: FamilyProposal) -> dict[str, Any]:
    """What is to be otherwise; what the proposal leaves out stays."""
    wanted: dict[str, Any] = {}
    if said.name.strip():
        wanted["name"] = said.name.strip()
    if _sex(said) is not Sex.UNSTATED:
        wanted["sex"] = _sex(said).value
    if said.birth_on is not None:
        wanted["birth_on"] = said.birth_on
    return wanted


def _relation(said: FamilyProposal) -> Relation:
    try:
        return Relation(said.relation)
    except ValueError:
        return Relation.OTHER


def _sex(said: FamilyProposal) -> Sex:
    try:
        return Sex(said.sex)
    except ValueError:
        return Sex.UNSTATED
