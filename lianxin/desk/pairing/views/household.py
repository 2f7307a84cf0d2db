"""The cadre of one household: who he is and was, who else could be, and choosing another."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from lianxin.desk.households.views.household import seen_household
from lianxin.desk.pairing.forms import BarrierForm, BoardForm, ChoiceForm, CostsForm, WishForm
from lianxin.desk.pairing.hands import costs_of
from lianxin.desk.pairing.words import ability_words, reasons_in_words, refusal
from lianxin.pairing.actions import choose_cadre, lift_barrier, note_barrier, note_wish, take_back
from lianxin.pairing.choosing import candidates
from lianxin.pairing.models import Barrier, HandOver, Pairing, Wish
from lianxin.pairing.reading import NoPolicy
from lianxin.pairing.refusals import PairingRefused
from lianxin.people.access import ask, may
from lianxin.people.models import Staff
from lianxin.people.rules import plain_number
from lianxin.problems.complaints.organisation import organisation_at
from lianxin.problems.complaints.queries import may_know_of
from lianxin.registry.models import Household


@require_http_methods(["GET", "POST"])
def cadre(request: HttpRequest, number: str) -> HttpResponse:
    """Who has the household in his care; POST chooses another."""
    household = seen_household(request, number, "pairing.see")
    if request.method == "POST":
        ask(request.user, "pairing.choose", household)
        return _choose(request, household)
    return cadre_page(request, household)


def cadre_page(
    request: HttpRequest, household: Household, *, status: int = 200, **forms: Any
) -> HttpResponse:
    may_choose = may(request.user, "pairing.choose", household)
    everywhere = "everywhere" in request.GET
    pairings = list(household.pairings.select_related("staff", "decided_by").order_by("-from_on", "-id"))
    now = pairings[0] if pairings and pairings[0].to_on is None else None
    context: dict[str, Any] = {
        "household": household,
        "now": now,
        "reasons": reasons_in_words(now.reasons) if now else [],
        "past": pairings[1:] if now else pairings,
        "may_choose": may_choose,
        "everywhere": everywhere,
        "handover": HandOver.objects.open().filter(household=household).first(),
        "wish": Wish.objects.open().filter(household=household).first(),
        "may_undo": may_choose and now is not None and now.cause == Pairing.HAND,
        "here": "households",
    }
    if may_choose and household.state == "present":
        context |= {
            "candidates": _candidates(household, everywhere),
            "barriers": barriers_shown(request.user, household),
            "barrier_form": BarrierForm(),
        }
    return render(request, "desk/pairing/household.html", context | forms, status=status)


def _candidates(household: Household, everywhere: bool) -> list[tuple[Any, str]]:
    try:
        found = candidates(household, on=timezone.localdate(), everywhere=everywhere)
    except NoPolicy:
        return []
    return [(one, ability_words(one.abilities_lacking)) for one in found]


def barriers_shown(person: Any, household: Household) -> list[Barrier]:
    """The barriers a person may know of: never one about himself, of complaints only at the desk, and
    there only where nobody who is complained of could hear of it from him."""
    barriers = Barrier.objects.lasting().filter(household=household).exclude(staff=person)
    if not may(person, "pairing.draft"):
        barriers = barriers.exclude(kind=Barrier.COMPLAINT)
    found = list(barriers.select_related("staff"))
    if not any(one.kind == Barrier.COMPLAINT for one in found):
        return found
    organisation = organisation_at(timezone.now())
    return [
        one
        for one in found
        if one.kind != Barrier.COMPLAINT or may_know_of(person, one.staff_id, organisation)
    ]


def _choose(request: HttpRequest, household: Household) -> HttpResponse:
    form = ChoiceForm(request.POST)
    if not form.is_valid():
        return cadre_page(request, household, status=422, fault=_("请从名单里选一位干部。"))
    staff = get_object_or_404(Staff, pk=form.cleaned_data["staff"])
    found = candidates(household, on=timezone.localdate(), among={staff.pk})
    fits = next((one.fits for one in found if one.staff.pk == staff.pk), True)
    if not fits and not form.cleaned_data["note"].strip():
        fault = _("%(name)s的名额已满。确实要由他联系，请写明为什么。") % {"name": staff.name}
        return cadre_page(request, household, status=422, fault=fault, chosen=staff.pk)
    try:
        choose_cadre(
            household, staff, actor=request.user, now=timezone.now(), note=form.cleaned_data["note"].strip()
        )
    except PairingRefused as refused:
        return cadre_page(request, household, status=422, fault=refusal(refused))
    messages.success(request, _("从今天起由%(name)s联系这一户。") % {"name": staff.name})
    return redirect(BoardForm(request.POST).way or reverse("desk:household-cadre", args=[household.number]))


@require_GET
def costs(request: HttpRequest, number: str) -> HttpResponse:
    """What the household would cost with each of some cadres, for the board: {key: {words, barred, full}}."""
    household = seen_household(request, number, "pairing.choose")
    if "staff" not in request.GET:
        return JsonResponse({})
    form = CostsForm(request.GET)
    if not form.is_valid():
        return JsonResponse({}, status=422)
    try:
        return JsonResponse(costs_of(household, form.cleaned_data["staff"]))
    except NoPolicy:
        return JsonResponse({}, status=409)


@require_POST
def undoing(request: HttpRequest, number: str) -> HttpResponse:
    """Take back the choice of a cadre."""
    household = seen_household(request, number, "pairing.choose")
    chosen = Pairing.objects.lasting().filter(household=household, cause=Pairing.HAND).first()
    try:
        if chosen is None:
            raise PairingRefused("not-last")
        take_back(chosen, actor=request.user, now=timezone.now())
    except PairingRefused as refused:
        messages.error(request, refusal(refused))
    else:
        messages.success(request, _("已撤销，恢复原来的联系干部。"))
    return redirect(BoardForm(request.POST).way or reverse("desk:household-cadre", args=[household.number]))


@require_http_methods(["GET", "POST"])
def wish(request: HttpRequest, number: str) -> HttpResponse:
    """Write down that the household asks for another person."""
    household = seen_household(request, number, "household.contest")
    form = WishForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            noted = note_wish(
                household, words=form.cleaned_data["words"], actor=request.user, now=timezone.now()
            )
        except PairingRefused as refused:
            form.add_error(None, refusal(refused))
        else:
            messages.success(request, _("已记下，请在 %(day)s 前答复。") % {"day": f"{noted.due_on:%m-%d}"})
            return redirect("desk:household", household.number)
    context = {"household": household, "form": form, "here": "households"}
    status = 422 if form.is_bound else 200
    return render(request, "desk/pairing/wish.html", context, status=status)


@require_POST
def barriers(request: HttpRequest, number: str) -> HttpResponse:
    """Write down whom the household must not be paired with."""
    household = seen_household(request, number, "pairing.choose")
    form = BarrierForm(request.POST)
    if not form.is_valid():
        return cadre_page(request, household, status=422, barrier_form=form)
    staff = Staff.objects.filter(number=plain_number(form.cleaned_data["number"])).first()
    if staff is None:
        form.add_error("number", _("没有这个工号。"))
        return cadre_page(request, household, status=422, barrier_form=form)
    given = form.cleaned_data
    try:
        note_barrier(
            household, staff, kind=given["kind"], note=given["note"], actor=request.user, now=timezone.now()
        )
    except PairingRefused as refused:
        form.add_error(None, refusal(refused))
        return cadre_page(request, household, status=422, barrier_form=form)
    messages.success(request, _("已记下：%(name)s不宜联系这一户。") % {"name": staff.name})
    return redirect("desk:household-cadre", household.number)


@require_POST
def lifting(request: HttpRequest, key: UUID) -> HttpResponse:
    """Let two be paired again."""
    seen = Household.objects.seen_by(request.user).values("pk")
    barrier = get_object_or_404(
        Barrier.objects.filter(household__in=seen).select_related("household__area"), pk=key
    )
    ask(request.user, "pairing.choose", barrier)
    if barrier not in barriers_shown(request.user, barrier.household):
        return redirect("desk:household-cadre", barrier.household.number)
    try:
        lift_barrier(barrier, actor=request.user, now=timezone.now())
    except PairingRefused as refused:
        messages.error(request, refusal(refused))
    else:
        messages.success(request, _("已解除。"))
    return redirect(reverse("desk:household-cadre", args=[barrier.household.number]))
