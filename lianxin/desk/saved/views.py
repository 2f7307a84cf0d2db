"""Saved views of the lists of households and problems: kept, renamed, removed, brought back; as chips."""

from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from lianxin.areas.models import Area
from lianxin.desk.models import SavedView
from lianxin.desk.places import WHOLE, sight_of
from lianxin.desk.saved import actions
from lianxin.desk.saved.forms import LISTS, ViewName, ViewStep
from lianxin.people.access import ask

FRESH = timedelta(minutes=10)
"""How long the way back from what was just done stands at the top of a list."""

REFUSALS = {
    "name-taken": gettext_lazy("您已经有一个叫这个名字的视图，请换一个名字。"),
    "too-many": gettext_lazy("最多保存 20 个视图，请先删掉不用的。"),
}


def views_of(request: HttpRequest, of: str = "") -> list[tuple[SavedView, str]]:
    """(view, its address) of those of one list that a person sees: his own, and those shared with an area he
    stands in."""
    found = SavedView.objects.for_person(request.user, list(_reach(request))).select_related("shared_with")
    return [(view, address_of(view.query)) for view in found if view.query.get("list", "") == of]


def removed_lately(request: HttpRequest, of: str = "") -> SavedView | None:
    """The view of a list that the person removed last, while the way back is shown."""
    removed = SavedView.objects.filter(by=request.user, removed_at__gt=timezone.now() - FRESH)
    return next((view for view in removed if view.query.get("list", "") == of), None)


def address_of(query: dict[str, str]) -> str:
    """Where a view leads to."""
    way, _filters = LISTS[query.get("list", "")]
    return f"{reverse(way)}?{urlencode({name: code for name, code in query.items() if name != 'list'})}"


def _reach(request: HttpRequest) -> set[Any]:
    """The areas in sight and those above: what a desk shares with its area reaches the villages below it."""
    tops = sight_of(request).tops()
    codes = {code for area in tops for code in area.codes[:-1]}
    above = set(Area.objects.filter(code__in=codes).values_list("pk", flat=True)) if codes else set()
    return above | {area.pk for area in tops}


@require_POST
def views(request: HttpRequest) -> HttpResponse:
    """One step with a view of one's own."""
    ask(request.user, "household.see")
    form = ViewStep(request.POST)
    if not form.is_valid():
        messages.error(request, _("没有看懂要做什么，什么都没有改。"))
        return redirect("desk:households")
    step, now = form.cleaned_data["step"], timezone.now()
    if step == "keep":
        return _keep(request)
    own = SavedView.objects.filter(by=request.user)
    view = get_object_or_404(own, pk=form.cleaned_data["key"])
    back = address_of(view.query)
    try:
        if step == "remove":
            actions.remove_view(view, actor=request.user, now=now)
            way, _filters = LISTS[view.query.get("list", "")]
            return redirect(f"{reverse(way)}?area={view.query.get('area', WHOLE)}")
        if step == "bring_back":
            actions.bring_back_view(view, actor=request.user, now=now)
        else:
            named = ViewName(request.POST)
            if named.is_valid():
                name = named.cleaned_data["name"]
                actions.rename_view(view, name=name, actor=request.user, now=now)
    except actions.ViewRefused as refused:
        messages.error(request, str(REFUSALS[str(refused)]))
    return redirect(back)


def _keep(request: HttpRequest) -> HttpResponse:
    way, kind = LISTS.get(request.POST.get("list", ""), LISTS[""])
    named, filters = ViewName(request.POST), kind(request.POST)
    if not named.is_valid() or not filters.is_valid():
        messages.error(request, _("没有保存：请给视图起个名字，最多 20 个字。"))
        return redirect(way)
    query = filters.query
    place = sight_of(request).place(query.get("area", ""))
    shares = named.cleaned_data["is_shared"] and place is not None
    try:
        actions.keep_view(
            name=named.cleaned_data["name"],
            query=query,
            shared_with=place.area if shares and place else None,
            actor=request.user,
            now=timezone.now(),
        )
        messages.success(request, _("已保存，列表上方随时点得到。"))
    except actions.ViewRefused as refused:
        messages.error(request, str(REFUSALS[str(refused)]))
    return redirect(address_of(query))
