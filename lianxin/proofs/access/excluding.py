"""An exclusion of the problem of each place of the world; it waits for its review."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.utils import timezone

from lianxin.problems.models import Exclusion
from lianxin.proofs.access.raised import problem
from lianxin.proofs.access.visited import once


@once
def exclusion(place: Any) -> Exclusion:
    now = timezone.now()
    told = {"ground": "law-forbids", "words": "法律不允许", "proposed_by": place.colleague}
    return Exclusion.objects.create(
        problem=problem(place), proposed_at=now, due_at=now + timedelta(days=5), **told
    )


def furnish(places: Iterable[Any]) -> None:
    """Propose one in every place."""
    for place in places:
        assert exclusion(place)
