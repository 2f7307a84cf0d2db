"""What a verified backup holds: a phone may forget it then."""

from collections.abc import Iterable
from datetime import datetime
from itertools import islice
from uuid import UUID

from django.db import transaction

from lianxin.field.models import Op

CHUNK = 500


@transaction.atomic
def mark_backed_up(op_ids: Iterable[UUID], *, at: datetime) -> int:
    """Note that a backup, restored and checked, holds these ops; returns how many are so for the first time.

    The ledger is told of the backup by whoever made it, not of each op.
    """
    queue, marked = iter(op_ids), 0
    while some := list(islice(queue, CHUNK)):
        marked += Op.objects.filter(pk__in=some, backed_up_at=None).update(backed_up_at=at)
    return marked
