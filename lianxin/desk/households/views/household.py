"""The page of one household: its class and why, who lives there, what is known, and what happened."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_GET

from lianxin.classification.explaining import explain_household
from lianxin.classification.models import Standing
from lianxin.desk.households.known import household_lines, members
from lianxin.desk.households.why import Why
from lianxin.desk.planning.household import card_of
from lianxin.desk.problems.household import raised_by
from lianxin.desk.problems.speech import Speech
from lianxin.desk.rights.consents import said_by
from lianxin.desk.telling import Told, tell
from lianxin.desk.visits.enclosed import photos_of
from lianxin.desk.visits.household import met_at
from lianxin.desk.words import is_english
from lianxin.ledger.models import Event
from lianxin.people.access import ask, may
from lianxin.registry.actions import PURPOSES
from lianxin.registry.models import Household

LATEST = 12
LONGEST = 500


def seen_household(request: HttpRequest, number: str, verb: str = "household.see") -> Household:
    """The household of a number, if it is in sight (else 404), after asking for `verb` on it (else 403)."""
    seen = Household.objects.seen_by(request.user).select_related("area", "merged_into", "keeper")
    household = get_object_or_404(seen, number=number)
    ask(request.user, verb, household)
    return household


@require_GET
def household(request: HttpRequest, number: str) -> HttpResponse:
    household = seen_household(request, number)
    today = timezone.localdate()
    residents = sorted(
        household.residents.present(), key=lambda one: (one.relation != "head", one.birth_on or today)
    )
    facts = list(household.facts.current())
    explained = explain_household(household, today=today)
    story = story_of(household, LATEST + 1)
    standing = Standing.objects.filter(household=household).first()
    tier = standing.tier if standing else "unassessed"
    may_correct = may(request.user, "household.edit", household)
    why = Why(explained, household, residents, facts, tier, today, may_correct) if explained else None
    asked = frozenset(question.address for question in why.questions) if why else frozenset()
    lines = household_lines(household, facts, today)
    reviews = household.reviews.select_related("opened_by", "visited_by", "decided_by")
    met = met_at(household, request.user, today)
    context: dict[str, Any] = {
        "household": household,
        "places": household.area.lineage(),
        "standing": standing,
        "why": why,
        "members": members(residents, facts, today, asked),
        "lines": lines,
        "unknown": [line for line in lines if not line.fact],
        "reviews": reviews.order_by("-opened_at")[:5],
        "exit": reviews.open().filter(kind="exit").first(),
        "story": story[:LATEST],
        "has_more": len(story) > LATEST,
        "visits": card_of(household, today, met.latest_on),
        "met": met,
        "consents": said_by(household),
        "photos": photos_of(household),
        "raised": raised_by(household, request.user, Speech.at(timezone.now())),
        "purposes": [(purpose, pair[is_english()]) for purpose, pair in PURPOSES.items()],
        "here": "households",
    }
    return render(request, "desk/households/household.html", context)


@require_GET
def history(request: HttpRequest, number: str) -> HttpResponse:
    household = seen_household(request, number)
    context = {"household": household, "story": story_of(household, LONGEST), "here": "households"}
    return render(request, "desk/households/history.html", context)


def story_of(household: Household, limit: int) -> list[Told]:
    """What the ledger says about a household, the latest first, echoes left out."""
    events = Event.objects.about("household", household.pk).order_by("-id")[:limit]
    return tell(events, hides_sensitive=False, skips_quiet=True)
