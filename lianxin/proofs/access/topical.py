"""A topic of the month and a step of it in each place of the world."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.utils import timezone

from lianxin.problems.models import Topic, TopicStep
from lianxin.proofs.access.visited import once


@once
def topic(place: Any) -> Topic:
    now = timezone.now()
    day = timezone.localdate(now)
    counts = {"problems": 6, "homes": 6, "villages": 2}
    return Topic.objects.create(
        area=place.area,
        category="water",
        month=day.replace(day=1),
        title="几个村停水",
        plan="换一段主管",
        owner=place.colleague,
        taken_up_on=day - timedelta(days=20),
        taken_up_at=now,
        **counts,
    )


@once
def step(place: Any) -> TopicStep:
    now = timezone.now()
    return TopicStep.objects.create(
        topic=topic(place), due_on=timezone.localdate(now), words="查管", planned_at=now
    )


def furnish(places: Iterable[Any]) -> None:
    """Take one up in every place."""
    for place in places:
        assert step(place)
