"""What may never be: an item that nobody follows, a problem without an owner, a clock, or an end."""

from collections.abc import Mapping
from typing import Any

from django.db.models import Count, Q

from lianxin.problems.models import Ending, Packet, Pause, Problem
from lianxin.problems.vocabulary import Phase

CHECKS = ("unfollowed", "custody", "clock", "packet", "pause", "ending", "open_end")


def faults() -> Mapping[str, Any]:
    """By the name of a check, a queryset of what breaks it: items for `unfollowed`, problems for the rest."""
    from lianxin.problems.actions.from_visits import unfollowed  # its package counts faults every night

    counted = Problem.objects.order_by().annotate(holding=Count("custodies", filter=Q(custodies__to_at=None)))
    asked = (Phase.ASKED.value, Phase.DECIDING.value)
    waiting = Packet.objects.filter(answered_at=None)
    standing = Pause.objects.filter(to_at=None)
    endings = Ending.objects.filter(reopened_at=None)
    opened, over = Problem.objects.open(), Problem.objects.ended()
    return {
        "unfollowed": unfollowed(),
        "custody": counted.filter(
            Q(ended_at=None) & ~Q(holding=1) | Q(ended_at__isnull=False, holding__gt=0)
        ),
        "clock": opened.filter(next_at=None),
        "packet": Problem.objects.filter(
            Q(phase__in=asked) & ~Q(pk__in=waiting.values("problem"))
            | ~Q(phase__in=asked) & Q(pk__in=waiting.values("problem"))
        ),
        "pause": Problem.objects.filter(
            Q(phase=Phase.PAUSED.value) & ~Q(pk__in=standing.values("problem"))
            | ~Q(phase=Phase.PAUSED.value) & Q(pk__in=standing.values("problem"))
        ),
        "ending": over.exclude(pk__in=endings.values("problem")),
        "open_end": opened.filter(pk__in=endings.values("problem")),
    }


def count_faults() -> int:
    """How many things are wrong in all; 0 on every healthy day."""
    return sum(some.count() for some in faults().values())
