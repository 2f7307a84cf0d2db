"""People settle what was raised, answer words about the system, decide between two claims about a fact."""

from datetime import datetime
from typing import Any

from django.db import transaction

from lianxin.ledger.actions import record
from lianxin.people.vault import conceal
from lianxin.registry.actions import retract_fact, write_claims
from lianxin.visits.actions.refusals import VisitsRefused
from lianxin.visits.actions.standing import work_out_again, write_clashes
from lianxin.visits.models import Clash, Feedback, FeedbackReply, Item, Settlement
from lianxin.visits.vocabulary import Replied, Side


@transaction.atomic
def settle_item(item: Item, *, how: str, actor: Any, now: datetime) -> Settlement:
    """Say how something that was raised has been settled. Raises VisitsRefused: settled, words-needed."""
    found = Item.objects.select_for_update(of=("self",)).get(pk=item.pk)
    if found.is_settled:
        raise VisitsRefused("settled")
    if not how.strip():
        raise VisitsRefused("words-needed")
    made = Settlement.objects.create(item=found, how=how.strip(), settled_at=now, settled_by=actor)
    home = found.household_id
    record(
        kind="item.settled",
        actor=actor,
        now=now,
        subject=("household", home) if home else ("area", found.area_id),
        area=found.area_id,
        after={"item": str(found.pk), "category": found.category},
    )
    return made


@transaction.atomic
def answer_feedback(
    feedback: Feedback, *, became: Replied, words: str, actor: Any, now: datetime
) -> FeedbackReply:
    """Tell a cadre what becomes of his word about the system; he reads it on his phone. It may be answered
    again: the latest counts. Raises VisitsRefused: words-needed."""
    if not words.strip():
        raise VisitsRefused("words-needed")
    made = FeedbackReply.objects.create(
        feedback=feedback, became=became.value, words=words.strip(), replied_at=now, replied_by=actor
    )
    after = {"about": feedback.about, "became": became.value}
    record(kind="feedback.answered", actor=actor, now=now, subject=("feedback", feedback.pk), after=after)
    return made


@transaction.atomic
def settle_clash(clash: Clash, *, keep: Side, words: str, actor: Any, now: datetime) -> None:
    """Decide which of two claims is right: the other is taken back, and stays readable as history.

    Raises VisitsRefused: decided, words-needed.
    """
    found = Clash.objects.select_for_update(of=("self",)).select_related("household").get(pk=clash.pk)
    if found.decided_at is not None:
        raise VisitsRefused("decided")
    if not words.strip():
        raise VisitsRefused("words-needed")
    wrong = found.held if keep is Side.TOLD else found.told
    if wrong.retracted_at is None:
        retract_fact(wrong, reason=words, actor=actor, now=now)
    again = work_out_again((found.told.household_id, found.told.resident_id, found.indicator))
    write_claims([], [], retired=again.retired, restored=again.restored, actor=actor, now=now)
    found.decided_at, found.decided_by, found.decision, found.words = now, actor, keep.value, words.strip()
    found.stands = keep.value
    found.save(update_fields=["decided_at", "decided_by", "decision", "words", "stands"])
    write_clashes(again, [], now)
    record(
        kind="clash.settled",
        actor=actor,
        now=now,
        subject=found.household,
        area=found.household.area_id,
        after={
            "indicator": found.indicator,
            "keep": keep.value,
            "words": conceal(words.strip(), "ledger.words"),
        },
    )
