"""A past of visits, written down with the register itself: for a district that is invented whole, the demo.

`write_past` writes what `take_in` would have written of the same payloads had they come in one by one, each
at the moment it was received. A district at work never calls it: nothing here looks for what came before,
and nothing is handed on, so the caller writes what follows from the visits (facts, duties) himself.
"""

from bisect import bisect_right
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from lianxin.databases.inserting import insert_rows
from lianxin.ledger.actions import Note, record_past
from lianxin.visits.actions.taking_in import insert_visits
from lianxin.visits.actions.told import Told
from lianxin.visits.models import Claim

AT_ONCE = 5_000  # visits whose rows are held in memory together


@transaction.atomic
def write_past(
    told: Sequence[Told],
    following: Sequence[Sequence[Note]] = (),
    besides: Sequence[tuple[datetime, Note]] = (),
) -> None:
    """Write visits down as `take_in` does, in the codes of the form that each was told with.

    `told`: operations of the kind `visit.record`, the first received first, none of them known already;
    `following`: what the ledger is told right behind each of them, or nothing; `besides`: what it is told at
    other moments, in order of time.
    """
    at = 0
    for start in range(0, len(told), AT_ONCE):
        some = told[start : start + AT_ONCE]
        behind = following[start : start + AT_ONCE] or [()] * len(some)
        notes = zip(some, insert_visits(some), behind, strict=True)
        due = [(one.received_at, note) for one, own, more in notes for note in (*own, *more)]
        until = bisect_right(besides, some[-1].received_at, key=lambda one: one[0])
        due += besides[at:until]
        record_past(sorted(due, key=lambda one: one[0]))
        at = until
    record_past(besides[at:])


@transaction.atomic
def write_past_claims(claims: Sequence[tuple[UUID, UUID, str | None]]) -> None:
    """Say of facts that a visit told them: (fact, visit, what was known before), all of them written already.

    A fact has the key that `merging.claim_key` gives its visit, so that the corridor would find it there.
    """
    insert_rows(Claim, claims)
