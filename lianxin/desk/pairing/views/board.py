"""结对: who has a cadre and who has not, what waits, and the way to a new draft."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from lianxin.desk.in_place import in_place, place_or_404
from lianxin.desk.pairing.distances import Town, map_of, towns_of
from lianxin.desk.pairing.figures import standings, waiting
from lianxin.desk.pairing.forms import TrialForm
from lianxin.desk.pairing.hands import chosen_lately, hands_in
from lianxin.desk.pairing.words import refusal
from lianxin.desk.places import Place, sight_of
from lianxin.pairing.actions import ask_for_draft
from lianxin.pairing.models import Draft
from lianxin.pairing.refusals import PairingRefused
from lianxin.people.access import ask, may
from lianxin.registry.models import Household
from lianxin.work.actions import ask_for


@require_GET
@in_place("pairing.see")
def board(request: HttpRequest, place: Place) -> HttpResponse:
    return board_page(request, place)


def board_page(request: HttpRequest, place: Place, *, fault: str = "", status: int = 200) -> HttpResponse:
    context: dict[str, Any] = {"place": place, "fault": fault, "here": "pairing"}
    context["mine"] = Household.objects.present().filter(keeper=request.user).count()
    if place.households:
        whole, lines = standings(place, request.user, sight_of(request).spots.values())
        adopted = Draft.objects.exclude(adopted_at=None).filter(leaving=None, undone_at=None).first()
        towns = towns_of(adopted)
        context |= {
            "whole": whole,
            "lines": [(line, _of(line.area.code, towns)) for line in lines],
            "waiting": waiting(place, request.user),
            "map": map_of(towns) if place.is_whole_district else None,
            "adopted": adopted,
            "has_towns": any(_of(line.area.code, towns) for line in lines),
        }
    if place.households and may(request.user, "pairing.choose"):
        context["hands"] = hands_in(place, request.user)
        context["lately"] = chosen_lately(place, request.user, timezone.now()) if context["hands"] else []
    if may(request.user, "pairing.draft"):
        context["trial_form"] = TrialForm()
        context["drafts"] = Draft.objects.filter(leaving=None).select_related("asked_by", "adopted_by")[:5]
    return render(request, "desk/pairing/board.html", context, status=status)


def _of(code: str, towns: list[Town]) -> Town | None:
    return next((town for town in towns if town.code == code), None)


@require_POST
def trials(request: HttpRequest) -> HttpResponse:
    """Try out more cadres or other numbers of visits; it is worked out in the background."""
    ask(request.user, "pairing.draft")
    form = TrialForm(request.POST)
    if not form.is_valid():
        fault = _("试算的数字要是整数，一年最多 52 次。")
        return board_page(request, place_or_404(request), fault=fault, status=422)
    return _worked_out(request, trial=form.as_trial())


@require_POST
def drafts(request: HttpRequest) -> HttpResponse:
    """Ask for a draft of all pairs; it is worked out in the background."""
    ask(request.user, "pairing.draft")
    return _worked_out(request)


def _worked_out(request: HttpRequest, **wishes: Any) -> HttpResponse:
    now = timezone.now()
    try:
        draft = ask_for_draft(actor=request.user, now=now, **wishes)
    except PairingRefused as refused:
        return board_page(request, place_or_404(request), fault=refusal(refused), status=422)
    ask_for("pairing.draft", subject_id=draft.pk, actor=request.user, now=now)
    return redirect("desk:pairing-draft", draft.pk)
