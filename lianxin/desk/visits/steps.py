"""The steps of a decision about what a visit told, and of taking one back: seen, asked, done, followed."""

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone

from lianxin.desk.following import Followed, follow
from lianxin.desk.planning.words import refusal
from lianxin.people.access import ask
from lianxin.registry.models import Household, Resident
from lianxin.visits.actions import VisitsRefused
from lianxin.visits.models import FamilyProposal


def to_decide(request: HttpRequest, kind: Any, key: UUID) -> Any:
    """The clash or proposal of a key, for whoever may decide on it; else 404 or 403."""
    seen = kind.objects.seen_by(request.user).select_related("household__area")
    one = get_object_or_404(seen, pk=key)
    ask(request.user, "household.edit", one)
    return one


def carry_out(
    request: HttpRequest,
    household: Household,
    form: forms.Form,
    act: Callable[[dict[str, Any], datetime], Any],
    *,
    unclear: str,
) -> Followed | None:
    """Do what the form says and let the register follow; None, and a message why, if it came to nothing."""
    if not form.is_valid():
        messages.error(request, unclear)
        return None
    now = timezone.now()
    try:
        act(form.cleaned_data, now)
    except VisitsRefused as refused:
        messages.error(request, refusal(refused))
        return None
    return follow(household, now=now)


def new_head(proposal: FamilyProposal, given: dict[str, Any]) -> Resident | None:
    """Whom the form names to lead the household, if he lives there."""
    here = Resident.objects.present().filter(household=proposal.household_id)
    return here.filter(pk=given["new_head"] or None).first()
