"""When the undo of an import takes households away: visits still owed to them go, those people made stay."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Q

from lianxin.planning.models import Duty


def let_go(households: Sequence[Any]) -> None:
    """Take away duties that are open or were dropped. One that was done or excused remains and protects its
    household, as does one that somebody said he could not do. Called inside the undo's transaction.
    """
    owed = Duty.objects.filter(Q(ended_on=None) | Q(end=Duty.DROPPED), household__in=households)
    owed.filter(excuses=None).delete()
