"""Once a day the shared ledger hears a digest over every step with every complaint: on a day without any, and
in a district without any, it looks the same. Whoever changes or removes a step afterwards is found."""

import hmac
from collections.abc import Iterator
from datetime import UTC, datetime

from django.db import transaction
from django.utils import timezone

from lianxin.ledger.actions import record
from lianxin.ledger.models import Event
from lianxin.problems.complaints.actions.steps import NO_SEAL, seal_of, sealing_key
from lianxin.problems.complaints.models import Step

KIND = "complaints.sealed"


@transaction.atomic
def digest_today(*, now: datetime) -> bool:
    """Tell the ledger a digest, unless it heard one today. Whether it did now."""
    last = Event.objects.filter(kind=KIND).order_by("-at", "-id").first()
    if last is not None and timezone.localdate(last.at) >= timezone.localdate(now):
        return False
    after = {"until": now.astimezone(UTC).isoformat(), "digest": digest_until(now)}
    record(kind="complaints.sealed", actor=None, now=now, subject=("complaints", None), after=after)
    return True


def digest_until(moment: datetime) -> str:
    """HMAC over the moment and the last seal of every complaint before it; in hexadecimal."""
    digest = hmac.new(sealing_key(), moment.astimezone(UTC).isoformat().encode(), "sha256")
    rows = Step.objects.filter(at__lt=moment).order_by("complaint_id", "number")
    last: tuple[str, bytes] | None = None
    for complaint, seal in rows.values_list("complaint_id", "seal"):
        if last is not None and last[0] != str(complaint):
            digest.update(last[0].encode() + last[1])
        last = (str(complaint), bytes(seal))
    if last is not None:
        digest.update(last[0].encode() + last[1])
    return digest.hexdigest()


def breaks() -> Iterator[str]:
    """What does not agree with its seals: steps by their key, digests by their moment. For the doctor."""
    before: dict[object, bytes] = {}
    for step in Step.objects.order_by("complaint_id", "number"):
        seal = seal_of(step, before.get(step.complaint_id, NO_SEAL))
        if not hmac.compare_digest(seal, bytes(step.seal)):
            yield f"step {step.pk}"
        before[step.complaint_id] = bytes(step.seal)
    for event in Event.objects.filter(kind=KIND).order_by("id"):
        if event.after["digest"] != digest_until(datetime.fromisoformat(event.after["until"])):
            yield f"digest of {event.after['until']}"
