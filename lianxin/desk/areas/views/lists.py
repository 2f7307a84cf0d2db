"""Comparing the tree with a new edition of the division list: what differs, and what it can change."""

import csv
import io
from dataclasses import asdict
from typing import Any

from django.contrib import messages
from django.core.exceptions import NON_FIELD_ERRORS
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from lianxin.areas.actions import compare_with_tree, follow_list
from lianxin.areas.actions.following import as_division
from lianxin.areas.divisions import COLUMNS, read_divisions
from lianxin.areas.faults import DivisionsRefused, Fault
from lianxin.areas.models import Area
from lianxin.areas.refusals import AreaRefusal
from lianxin.areas.vocabulary import Division
from lianxin.desk.areas.forms import ListForm
from lianxin.desk.areas.views.changes import BACK, SURE
from lianxin.desk.words import is_english
from lianxin.people.access import ask


@require_http_methods(["GET", "HEAD", "POST"])
def list_(request: HttpRequest) -> HttpResponse:
    """A form; with POST what differs; with POST and `sure` the tree follows the list."""
    ask(request.user, "area.edit")
    form = ListForm(request.POST or None, request.FILES or None)
    context: dict[str, Any] = {"form": form, "here": "areas"}
    if request.method == "POST" and BACK not in request.POST and form.is_valid():
        content, reason = form.content(), form.cleaned_data["reason"]
        by = {"reason": reason, "actor": request.user, "now": timezone.now()}
        try:
            divisions = read_divisions(content)
            if SURE in request.POST:
                follow_list(divisions=divisions, **by)
                messages.success(request, _("区划已照表更新。每一处都可以在它的页面上收回。"))
                return redirect("desk:areas")
            context |= {"found": compare_with_tree(divisions), "text": as_csv(divisions), "reason": reason}
            with transaction.atomic():
                follow_list(divisions=divisions, **by)
                transaction.set_rollback(True)
        except DivisionsRefused as refused:
            context["faults"] = [(fault, in_words(fault)) for fault in refused.faults]
        except AreaRefusal as refused:
            context["stopped"] = str(refused)
            form.add_error(NON_FIELD_ERRORS, str(refused))
    return render(request, "desk/areas/list.html", context)


@require_GET
def present(request: HttpRequest) -> HttpResponse:
    """The open areas as a division list that can be read in again."""
    ask(request.user, "area.edit")
    areas = Area.objects.open().select_related("parent").order_by("path")
    response = HttpResponse(
        "\ufeff" + as_csv([as_division(area) for area in areas]), content_type="text/csv; charset=utf-8"
    )
    response["Content-Disposition"] = 'attachment; filename="areas.csv"'
    return response


def as_csv(divisions: list[Division]) -> str:
    text = io.StringIO()
    lines = csv.DictWriter(text, COLUMNS, lineterminator="\n")
    lines.writeheader()
    lines.writerows(asdict(division) for division in divisions)
    return text.getvalue()


def in_words(fault: Fault) -> str:
    return fault.message_en if is_english() else fault.message
