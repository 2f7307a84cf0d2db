"""To whom problems may be given: people of the areas they lie in, and areas of the ladder."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from lianxin.areas.models import Area
from lianxin.areas.vocabulary import DISTRICT, TOWN
from lianxin.desk.problems.speech import Speech
from lianxin.people.access import areas_seen
from lianxin.people.models import Post
from lianxin.people.vocabulary import Role
from lianxin.problems.models import Problem

WORKING = (Role.COLLECTOR.value, Role.TOWN_HEAD.value, Role.DISTRICT_DESK.value)
MOST = 200
"""People of one choice at most."""


def receivers_of(problems: Sequence[Problem], person: Any, speech: Speech) -> list[Any]:
    """Groups of choices: areas below those that hold these problems, then the people on the way from there up
    to the person's reach. Only what all of the problems lie in is offered, and no area that holds one of
    them already or stands above it: what goes up is a packet."""
    lines = [_line_of(one) for one in problems]
    common = set.intersection(*lines) if lines else set()
    reach = areas_seen(person, "problem.dispatch")
    areas = list(reach.filter(path__in=common, closed_on=None).order_by("-path"))
    holders = [one.holder.path for one in problems]
    places = [
        (f"area:{area.code}", area.name)
        for area in areas
        if all(area.path.startswith(path) and area.path != path for path in holders)
    ]
    found: list[Any] = [(_("交给一个地方，等那里接办"), places)] if places else []
    today = timezone.localdate(speech.now)
    posts = (
        Post.objects.filter(Q(to_on=None) | Q(to_on__gt=today), from_on__lte=today, role__in=WORKING)
        .filter(area__in=[area.pk for area in areas], staff__is_active=True)
        .select_related("staff", "area")
        .order_by("area__path", "staff__number")[:MOST]
    )
    people: dict[str, list[tuple[str, str]]] = {}
    for post in posts:
        named = f"{post.staff.name} {post.title or post.get_role_display()}".strip()
        people.setdefault(post.area.name, []).append((f"staff:{post.staff_id}", named))
    return [*found, *people.items()]


def offices_to_ask(problem: Problem) -> list[Any]:
    """Whom one may ask to share in a problem: the district, its towns, and the places of the same town."""
    inside = Q(level__in=(DISTRICT, TOWN)) | Q(path__startswith=problem.town.path)
    areas = Area.objects.filter(inside, closed_on=None).exclude(pk=problem.holder_id).order_by("path")
    return [(area.code, f"{'　' * (area.path.count('/') - 1)}{area.name}") for area in areas]


def _line_of(problem: Problem) -> set[str]:
    """The paths of the area of a problem and of those above it."""
    codes = problem.area.path.rstrip("/").split("/")
    return {"/".join(codes[: end + 1]) + "/" for end in range(len(codes))}
