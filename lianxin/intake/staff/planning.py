"""Drafts of staff against what is on the system: who is new, what changes, and what cannot be."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.utils import timezone

from lianxin.areas.models import Area
from lianxin.intake.known import chunks
from lianxin.intake.staff.drafts import PostDraft, StaffDraft
from lianxin.intake.vocabulary import Caution, Refusal
from lianxin.people.actions.bringing import POST_FIELDS, Bringing, columns
from lianxin.people.models import ROLE_CHOICES, Post, Secondment, Staff
from lianxin.people.profiles import CHANGEABLE, Profile, change_fields, new_staff, profile_of
from lianxin.people.vocabulary import FIRST_LANGUAGE, Rank

SKILLS = FIRST_LANGUAGE - 1
"""The bits of the fields of help; the others are languages."""


@dataclass(slots=True)
class StaffPlan:
    """What would be written, how many people and posts that is, and what is refused instead."""

    bringing: Bringing = field(default_factory=Bringing)
    counts: Counter[tuple[str, str]] = field(default_factory=Counter)
    refusals: list[Refusal] = field(default_factory=list)
    cautions: list[Caution] = field(default_factory=list)
    samples: list[list[Any]] = field(default_factory=list)


class StaffPlanner:
    """Plans batches of drafts, with what is known looked up once for each batch."""

    def __init__(self, *, actor: Staff | None, now: datetime) -> None:
        self._actor, self._today = actor, timezone.localdate(now)
        self._areas = {area.code: area for area in Area.objects.open()}
        self._names = {area.pk: area.name for area in self._areas.values()}

    def plan(self, drafts: Sequence[StaffDraft]) -> StaffPlan:
        """Return what the drafts would change. Nothing is written."""
        plan = StaffPlan()
        known = self._known([draft.number for draft in drafts])
        people = list(known.values())
        self._posts = _by_staff(Post.objects.lasting().filter(staff__in=people))
        self._down = _by_staff(Secondment.objects.unfinished(self._today).filter(staff__in=people))
        for draft in drafts:
            staff = known.get(draft.number)
            if staff and (why := self._contradiction(draft, staff)):
                plan.refusals.append(_refused(draft, *why))
                continue
            self._add(plan, draft, staff)
        return plan

    def _known(self, numbers: list[str]) -> dict[str, Staff]:
        found: dict[str, Staff] = {}
        for some in chunks(numbers):
            found |= {one.number: one for one in Staff.objects.filter(number__in=some)}
        return found

    def _contradiction(self, draft: StaffDraft, staff: Staff) -> tuple[str, dict[str, Any]] | None:
        """Why a draft cannot be meant for the person who has its number."""
        if staff.name != draft.name:
            return "staff.number_taken", {"number": staff.number, "name": staff.name}
        if not staff.is_active:
            return "staff.disabled", {"name": staff.name}
        held = {(post.role, post.area_id) for post in self._posts.get(staff.pk, [])}
        new = [post for post in draft.posts if (post.role.value, self._areas[post.area_code].pk) not in held]
        if new and self._actor is not None and self._actor.pk == staff.pk:
            return "staff.own_row", {}
        down = self._down.get(staff.pk, [])
        if draft.secondment and down and down[0].area_id != self._areas[draft.secondment.area_code].pk:
            return "staff.seconded", {"name": staff.name, "area": self._names.get(down[0].area_id, "—")}
        return None

    def _add(self, plan: StaffPlan, draft: StaffDraft, staff: Staff | None) -> None:
        what: list[str] = []
        if staff is None:
            profile = self._profile(draft, Profile())
            one = new_staff(number=draft.number, name=draft.name, phone=draft.phone or "", profile=profile)
            plan.bringing.staff.append(one)
        else:
            one, old = staff, columns(staff, CHANGEABLE)
            profile = self._profile(draft, profile_of(staff))
            before, after = change_fields(staff, name=None, phone=draft.phone, profile=profile)
            if after:
                plan.bringing.corrected.append((staff, old, before, after))
                what += after
        posts = [self._post(plan, post, one) for post in draft.posts]
        what += [word for word in posts if word]
        if draft.secondment and not self._down.get(one.pk):
            down = draft.secondment
            area, since = self._areas[down.area_code], down.from_on or self._today
            new = Secondment(staff_id=one.pk, unit=down.unit, area_id=area.pk, from_on=since)
            plan.bringing.secondments.append(new)
            what.append("secondment")
        how = "created" if staff is None else "updated" if what else "unchanged"
        plan.counts["staff", how] += 1
        for word in posts:
            plan.counts["posts", {"post": "created", "title": "updated"}.get(word, "unchanged")] += 1
        if how != "unchanged":
            places = [self._areas[post.area_code].name for post in draft.posts]
            plan.samples.append([how, draft.number, draft.name, places, draft.rows[0], what])
        if staff:
            self._warn_of_others(plan, draft, staff)

    def _post(self, plan: StaffPlan, draft: PostDraft, staff: Staff) -> str:
        """Plan one post: "post" for a new one, "title" for one that changes, "" for one that is the same."""
        area = self._areas[draft.area_code]
        held = [
            post
            for post in self._posts.get(staff.pk, [])
            if (post.role, post.area_id) == (draft.role.value, area.pk)
        ]
        if not held:
            since = draft.from_on or self._today
            rank = (draft.rank or Rank.ORDINARY).value
            new = {"role": draft.role.value, "title": draft.title, "rank": rank, "from_on": since}
            plan.bringing.posts.append(Post(staff_id=staff.pk, area_id=area.pk, **new))
            return "post"
        post, old = held[0], columns(held[0], POST_FIELDS)
        post.title = draft.title or post.title
        post.rank = draft.rank.value if draft.rank else post.rank
        new = columns(post, POST_FIELDS)
        if new == old:
            return ""
        plan.bringing.retitled.append((post, old, old, new))
        return "title"

    def _profile(self, draft: StaffDraft, old: Profile) -> Profile:
        """The profile with what the file says; what it does not say stays."""
        languages = old.abilities & ~SKILLS if draft.languages is None else draft.languages
        skills = old.abilities & SKILLS if draft.skills is None else draft.skills
        return Profile(
            unit=old.unit if draft.unit is None else draft.unit,
            home_area=self._areas[draft.home] if draft.home else old.home_area,
            office_area=self._areas[draft.office] if draft.office else old.office_area,
            abilities=languages | skills,
        )

    def _warn_of_others(self, plan: StaffPlan, draft: StaffDraft, staff: Staff) -> None:
        """Say which posts a person holds that the file does not name, if it names any."""
        named = {(post.role.value, self._areas[post.area_code].pk) for post in draft.posts}
        others = [post for post in self._posts.get(staff.pk, []) if (post.role, post.area_id) not in named]
        if named and others:
            roles = dict(ROLE_CHOICES)
            words = "、".join(f"{self._names.get(one.area_id, '—')}{roles[one.role]}" for one in others)
            values = {"name": staff.name, "posts": words}
            plan.cautions.append(
                Caution(draft.sheet, draft.rows[0], "", draft.number, "staff.other_posts", values)
            )


def _by_staff(rows: Any) -> dict[Any, list[Any]]:
    found: dict[Any, list[Any]] = {}
    for row in rows:
        found.setdefault(row.staff_id, []).append(row)
    return found


def _refused(draft: StaffDraft, code: str, values: dict[str, Any]) -> Refusal:
    places = tuple((draft.sheet, row) for row in draft.rows)
    return Refusal(draft.sheet, draft.rows[0], "", draft.number, code, values, "household", places)
