"""The forms that operations were told with, and the one that is in force now."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from django.utils import timezone

from lianxin.policies.models import Policy
from lianxin.visits.actions.told import Refused, Told
from lianxin.visits.forms import upcast

_keys: dict[str, UUID] = {}  # adopted policies are never edited or deleted, so that they may be remembered


def form_key(one: Told) -> UUID | None:
    """The policy whose form an operation was told with. Raises Refused: unknown-form."""
    version = one.form_version
    if version is None:
        return None
    if version not in _keys:
        found = Policy.objects.filter(kind="visits", document_id=version)
        key = found.values_list("pk", flat=True).first()
        if key is None:
            raise Refused(one.op_id, "unknown-form")
        _keys[version] = key
    return _keys[version]


def bring_up_to_date(told: Sequence[Told], now: datetime) -> Sequence[Told]:
    """The operations in the codes of the form in force; those told with it, or with none, are left alone."""
    versions = {one.form_version for one in told} - {None}
    if not versions:
        return told
    adopted = Policy.objects.of_kind("visits").filter(effective_on__lte=timezone.localdate(now))
    newest = adopted.order_by("-effective_on", "-adopted_on", "-id")
    if versions == {newest.values_list("document_id", flat=True).first()}:
        return told
    policy = newest.first()
    form = policy.document.form if policy else None
    if form is None:
        return told
    return [
        replace(one, payload=upcast(one.payload, one.form_version, form)) if one.form_version else one
        for one in told
    ]
