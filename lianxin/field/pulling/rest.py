"""The other rows: who one is, what is owed, the days planned, what one brought up, the form, the words."""

from collections.abc import Collection, Iterable
from datetime import date, timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.utils import timezone

from lianxin.areas.models import Area
from lianxin.field.pulling.homes import area_row, named_areas
from lianxin.field.pulling.whose import Caseload
from lianxin.planning.models import Duty
from lianxin.planning.reading import as_told, trips_of
from lianxin.planning.sentences import sentence
from lianxin.planning.vocabulary import Cannot
from lianxin.policies.models import Policy
from lianxin.registry.vocabulary import Relation, Sex
from lianxin.visits.forms import VisitForm, form_json
from lianxin.visits.models import Feedback, FeedbackReply, Item
from lianxin.visits.vocabulary import (
    FamilyChange,
    FeedbackAbout,
    ItemKind,
    MetOther,
    Place,
    Replied,
    Worked,
)

DUTIES_AHEAD, TRIPS_AHEAD = timedelta(days=60), timedelta(days=14)
ITEMS_BACK, MOST_ITEMS, MOST_FEEDBACK = timedelta(days=120), 200, 50

STATES = {
    "open": ("还没办结，区里看得到。", "Still open; the district can see it."),
    "settled": ("已经办了。", "It has been settled."),
}
CHOICES: dict[str, type[StrEnum] | type[Relation] | type[Sex]] = {
    "cannot": Cannot,
    "relations": Relation,
    "sexes": Sex,
    "places": Place,
    "met_other": MetOther,
    "family_changes": FamilyChange,
    "worked": Worked,
    "item_kinds": ItemKind,
    "feedback_about": FeedbackAbout,
}


def me_row(person: Any, staff: dict[str, Any], caseload: Caseload, today: date) -> dict[str, Any]:
    posts = person.posts_on(today)
    return {
        "staff": staff,
        "posts": [
            {"title": post.title or str(post.get_role_display()), "area": post.area.name} for post in posts
        ],
        "today": today.isoformat(),
        "homes": len(caseload.homes),
        "village": caseload.is_village,
    }


def duty_rows(person: Any, today: date) -> dict[str, dict[str, Any]]:
    """What he owes from now until two months ahead, alone or as a companion."""
    duties = list(
        Duty.objects.of(person)
        .open()
        .filter(opens_on__lte=today + DUTIES_AHEAD)
        .filter(Q(household=None) | Q(household__state="present"))
        .select_related("area", "staff", "companion")
        .order_by("due_on", "pk")
    )
    areas = named_areas(code for duty in duties for code in duty.area.codes)
    return {f"duty:{duty.pk}": _duty(duty, person, areas) for duty in duties}


def _duty(duty: Duty, person: Any, areas: dict[str, Area]) -> dict[str, Any]:
    told = as_told(duty)
    other = duty.companion if duty.staff_id == person.pk else duty.staff
    return {
        "id": str(duty.pk),
        "household_id": str(duty.household_id) if duty.household_id else None,
        "area": area_row(duty.area, areas),
        "reason": duty.reason,
        "sentence": {"zh": sentence(told), "en": sentence(told, "en")},
        "opens_on": duty.opens_on.isoformat(),
        "due_on": duty.due_on.isoformat(),
        "planned_on": duty.planned_on.isoformat() if duty.planned_on else None,
        "minutes": duty.minutes,
        "companion": other.name if other else None,
    }


def trip_rows(person: Any, today: date) -> dict[str, dict[str, Any]]:
    """The days planned from today on. Times are minutes after midnight."""
    trips = trips_of(person, from_on=today, to_on=today + TRIPS_AHEAD)
    return {
        f"trip:{trip.day}": {
            "day": trip.day.isoformat(),
            "leaves": trip.leaves,
            "back": trip.back,
            "km": trip.km,
            "stops": [
                {
                    "household_id": str(stop.home) if stop.home else None,
                    "area_id": str(stop.area) if stop.area else None,
                    "duties": [str(duty.id) for duty in stop.duties],
                    "arrives": stop.arrives,
                    "leaves": stop.leaves,
                    "km": stop.km,
                }
                for stop in trip.stops
            ],
        }
        for trip in trips
    }


def item_rows(person: Any, homes: Collection[UUID], now: Any) -> dict[str, dict[str, Any]]:
    """What he brought up for homes that lie on this phone, or for a place, and what became of it."""
    items = (
        Item.objects.raised_by(person)
        .exclude(kind="effect")  # an answer, nothing to be done
        .filter(Q(household__in=list(homes)) | Q(household=None))
        .filter(Q(settlement=None) | Q(raised_at__gte=now - ITEMS_BACK))
        .select_related("settlement")
        .order_by("-raised_at", "-pk")[:MOST_ITEMS]
    )
    return {f"item:{item.pk}": _item(item) for item in items}


def _item(item: Item) -> dict[str, Any]:
    state = "settled" if item.is_settled else "open"
    zh, en = STATES[state]
    return {
        "id": str(item.pk),
        "household_id": str(item.household_id) if item.household_id else None,
        "kind": item.kind,
        "category": item.category,
        "text": item.text,
        "raised_on": timezone.localdate(item.raised_at).isoformat(),
        "state": state,
        "words": {"zh": zh, "en": en},
    }


def feedback_rows(person: Any, now: Any) -> dict[str, dict[str, Any]]:
    """What he said of the system, and what was answered: whatever is unanswered, and the last months."""
    said = (
        Feedback.objects.filter(staff=person)
        .filter(Q(received_at__gte=now - ITEMS_BACK) | Q(pk__in=Feedback.objects.unanswered().values("pk")))
        .prefetch_related("replies")
        .order_by("-received_at", "-pk")[:MOST_FEEDBACK]
    )
    return {f"feedback:{one.pk}": _feedback(one) for one in said}


def _feedback(one: Feedback) -> dict[str, Any]:
    return {
        "id": str(one.pk),
        "op_id": str(one.op_id),
        "about": one.about,
        "text": one.text,
        "sent_on": timezone.localdate(one.sent_at).isoformat(),
        "replies": [_reply(reply) for reply in one.replies.all()],
    }


def _reply(reply: FeedbackReply) -> dict[str, Any]:
    became = Replied(reply.became)
    return {
        "became": reply.became,
        "words": {"zh": became.zh, "en": became.en},
        "text": reply.words,
        "on": timezone.localdate(reply.replied_at).isoformat(),
    }


def form_in_force(today: date) -> VisitForm | None:
    """The form of the policy of visits in force; None where there is none."""
    policy = Policy.objects.in_force("visits", today)
    return policy.document.form if policy else None


def form_rows(form: VisitForm | None) -> dict[str, dict[str, Any]]:
    return {f"form:{form.version}": form_json(form)} if form else {}


def words_row() -> dict[str, list[dict[str, str]]]:
    """The choices of short lists, in both languages."""
    return {name: choices(kind) for name, kind in CHOICES.items()}


def choices(kind: Iterable[Any]) -> list[dict[str, str]]:
    return [{"code": str(one.value), "zh": one.zh, "en": one.en} for one in kind]
