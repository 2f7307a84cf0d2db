"""Seeing an ID number or a phone in full: for a purpose, once, and written down."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from lianxin.desk.households.forms import DisclosureForm
from lianxin.people.access import ask
from lianxin.registry.actions import reveal
from lianxin.registry.models import Resident


@require_POST
def disclosures(request: HttpRequest, key: UUID) -> HttpResponse:
    """Answer with the number itself, on a page or (asked for by the script) as a fragment for its place."""
    seen = Resident.objects.seen_by(request.user).select_related("household__area")
    resident = get_object_or_404(seen, pk=key)
    ask(request.user, "household.reveal", resident)
    form = DisclosureForm(request.POST)
    if not form.is_valid():
        return HttpResponseBadRequest()
    field, purpose = form.cleaned_data["field"], form.cleaned_data["purpose"]
    number = reveal(resident, field, purpose=purpose, actor=request.user, now=timezone.now())
    is_fragment = request.headers.get("X-Fragment") == "1"
    template = "desk/parts/disclosed.html" if is_fragment else "desk/households/disclosure.html"
    context = {"resident": resident, "field": field, "number": number, "here": "households"}
    return render(request, template, context)
