"""When the undo of an import takes households away: pairs that followed from it go, those of people stay."""

from collections.abc import Sequence
from typing import Any

from lianxin.pairing.models import DraftPair, HandOver, Pairing
from lianxin.registry.models import Household

BY_MACHINE = (Pairing.DRAFT, Pairing.STAND_IN, Pairing.BACK)


def let_go(households: Sequence[Any]) -> None:
    """Take away pairs from drafts and stand-ins, and their hand-overs. A pair that somebody chose remains and
    protects its household. Called inside the undo's transaction, which tells the ledger.
    """
    DraftPair.objects.filter(household__in=households).delete()
    HandOver.objects.filter(household__in=households).delete()
    Pairing.objects.filter(household__in=households, cause__in=BY_MACHINE).delete()
    Household.objects.filter(pk__in=households).update(keeper=None, handing_over=None)
