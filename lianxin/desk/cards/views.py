"""连心卡: cards for the homes of a place, printed as a sheet; one home's card renewed or withdrawn."""

from typing import Any
from uuid import UUID

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from lianxin.desk.cards.listing import batches_in, may_print, without_card
from lianxin.desk.forms import Plain
from lianxin.desk.households.views.household import seen_household
from lianxin.desk.in_place import place_or_404
from lianxin.desk.places import WHOLE, Place, standing, to_own_address
from lianxin.desk.unclear import unclear
from lianxin.desk.words import is_english, refused_words, said
from lianxin.people.access import ask, may
from lianxin.visits.models import Card as LeftCard
from lianxin.voice.actions import VoiceRefused, ask_for_cards, fetch_sheet, revoke_cards
from lianxin.voice.models import PRINT, Batch, Card
from lianxin.voice.rules import TRIES_OF_ALL
from lianxin.voice.vocabulary import CardEnd

EMPTY = ""
ALL = "all"


class PrintForm(Plain):
    """Which homes of the place get a card."""

    area = forms.RegexField(r"^\d{12}$")
    homes = forms.ChoiceField(
        choices=[(EMPTY, gettext_lazy("只给还没有卡的户印")), (ALL, gettext_lazy("每户都换新卡"))],
        required=False,
    )


class PlaceFilter(Plain):
    """The address of the page: a place, or all that is in sight."""

    area = forms.RegexField(rf"^(\d{{12}}|{WHOLE})$", required=False)


@require_http_methods(["GET", "POST"])
def cards(request: HttpRequest) -> HttpResponse:
    """Batches of a place; POST asks for another."""
    ask(request.user, PRINT)
    if request.method == "POST":
        return _printed(request)
    wish = PlaceFilter(request.GET)
    if not wish.is_valid():
        return unclear(request, wish)
    return to_own_address(request) or _page(request, place_or_404(request))


@require_POST
def sheet(request: HttpRequest, key: UUID) -> HttpResponse:
    """The sheet of a batch, for the printer. By POST: fetching it is told to the ledger."""
    batch = get_object_or_404(Batch.objects.seen_by(request.user).select_related("area"), pk=key)
    ask(request.user, PRINT, batch.household or batch)
    pdf = fetch_sheet(batch, actor=request.user, now=timezone.now())
    if pdf is None:
        messages.warning(request, _("这一批的卡三天后就清掉了。要再印，就给没有卡的户重新印一批。"))
        return redirect("desk:cards")
    day = timezone.localdate(batch.asked_at)
    name = f"cards-{batch.area.code}-{day}.pdf" if is_english() else f"连心卡-{batch.area.name}-{day}.pdf"
    response = HttpResponse(pdf, content_type="application/pdf")
    response["Content-Disposition"] = content_disposition_header(True, name)
    return response


@require_http_methods(["GET", "POST"])
def household_card(request: HttpRequest, number: str) -> HttpResponse:
    """The cards of one home; POST prints a new one, or withdraws them at once."""
    household = seen_household(request, number, "household.see")
    if request.method == "POST":
        ask(request.user, PRINT, household)
        now, by = timezone.now(), request.user
        try:
            if request.POST.get("step") == "revoke":
                revoke_cards(household, actor=by, now=now)
                messages.success(request, _("这一户的卡已作废，再扫打不开。"))
            else:
                site = site_of(request)
                ask_for_cards(household.area, site=site, household=household, actor=by, now=now)
                messages.success(request, _("新卡正在画，好了就能下载。旧卡到新卡头一次打开时作废。"))
        except VoiceRefused as refused:
            messages.warning(request, refused_words(refused))
        return redirect("desk:household-card", household.number)
    batches = Batch.objects.filter(household=household).order_by("-asked_at")
    cards = Card.objects.filter(household=household).select_related("batch")
    context: dict[str, Any] = {
        "household": household,
        "cards": [(card, said(CardEnd(card.end)) if card.end else "") for card in cards],
        "left": LeftCard.objects.filter(household=household).order_by("-left_at"),
        "guessed": TRIES_OF_ALL,
        "newest": batches.first(),
        "may_print": may(request.user, PRINT, household),
        "here": "households",
    }
    return render(request, "desk/cards/household.html", context)


def site_of(request: HttpRequest) -> str:
    """Where homes find the site: as the settings say, else as the person found it himself."""
    return settings.LIANXIN_URL or request.build_absolute_uri("/")


def _printed(request: HttpRequest) -> HttpResponse:
    form = PrintForm(request.POST)
    place = standing(request, form.cleaned_data["area"]) if form.is_valid() else None
    if place is None or place.area is None:
        return _page(request, place_or_404(request), fault=_("请选一个村、社区或镇，再印卡。"))
    ask(request.user, PRINT, place.area)
    try:
        ask_for_cards(
            place.area,
            site=site_of(request),
            is_for_all=form.cleaned_data["homes"] == ALL,
            actor=request.user,
            now=timezone.now(),
        )
    except VoiceRefused as refused:
        return _page(request, place, fault=refused_words(refused))
    messages.success(request, _("正在画，可以离开这一页，回来再下载。"))
    return redirect(f"{reverse('desk:cards')}?area={place.code}")


def _page(request: HttpRequest, place: Place, *, fault: str = "") -> HttpResponse:
    lines = batches_in(place, request.user)
    context: dict[str, Any] = {
        "place": place,
        "lines": lines,
        "is_busy": any(line.work and line.work.is_open for line in lines),
        "without": without_card(place, request.user),
        "may_print": may_print(place, request.user),
        "fault": fault,
        "here": "households",
    }
    return render(request, "desk/cards/cards.html", context, status=422 if fault else 200)
