"""Answering a request to delete: what need not be kept goes, everywhere it lies, and the answer says so."""

from datetime import datetime
from typing import Any

from django.db import transaction

from lianxin.problems.actions import erase_evidence_of
from lianxin.problems.models import Origin
from lianxin.registry.actions import erase_unneeded
from lianxin.voice.actions.consenting import remove_photos, remove_places
from lianxin.voice.actions.refusals import VoiceRefused
from lianxin.voice.actions.rights import answer_request
from lianxin.voice.models import Asking, Consent, Request
from lianxin.voice.vocabulary import Outcome, RequestKind

REASON = "应这一户的要求删除"


@transaction.atomic
def erase_for(request: Request, *, answer: str, actor: Any, now: datetime) -> list[str]:
    """Erase what a household need not have kept of it and answer its request; returns what was erased:
    phone, note, position, photo, place, evidence. Consent is taken back with it.

    Raises VoiceRefused: not-deletion, answered, answer-needed.
    """
    if request.kind != RequestKind.DELETE:
        raise VoiceRefused("not-deletion")
    found = answer_request(request, outcome=Outcome.PARTLY, answer=answer, actor=actor, now=now)
    household = found.household
    gone = erase_unneeded(household, actor=actor, now=now)
    by: dict[str, Any] = {"reason": REASON, "actor": actor, "now": now}
    gone += ["photo"] if remove_photos(household, **by) else []
    gone += ["place"] if remove_places(household, **by) else []
    gone += ["evidence"] if erase_evidence_of(household, **by) else []
    Consent.objects.filter(household=household, withdrawn_at=None).update(withdrawn_at=now)
    Asking.objects.filter(household=household).update(caller="")
    Origin.objects.filter(household=household).update(caller="")
    found.erased_at = now
    found.save(update_fields=["erased_at"])
    return gone
