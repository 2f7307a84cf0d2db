"""The bulk bar of the households list: pick, look at what will happen, do it, take it back."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from lianxin import flow
from lianxin.areas.models import Area
from lianxin.desk.deeds import actions
from lianxin.desk.deeds.foresight import WHY_NOT, foresee
from lianxin.desk.deeds.forms import AT_ONCE, EXPORT, PlaceForm, ReviewForm, SelectionForm
from lianxin.desk.following import AT_ONCE as CARRIED
from lianxin.desk.households.listing import Listing
from lianxin.desk.models import Deed
from lianxin.desk.places import standing
from lianxin.desk.words import spoken
from lianxin.exports.actions import choose_households
from lianxin.people.access import areas_seen, ask
from lianxin.registry.models import Household


@require_POST
def selections(request: HttpRequest) -> HttpResponse:
    """Rows were picked, or all that the filters find; go on to what is to be done with them."""
    ask(request.user, "household.see")
    form = SelectionForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("没有看懂选了哪些户，请重新选。"))
        return redirect("desk:households")
    keys = _picked(request, form)
    deed = form.cleaned_data["deed"]
    back = f"{reverse('desk:households')}?area={form.cleaned_data['area'] or 'all'}"
    if not keys:
        messages.error(request, _("还没有选户：在左边打勾，或者按 x。"))
        return redirect(back)
    now = timezone.now()
    if deed == EXPORT:
        code = form.cleaned_data["area"]
        area = Area.objects.filter(code=code).first() if code else None
        choose_households(keys, area=area, lang=spoken(), actor=request.user, now=now)
        return redirect("desk:exports")
    ask(request.user, actions.VERBS[deed])
    if len(keys) > actions.MOST:
        words = _("一次最多 %(most)d 户，现在选了 %(number)d 户，请分几次做。")
        messages.error(request, words % {"most": actions.MOST, "number": len(keys)})
        return redirect(back)
    return redirect(_address(actions.propose(deed, keys, actor=request.user, now=now)))


def _picked(request: HttpRequest, form: SelectionForm) -> list[UUID]:
    """The keys of what was picked, in the order of numbers, within sight."""
    if form.cleaned_data["whole"]:
        place = standing(request, form.cleaned_data["area"])
        if place is None:
            raise Http404
        listing = Listing(place, request.user, form.wish, timezone.localdate())
        return list(listing.households().order_by("number").values_list("pk", flat=True))
    numbers = [text[:32] for text in request.POST.getlist("pick")[:AT_ONCE]]
    seen = Household.objects.seen_by(request.user).filter(number__in=numbers)
    return list(seen.order_by("number").values_list("pk", flat=True))


@require_http_methods(["GET", "POST"])
def deeds(request: HttpRequest) -> HttpResponse:
    """One deed of one's own, named by `key`: fill it in, look at it, do it, take it back."""
    ask(request.user, "household.see")
    given = request.POST if request.method == "POST" else request.GET
    try:
        key = UUID(given.get("key", ""))
    except ValueError:
        return redirect("desk:tasks")
    deed = get_object_or_404(Deed.objects.of(request.user).of_households(), pk=key)
    form = _form(deed, request)
    if request.method == "POST":
        try:
            if _step(request, deed, form, given.get("step", "")):
                return redirect(_address(deed))
        except actions.DeedOver:
            messages.info(request, _("这件事已经做过了。"))
            return redirect(_address(deed))
    context: dict[str, Any] = {"deed": deed, "form": form, "here": "households", "waits": not deed.done_at}
    if deed.values and not deed.done_at:
        context["foresight"] = foresee(deed, request.user)
    context["refused"] = [(WHY_NOT.get(code, code), number) for code, number in deed.refused.items()]
    return render(request, "desk/households/deed.html", context)


def _step(request: HttpRequest, deed: Deed, form: Any, step: str) -> bool:
    """Take one step; False leaves the faults on the form."""
    now = timezone.now()
    if step == "undo":
        back = actions.take_back(deed, actor=request.user, now=now)
        flow.carry_on(now=now, limit=CARRIED)
        messages.success(request, _("已撤销 %(number)d 户。") % {"number": back})
        return True
    if step == "do" and deed.values:
        done = actions.carry_out(deed, actor=request.user, now=now)
        flow.carry_on(now=now, limit=CARRIED)
        messages.success(request, _("已做完 %(number)d 户。") % {"number": done.made})
        return True
    if not form.is_valid():
        return False
    actions.fill_in(deed, form.cleaned_data)
    return True


def _form(deed: Deed, request: HttpRequest) -> Any:
    data = request.POST if request.method == "POST" and not request.POST.get("step") else None
    if deed.kind == Deed.REVIEW:
        return ReviewForm(data, initial=deed.values)
    villages = areas_seen(request.user, "household.edit").open().exclude(level__in=("district", "town"))
    return PlaceForm(villages.select_related("parent").order_by("path"), data, initial=deed.values)


def _address(deed: Deed) -> str:
    return f"{reverse('desk:deeds')}?key={deed.pk}"
