"""The forms that operations were told with, and the one that is in force now."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from lianxin.policies.models import Policy
from lianxin.visits.actions.told import Refused, Told
from lianxin.visits.forms import upcast

IN_FORCE = f"""
    SELECT document_id FROM {Policy._meta.db_table} WHERE kind = %s AND effective_on <= %s
    ORDER BY effective_on DESC, adopted_on DESC, id DESC LIMIT 1
"""
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
    today = timezone.localdate(now)
    if not versions or versions == {_version_in_force(today)}:
        return told
    policy = Policy.objects.in_force("visits", today)
    form = policy.document.form if policy else None
    if form is None:
        return told
    return [
        replace(one, payload=upcast(one.payload, one.form_version, form)) if one.form_version else one
        for one in told
    ]


def _version_in_force(today: date) -> str | None:
    """The id of the policy that `Policy.objects.in_force` gives. Asked for every batch that a phone sends, so
    the statement is not put together anew each time, which would take as long as writing the visits."""
    at_once = transaction.get_connection()
    with at_once.cursor() as cursor:
        cursor.execute(IN_FORCE, ["visits", at_once.ops.adapt_datefield_value(today)])
        found = cursor.fetchone()
    return found[0] if found else None
