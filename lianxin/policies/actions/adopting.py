"""Adopting a policy: the only way a policy comes to count."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from lianxin.ledger.actions import record
from lianxin.people.models import Staff
from lianxin.policies.document import read
from lianxin.policies.faults import PolicyError, fault
from lianxin.policies.models import Policy, fingerprint
from lianxin.policies.proving import prove


@transaction.atomic
def adopt_policy(*, text: str, filename: str = "", actor: Staff | None, now: datetime) -> Policy:
    """Adopt a policy file as a version; it counts from its `effective_on`.

    Raises PolicyError, with line and column, when the file has a fault, when one of its examples fails, or
    when its id was adopted before with another text. The same text again changes nothing.
    """
    document = read(text, filename=filename)
    earlier = Policy.objects.filter(document_id=document.id).first()
    if earlier is not None:
        if earlier.sha256 == fingerprint(text):
            return earlier
        raise PolicyError([fault(1, 1, "already_adopted", id=document.id)], filename=filename)
    prove(document)
    policy = Policy.objects.create(
        kind=document.kind,
        document_id=document.id,
        effective_on=document.effective_on,
        text=text,
        sha256=fingerprint(text),
        filename=filename,
        adopted_on=timezone.localdate(now),
        adopted_by=actor,
    )
    record(
        kind="policy.adopted",
        actor=actor,
        now=now,
        subject=policy,
        after={
            "kind": policy.kind,
            "document_id": policy.document_id,
            "effective_on": policy.effective_on.isoformat(),
            "sha256": policy.sha256,
        },
    )
    return policy
