"""Which homes and places a person works for: today, and on the day something was captured."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime
from functools import cached_property
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.utils import timezone

from lianxin.areas.models import Area
from lianxin.field.asking_many import Home
from lianxin.field.vocabulary import ACCEPTED, State, Verdict
from lianxin.pairing.models import Pairing
from lianxin.people.access import Held
from lianxin.people.models import Post, Staff
from lianxin.people.vocabulary import Role
from lianxin.planning.models import Duty
from lianxin.registry.vocabulary import HouseholdState

PRESENT = HouseholdState.PRESENT.value
REVIEWERS = (Role.TOWN_HEAD.value, Role.DISTRICT_DESK.value)


class Reach:
    """What one person may tell about, among some homes and places. Asks the database as late as it can.

    `homes` and `paths` (of places) hold those that are there, others' too; `asked` are the homes and places
    that he tells of, `held` his posts of today.
    """

    def __init__(
        self,
        person: Any,
        *,
        homes: Mapping[UUID, Home],
        paths: Mapping[UUID, str],
        held: Sequence[Held],
        asked: Sequence[UUID],
    ) -> None:
        self.person, self.homes, self.paths, self.held, self.asked = person, homes, paths, held, asked

    def judge_home(self, key: UUID, home: Home | None, captured_at: datetime) -> Verdict:
        """Accepted when the home is his today, or was on the day it was captured; None: it is not there."""
        if home is None:
            return Verdict(State.QUARANTINED, "household-unknown")
        if home.state != PRESENT:
            return Verdict(State.QUARANTINED, "household-left")
        if self.person.pk in home.keepers or self._covers(home.path):
            return ACCEPTED
        day = timezone.localdate(captured_at)
        if key in self.owed or (key, True) in self._was_his(day) or self._covered(home.path, day):
            return ACCEPTED
        once = any(key == found for found, _ in self._was_his(day))
        return Verdict(State.QUARANTINED, "household-moved" if once else "household-not-yours")

    def judge_area(self, key: UUID, captured_at: datetime) -> Verdict:
        """Accepted when the place lies in his area, today or on the day, or he owes it a visit."""
        path = self.paths.get(key)
        if path is None:
            return Verdict(State.QUARANTINED, "area-unknown")
        if self._covers(path) or key in self.owed_places:
            return ACCEPTED
        if self._covered(path, timezone.localdate(captured_at)):
            return ACCEPTED
        return Verdict(State.QUARANTINED, "area-not-yours")

    @cached_property
    def owed(self) -> frozenset[UUID]:
        duties = Duty.objects.of(self.person).exclude(end=Duty.DROPPED).filter(household__in=self.asked)
        return frozenset(duties.values_list("household", flat=True))

    @cached_property
    def owed_places(self) -> frozenset[UUID]:
        duties = Duty.objects.of(self.person).exclude(end=Duty.DROPPED)
        places = duties.filter(household=None, area__in=self.asked)
        return frozenset(places.values_list("area", flat=True))

    def _was_his(self, day: date) -> set[tuple[UUID, bool]]:
        """(home, whether the pair held on the day) of every pair there ever was."""
        return {(key, first <= day and (last is None or day < last)) for key, first, last in self._pairs}

    @cached_property
    def _pairs(self) -> list[tuple[UUID, date, date | None]]:
        pairs = Pairing.objects.filter(staff=self.person, household__in=self.asked)
        return list(pairs.values_list("household", "from_on", "to_on"))

    @cached_property
    def _posts(self) -> list[Post]:
        return list(self.person.posts.select_related("area"))

    def _covers(self, path: str) -> bool:
        return reaches(self.held, path)

    def _covered(self, path: str, day: date) -> bool:
        then = (
            Held(Role(post.role), post.area.level, post.area.path)
            for post in self._posts
            if post.from_on <= day and (post.to_on is None or day < post.to_on)
        )
        return reaches(then, path)


def paths_of(areas: Collection[UUID]) -> dict[UUID, str]:
    """Where these places lie, of those that are there."""
    return dict(Area.objects.filter(pk__in=areas).values_list("pk", "path")) if areas else {}


def reaches(held: Iterable[Held], path: str) -> bool:
    """Whether one of these posts makes its holder tell about homes that lie at `path`."""
    return any(post.has("fact.record") and path.startswith(post.path) for post in held)


def home_area(person: Any) -> UUID | None:
    """Where somebody belongs: the area of his newest post that lasts, else of his last one."""
    posts = person.posts.order_by("to_on", "-from_on").values_list("to_on", "area")
    found = sorted(posts, key=lambda post: (post[0] is not None,))
    return found[0][1] if found else None


def reviewer_for(area_id: UUID | None, *, on: date) -> Staff | None:
    """Who should look at what came from there: the head of the town it lies in, else the district desk."""
    path = Area.objects.filter(pk=area_id).values_list("path", flat=True).first() if area_id else None
    codes = [code for code in (path or "").split("/") if code]
    within = Q(area__code__in=codes) if codes else Q(area__parent=None)
    posts = Post.objects.on(on).filter(within, role__in=REVIEWERS, staff__is_active=True)
    found = sorted(posts.select_related("area", "staff"), key=lambda post: (-len(post.area.path), post.pk))
    return found[0].staff if found else None
