"""Handing out one-time passwords on slips: to one person whose password is gone, or to all who have none."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from lianxin.ledger.actions import Note, record_many
from lianxin.people.lockout import forget_all_tries
from lianxin.people.models import Staff
from lianxin.people.refusals import PeopleRefusal
from lianxin.people.slips import hashed, new_code

BATCH = 500


@transaction.atomic
def hand_out_slips(staff: Iterable[Staff], *, actor: Staff | None, now: datetime) -> list[tuple[Staff, str]]:
    """Give each a new one-time password, in the order given; it is returned here and never again.

    What he had before, a password or an older slip, is void and his sessions end; at the first sign-in he
    chooses his own. Waits after wrong passwords are lifted. Raises PeopleRefusal (own-slip, staff-disabled).
    """
    slips: list[tuple[Staff, str]] = []
    for one in staff:
        if actor is not None and actor.pk == one.pk:
            raise PeopleRefusal("own-slip")
        if not one.is_active:
            raise PeopleRefusal("staff-disabled", name=one.name)
        code = new_code()
        one.password, one.must_change_password = hashed(code), True
        slips.append((one, code))
    people = [one for one, _ in slips]
    Staff.objects.bulk_update(people, ["password", "must_change_password"], batch_size=BATCH)
    forget_all_tries([one.number for one in people])
    notes = (Note("staff.slip_issued", "staff", one.pk) for one in people)
    record_many(notes, actor=actor, now=now)
    return slips
