"""A decision about two claims, or about a family, is taken back: a step of its own, with its author and day.

Nothing that was written is removed. What the decision had taken out of the register is said anew, as its
teller said it, and what it had put there is taken back.
"""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from lianxin.ledger.actions import Note, record
from lianxin.ledger.models import Event
from lianxin.people.vault import conceal
from lianxin.registry.actions import (
    StructureRefused,
    correct_resident,
    restate_fact,
    undo_structure,
    withdraw_resident,
    write_claims,
)
from lianxin.registry.models import Fact, Resident
from lianxin.registry.values import ValueRefused
from lianxin.visits.actions.claiming import Thing
from lianxin.visits.actions.refusals import VisitsRefused
from lianxin.visits.actions.standing import Standing, work_out_again, write_clashes
from lianxin.visits.merging import restated_key
from lianxin.visits.models import Claim, Clash, FamilyProposal, Reopening
from lianxin.visits.vocabulary import FamilyChange, Side

LEFT = {FamilyChange.DIED: "resident.died", FamilyChange.MOVED_OUT: "resident.left"}


@transaction.atomic
def reopen_clash(clash: Clash, *, words: str, actor: Any, now: datetime) -> None:
    """Take back which of two claims was right: the other is said anew, and until somebody decides again the
    better source counts. Raises VisitsRefused: undecided, words-needed."""
    locked = Clash.objects.select_for_update(of=("self",)).select_related("household", "told", "held")
    found = locked.get(pk=clash.pk)
    if found.decided_at is None:
        raise VisitsRefused("undecided")
    if not words.strip():
        raise VisitsRefused("words-needed")
    is_told = found.decision == Side.HELD.value
    wrong = found.told if is_told else found.held
    if wrong.retracted_at == found.decided_at:  # else it was taken back for another reason, and stays so
        key = _say_anew(wrong, actor, now)
        setattr(found, "told_id" if is_told else "held_id", key)
    _keep(found.decision, found.words, found, words, actor, now, clash=found)
    found.decided_at, found.decided_by, found.decision, found.words = None, None, "", ""
    found.save(update_fields=["told", "held", "decided_at", "decided_by", "decision", "words"])
    thing = (wrong.household_id, wrong.resident_id, wrong.indicator)
    again = work_out_again(thing)
    notes = _changed(again, thing, found)
    write_claims([], notes, retired=again.retired, restored=again.restored, actor=actor, now=now)
    write_clashes(again, [], now)
    after = {"indicator": found.indicator, "words": conceal(words.strip(), "ledger.words")}
    record(
        kind="clash.reopened",
        actor=actor,
        now=now,
        subject=found.household,
        area=found.household.area_id,
        after=after,
    )


@transaction.atomic
def reopen_proposal(
    proposal: FamilyProposal, *, words: str, new_head: Resident | None = None, actor: Any, now: datetime
) -> None:
    """Take back what was decided of a change in a family, and what that did to the register.

    `new_head` follows when whom it added leads the household by now. Raises VisitsRefused: undecided,
    words-needed, changed-since, and whatever the register does not allow.
    """
    locked = FamilyProposal.objects.select_for_update(of=("self",)).select_related("household")
    said = locked.get(pk=proposal.pk)
    if said.decided_at is None:
        raise VisitsRefused("undecided")
    if not words.strip():
        raise VisitsRefused("words-needed")
    if said.is_accepted:
        try:
            _take_back(said, words.strip(), new_head, actor, now)
        except (StructureRefused, ValueRefused) as refused:
            raise VisitsRefused(refused.code, refused.message) from None
    decision = "accepted" if said.is_accepted else "declined"
    _keep(decision, said.answer, said, words, actor, now, proposal=said)
    said.decided_at, said.decided_by, said.is_accepted, said.answer, said.added = None, None, None, "", None
    said.save(update_fields=["decided_at", "decided_by", "is_accepted", "answer", "added"])
    record(
        kind="family.reopened",
        actor=actor,
        now=now,
        subject=("household", said.household_id),
        area=said.household.area_id,
        after={"proposal": str(said.pk), "change": said.change, "accepted": decision == "accepted"},
    )


def _take_back(
    said: FamilyProposal, words: str, new_head: Resident | None, actor: Any, now: datetime
) -> None:
    steps = Event.objects.filter(subject_id=said.household_id, at=said.decided_at)
    if said.change in LEFT:
        event = steps.filter(kind=LEFT[FamilyChange(said.change)]).order_by("-pk").first()
        if event is None:
            raise VisitsRefused("changed-since")
        undo_structure(event, actor=actor, now=now)
    elif said.change == FamilyChange.CORRECTED:
        event = steps.filter(kind="household.changed", cause="corrected").order_by("-pk").first()
        if event is not None:  # nothing was different, so nothing was corrected
            _correct_back(event, words, actor, now)
    else:
        added = Resident.objects.present().filter(pk=said.added, household=said.household_id).first()
        if added is None:
            raise VisitsRefused("changed-since")
        withdraw_resident(added, new_head=new_head, actor=actor, now=now)


def _correct_back(event: Event, words: str, actor: Any, now: datetime) -> None:
    """Every field it corrected returns to what it was, unless somebody has corrected it since."""
    resident = Resident.objects.select_related("household").get(pk=event.after["resident"])
    if any(str(getattr(resident, field)) != event.after[field] for field in event.before):
        raise VisitsRefused("changed-since")
    former: dict[str, Any] = dict(event.before)
    if "birth_on" in former:
        former["birth_on"] = None if former["birth_on"] == "None" else date.fromisoformat(former["birth_on"])
    correct_resident(resident, reason=words, actor=actor, now=now, **former)


def _say_anew(fact: Fact, actor: Any, now: datetime) -> UUID:
    key = restated_key(fact.pk, now)
    restate_fact(fact, key=key, actor=actor, now=now)
    claim = Claim.objects.filter(fact=fact).first()
    if claim is not None:
        Claim.objects.create(fact_id=key, visit_id=claim.visit_id, known=claim.known)
    return key


def _changed(again: Standing, thing: Thing, clash: Clash) -> list[Note]:
    """What counted before and counts now, for the corridor; nothing where it is the same."""
    before, after = again.before[thing], again.current.get(thing)
    if after is None or (before is not None and before.id == after.id):
        return []
    key = f"{thing[2]}:{thing[1]}" if thing[1] else thing[2]
    old, new = {key: before.value if before else None}, {key: after.value}
    area = clash.household.area_id
    return [Note("facts.changed", "household", clash.household_id, area, old, new, cause="reopened")]


def _keep(
    decision: str, decided_words: str, found: Any, words: str, actor: Any, now: datetime, **of: Any
) -> None:
    Reopening.objects.create(
        decision=decision,
        decided_at=found.decided_at,
        decided_by=found.decided_by,
        decided_words=decided_words,
        reopened_at=now,
        reopened_by=actor,
        words=words.strip(),
        **of,
    )
