"""Whose page it is: a card that was opened a while ago, remembered in a signed cookie.

What stands on the card is never in an address for longer than it takes to be sent on from it, and never in
the cookie: that names the card by its key, and each request asks anew whether the card still works.

A card counts as opened, and ends the ones before it, when its page is asked for with that cookie: what shows
a preview of an address brings none, and what says that it only looks ahead is not taken for somebody.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from lianxin.people.access import open_to_all
from lianxin.public.previews import is_ahead, is_preview
from lianxin.registry.models import Household
from lianxin.voice.actions import Opened, note_opening, still_works

COOKIE = "lianxin_card"
SALT = "lianxin.public.card"
OPEN_S = 2 * 60 * 60
"""Seconds for which a card that was scanned keeps the page open; a phone may be passed on."""

KNOWN_S = 20 * 60
"""Seconds for which what is sensitive stays open after the last four digits."""

Page = Callable[..., HttpResponse]


@dataclass(frozen=True, slots=True)
class Guest:
    """Somebody with the card of a household; `is_known`: he also knew the last digits, not long ago;
    `is_new`: nobody opened the card before."""

    kind: str
    card: UUID
    household: Household
    opened_at: int
    is_known: bool
    is_new: bool


def guest_of(request: HttpRequest) -> Guest | None:
    """Who opened a card in this browser, if it still works."""
    try:
        told = signing.loads(request.COOKIES.get(COOKIE, ""), salt=SALT, max_age=OPEN_S)
        kind, card = str(told["kind"]), UUID(told["card"])
        opened_at, known_at = int(told["opened"]), int(told["known"])
    except (signing.BadSignature, KeyError, TypeError, ValueError):
        return None
    now = _now()
    opened = still_works(kind, card) if now - opened_at < OPEN_S else None
    if opened is None:
        return None
    household = Household.objects.select_related("area", "keeper").get(pk=opened.household)
    return Guest(kind, card, household, opened_at, now - known_at < KNOWN_S, opened.is_new)


def let_in(response: HttpResponse, opened: Opened) -> None:
    """Remember a card that was just opened."""
    _keep(response, opened.kind, opened.key, opened_at=_now(), known_at=0)


def make_known(response: HttpResponse, guest: Guest) -> None:
    """Remember that the last digits were right."""
    _keep(response, guest.kind, guest.card, opened_at=guest.opened_at, known_at=_now())


def show_out(response: HttpResponse) -> None:
    response.delete_cookie(COOKIE, samesite="Lax")


def for_guests(why: str) -> Callable[[Page], Page]:
    """Mark a page that opens with a card: the view gets the guest; whoever has none is asked for a code."""

    def mark(view: Page) -> Page:
        @open_to_all(why)
        @wraps(view)
        def opened(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            guest = guest_of(request)
            if guest is None:
                return redirect("public:enter")
            if guest.is_new and not (is_preview(request) or is_ahead(request)):
                note_opening(guest.card, now=timezone.now())
            return view(request, guest, *args, **kwargs)

        return opened

    return mark


def _keep(response: HttpResponse, kind: str, card: UUID, *, opened_at: int, known_at: int) -> None:
    told = {"kind": kind, "card": str(card), "opened": opened_at, "known": known_at}
    response.set_cookie(
        COOKIE,
        signing.dumps(told, salt=SALT),
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )


def _now() -> int:
    return int(timezone.now().timestamp())
