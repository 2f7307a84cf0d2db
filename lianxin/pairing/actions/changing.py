"""One household at a time: somebody chooses its cadre, or takes that choice back."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from lianxin.pairing.actions.giving import Given, give
from lianxin.pairing.cadres import keepers_among
from lianxin.pairing.models import Barrier, HandOver, Pairing
from lianxin.pairing.refusals import PairingRefused
from lianxin.pairing.vocabulary import Reason
from lianxin.people.models import Staff
from lianxin.registry.models import Household


@transaction.atomic
def choose_cadre(
    household: Household,
    staff: Staff,
    *,
    actor: Any,
    now: datetime,
    note: str = "",
    cause: str = Pairing.HAND,
) -> Pairing:
    """Pair one household with a cadre that somebody chose; later drafts leave it so for as long as they can.

    A quota is no obstacle here: who chooses sees it and answers for it. Raises PairingRefused: not-present,
    may-not-keep, barred, same.
    """
    household = Household.objects.select_for_update().get(pk=household.pk)
    today = timezone.localdate(now)
    if household.state != "present":
        raise PairingRefused("not-present")
    if household.keeper_id == staff.pk:
        raise PairingRefused("same")
    if not keepers_among([staff.pk], today):
        raise PairingRefused("may-not-keep")
    if Barrier.objects.on(today).filter(household=household, staff=staff).exists():
        raise PairingRefused("barred")
    given = Given(household.pk, household.area_id, household.keeper_id, staff.pk, int(Reason.FIXED))
    give([given], cause=cause, actor=actor, now=now, note=note)
    return Pairing.objects.lasting().get(household=household)


@transaction.atomic
def take_back(pairing: Pairing, *, actor: Any, now: datetime) -> None:
    """Undo the choice of a cadre: the one before has the household again, with no hand-over owed.

    Raises PairingRefused: not-last (the cadre was changed again since), may-not-keep (the one before cannot).
    """
    household = Household.objects.select_for_update().get(pk=pairing.household_id)
    lasting = Pairing.objects.lasting().filter(household=household).first()
    if lasting is None or lasting.pk != pairing.pk:
        raise PairingRefused("not-last")
    earlier = (
        Pairing.objects.filter(household=household).exclude(pk=pairing.pk).order_by("-from_on", "-id").first()
    )
    before = earlier.staff_id if earlier and earlier.to_on == pairing.from_on else None
    if before and not keepers_among([before], timezone.localdate(now)):
        raise PairingRefused("may-not-keep")
    reasons = earlier.reasons if earlier and before else 0
    given = Given(household.pk, household.area_id, pairing.staff_id, before, reasons)
    give([given], cause=Pairing.BACK, actor=actor, now=now)
    close_handovers([given], now=now)


def close_handovers(given: list[Given], *, now: datetime) -> None:
    """After a change was taken back nobody owes a hand-over: both know the family as before."""
    homes = [one.household for one in given]
    opened = HandOver.objects.open().filter(household__in=homes)
    opened.update(ended_on=timezone.localdate(now), end=HandOver.TAKEN_BACK)
    Household.objects.filter(pk__in=homes).update(handing_over=None)
