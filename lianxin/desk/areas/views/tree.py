"""区划: the tree of areas with their figures; a branch unfolds with and without script."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from lianxin.desk.areas.forms import TreeFilter
from lianxin.desk.areas.tree import ALL, Tree
from lianxin.desk.areas.views.sight import seen_area
from lianxin.desk.unclear import unclear
from lianxin.people.access import ask, may


@require_GET
def areas(request: HttpRequest) -> HttpResponse:
    ask(request.user, "area.see")
    form = TreeFilter(request.GET)
    if not form.is_valid():
        return unclear(request, form)
    name, unfold = "".join(form.cleaned_data["name"].split()), form.cleaned_data["unfold"]
    tree = Tree(request.user)
    lines = tree.found(name) if name else tree.lines(unfold)
    context = {
        "name": name,
        "lines": lines,
        "hits": sum(line.is_hit for line in lines),
        "is_whole": unfold == ALL,
        "total": sum(area.is_open for area in tree.areas.values()),
        "closed": sum(not area.is_open for area in tree.areas.values()),
        "today": timezone.localdate(),
        "may_edit": may(request.user, "area.edit"),
    }
    return render(request, "desk/areas/areas.html", context)


@require_GET
def below(request: HttpRequest, code: str) -> HttpResponse:
    """The rows right below one area, for the script that unfolds a branch in its place."""
    area = seen_area(request, code)
    return render(request, "desk/areas/branch.html", {"lines": Tree(request.user, inside=area).below(area)})
