"""Which areas a person works for: those on which he holds a post that may take problems in."""

from typing import Any
from uuid import UUID

from lianxin.areas.models import Area
from lianxin.people.access import held_today
from lianxin.problems.models import Packet


def offices_of(person: Any, verb: str = "problem.accept") -> list[UUID]:
    """The areas of his posts that have this verb, without those below them: what lies on another rung is for
    somebody else to take."""
    paths = {post.path for post in held_today(person) if post.has(verb)}
    return list(Area.objects.filter(path__in=paths).values_list("pk", flat=True)) if paths else []


def answers(person: Any, packet: Packet, verb: str) -> bool:
    """Whether a person may answer a packet: it came to an area that he reaches, and he did not send it."""
    paths = tuple(post.path for post in held_today(person) if post.has(verb))
    return packet.to_area.path.startswith(paths) and packet.sent_by_id != person.pk if paths else False
