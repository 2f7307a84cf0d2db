"""Writing facts of which another room worked out which of them count (what visits tell)."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from lianxin.databases.inserting import insert_rows
from lianxin.ledger.actions import Note, record_many
from lianxin.registry.actions.batches import FactRow
from lianxin.registry.models import Fact

CHUNK = 500


@transaction.atomic
def write_claims(
    facts: Sequence[FactRow],
    notes: Iterable[Note],
    *,
    retired: Sequence[UUID] = (),
    restored: Sequence[UUID] = (),
    actor: Any,
    now: datetime,
) -> None:
    """Write facts in bulk, with what the ledger is told of them.

    `retired` are facts that no longer count, `restored` some that count again; of each thing at most one fact
    counts in the end, or the database refuses them all.
    """
    for start in range(0, len(retired), CHUNK):
        Fact.objects.filter(pk__among=retired[start : start + CHUNK]).update(is_current=False)
    for start in range(0, len(restored), CHUNK):
        Fact.objects.filter(pk__among=restored[start : start + CHUNK]).update(is_current=True)
    insert_rows(Fact, facts)
    record_many(notes, actor=actor, now=now)
