"""Cadres and the households in their care: who has how many, one cadre's own, and what if he leaves."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from lianxin.databases.reading import keys_of, raw_rows
from lianxin.desk.figures import households_in
from lianxin.desk.households.rows import rows_of
from lianxin.desk.in_place import in_place
from lianxin.desk.pairing.loads import loads_of
from lianxin.desk.pairing.words import refusal
from lianxin.desk.places import Place
from lianxin.pairing.actions import ask_for_draft
from lianxin.pairing.models import HandOver, Pairing
from lianxin.pairing.refusals import PairingRefused
from lianxin.people.access import areas_seen, ask, own_account
from lianxin.people.models import Post, Staff
from lianxin.registry.models import Household
from lianxin.work.actions import ask_for

SHOWN = 100


@require_GET
@in_place("pairing.see")
def cadres(request: HttpRequest, place: Place) -> HttpResponse:
    """Who has households in a place, the fullest first; `open` are those whose own page is in sight."""
    kept = households_in(place, request.user).filter(keeper__isnull=False).order_by()
    here = list(raw_rows(kept.values_list("keeper").annotate(number=Count("*"))))
    # Of a whole district only the fullest are looked at more closely.
    raw, numbers = (
        zip(*sorted(here, key=lambda one: (-one[1], one[0]))[:SHOWN], strict=True) if here else ((), ())
    )
    fullest = dict(zip(keys_of(raw), numbers, strict=True))
    in_sight = Post.objects.filter(
        staff__in=list(fullest), area__in=areas_seen(request.user, "pairing.see").values("pk")
    )
    context = {
        "place": place,
        "lines": loads_of(fullest),
        "open": set(in_sight.values_list("staff", flat=True)),
        "total": len(here),
        "here": "pairing",
    }
    return render(request, "desk/pairing/cadres.html", context)


@require_GET
def cadre(request: HttpRequest, key: UUID) -> HttpResponse:
    """One cadre's households, as far as they are in sight."""
    staff = get_object_or_404(Staff, pk=key)
    ask(request.user, "pairing.see", staff)
    kept = Household.objects.seen_by(request.user).present().filter(keeper=staff).select_related("area")
    return _page(request, staff, kept)


@own_account("the households in one's own care")
@require_GET
def mine(request: HttpRequest) -> HttpResponse:
    """My households."""
    kept = Household.objects.seen_by(request.user).present().filter(keeper=request.user)
    return _page(request, request.user, kept.select_related("area"))


def _page(request: HttpRequest, staff: Any, kept: Any) -> HttpResponse:
    today = timezone.localdate()
    homes = list(kept.order_by("area__path", "number"))
    since = dict(Pairing.objects.lasting().filter(household__in=homes).values_list("household", "from_on"))
    handovers = HandOver.objects.open().seen_by(request.user).select_related("household", "leaving", "coming")
    context = {
        "staff": staff,
        "is_mine": staff.pk == request.user.pk,
        "posts": Post.objects.on(today).filter(staff=staff).select_related("area"),
        "line": next(iter(loads_of({staff.pk: len(homes)})), None),
        "listed": [(row, since.get(row.household.pk)) for row in rows_of(homes)],
        "coming": handovers.filter(coming=staff),
        "leaving": handovers.filter(leaving=staff),
        "here": "pairing",
    }
    return render(request, "desk/pairing/cadre.html", context)


@require_POST
def successors(request: HttpRequest, key: UUID) -> HttpResponse:
    """Ask for successors for one cadre: who is hit, and the proposal that moves least."""
    ask(request.user, "pairing.draft")
    staff = get_object_or_404(Staff, pk=key)
    now = timezone.now()
    try:
        draft = ask_for_draft(leaving=staff, actor=request.user, now=now)
    except PairingRefused as refused:
        messages.error(request, refusal(refused))
        return redirect("desk:cadre", staff.pk)
    ask_for("pairing.draft", subject_id=draft.pk, actor=request.user, now=now)
    return redirect("desk:pairing-draft", draft.pk)
