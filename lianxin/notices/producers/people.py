"""Whom notices go to: holders of a verb, whoever works for an area, whoever has a row in his care."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Count
from django.utils import timezone

from lianxin.people.access import VERBS
from lianxin.people.models import Post, Staff


def holders(verb: str, now: datetime) -> list[Staff]:
    """Whoever has a verb by a post he holds today."""
    roles = [role.value for role, verbs in VERBS.items() if verb in verbs]
    posts = Post.objects.on(timezone.localdate(now)).filter(role__in=roles)
    found = Staff.objects.filter(is_active=True, pk__in=posts.order_by().values("staff"))
    return list(found.order_by("pk"))


def sums(rows: Any, person: str) -> Iterator[tuple[UUID, int]]:
    counted = rows.order_by().values(person).annotate(number=Count("pk"))
    return ((key, number) for key, number in counted.values_list(person, "number") if key)


def workers_of(verb: str, now: datetime) -> dict[UUID, list[UUID]]:
    """By area, whoever has a verb by a post of today on that area itself."""
    roles = [role.value for role, verbs in VERBS.items() if verb in verbs]
    posts = Post.objects.on(timezone.localdate(now)).filter(role__in=roles, staff__is_active=True)
    found: dict[UUID, list[UUID]] = defaultdict(list)
    for area, person in posts.order_by("staff").values_list("area", "staff").distinct():
        found[area].append(person)
    return found


def spread(counts: Mapping[UUID, int], workers: Mapping[UUID, list[UUID]]) -> Iterator[tuple[UUID, int]]:
    """What lies with areas, as (person, number) of those who work for them; of several areas the sum."""
    found: dict[UUID, int] = defaultdict(int)
    for area, number in counts.items():
        for person in workers.get(area, ()):
            found[person] += number
    return iter(found.items())
