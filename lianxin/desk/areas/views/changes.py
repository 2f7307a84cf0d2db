"""Changing an area in two steps: what is wished, then what it will do; only then is it done."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import NON_FIELD_ERRORS
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from lianxin.areas.refusals import AreaRefusal
from lianxin.desk.areas.changes import CHANGES
from lianxin.desk.areas.views.sight import seen_area

SURE, BACK = "sure", "back"
"""The buttons of the second step."""


@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, code: str, what: str) -> HttpResponse:
    """The form of a change; with POST what it will do; with POST and `sure` it is done."""
    area = seen_area(request, code, "area.edit")
    change = CHANGES.get(what)
    if change is None:
        raise Http404
    if not change.fits(area):
        return redirect("desk:area", area.code)
    form = change.form(area, request.POST or None)
    context: dict[str, Any] = {"area": area, "change": change, "form": form, "here": "areas"}
    if request.method == "POST" and BACK not in request.POST and form.is_valid():
        by = {"actor": request.user, "now": timezone.now()}
        try:
            if SURE in request.POST:
                changed = change.run(area, form.cleaned_data, by)
                messages.success(request, str(change.done))
                return redirect("desk:area", changed.code)
            change.rehearse(area, form.cleaned_data, **by)
            context["foreseen"] = change.foresee(area, form.cleaned_data)
        except AreaRefusal as refused:
            form.add_error(NON_FIELD_ERRORS, str(refused))
    return render(request, "desk/areas/change.html", context)
