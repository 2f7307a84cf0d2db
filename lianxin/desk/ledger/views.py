"""台账: what happened in sight, the latest first, in plain sentences; found by who, what, where and when."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from lianxin.desk.ledger.forms import LedgerFilter, SearchForm
from lianxin.desk.ledger.looking import looking, places_to_choose, staff_called
from lianxin.desk.paging import Page
from lianxin.desk.telling import GROUPS, tell
from lianxin.desk.unclear import unclear
from lianxin.ledger.chain import chain_status
from lianxin.ledger.search import Found, find
from lianxin.people.access import ask
from lianxin.work.actions import ask_for
from lianxin.work.models import Work

CHECK = "ledger.check"
SOUGHT = ("who", "household", "area", "first", "last", "about")


@require_GET
def ledger(request: HttpRequest) -> HttpResponse:
    ask(request.user, "ledger.see")
    form = LedgerFilter(request.GET)
    if not form.is_valid():
        return unclear(request, form)
    wished = form.cleaned_data
    sought = looking(wished, request.user)
    found = Found([])
    if sought.search:
        found = find(sought.search, older_than=wished["after"], newer_than=wished["before"])
    work = Work.objects.filter(kind=CHECK).order_by("-asked_at").first()
    context: dict[str, Any] = {
        "groups": [(group, words) for group, (words, _begins) in GROUPS.items()],
        "about": wished["about"],
        "form": SearchForm(places_to_choose(request.user, wished["area"]), initial=wished),
        "wished": {name: wished[name] for name in SOUGHT if wished[name]},
        "is_narrowed": any(wished[name] for name in SOUGHT if name != "about"),
        "missing": sought.missing,
        "page": Page(found.events, found.newer, found.older),
        "told": tell(found.events),
        "chain": chain_status(),
        "work": work,
        "is_busy": work is not None and work.is_open,
    }
    return render(request, "desk/ledger/ledger.html", context)


@require_POST
def searches(request: HttpRequest) -> HttpResponse:
    """Turn what was typed into an address that holds no name; ask back when several people have it."""
    ask(request.user, "ledger.see")
    form = SearchForm(places_to_choose(request.user, request.POST.get("area", "")), request.POST)
    if not form.is_valid():
        return render(request, "desk/ledger/search.html", {"form": form, "here": "ledger"})
    given = form.cleaned_data
    named = staff_called(given["who"]) if given["who"] else []
    if len(named) > 1:
        choices = [(one, _address(given | {"who": one.number})) for one in named]
        return render(request, "desk/ledger/choose.html", {"choices": choices, "here": "ledger"})
    if given["who"] and not named:
        form.add_error("who", _("没有这个工号，也没有叫这个姓名的干部。"))
        return render(request, "desk/ledger/search.html", {"form": form, "here": "ledger"})
    return redirect(_address(given | {"who": named[0].number if named else ""}))


@require_POST
def checks(request: HttpRequest) -> HttpResponse:
    """Have the whole ledger read and compared with its seals, in the background."""
    ask(request.user, "ledger.see")
    if not Work.objects.open().filter(kind=CHECK).exists():
        ask_for(CHECK, actor=request.user, now=timezone.now())
    return redirect("desk:ledger")


def _address(given: dict[str, Any]) -> str:
    query = urlencode({name: given[name] for name in SOUGHT if given.get(name)})
    return f"{reverse('desk:ledger')}?{query}"
