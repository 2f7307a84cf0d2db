"""One draft: what it comes to, compared with today; adopting it, putting it aside, taking it back."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import F, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from lianxin.areas.models import Area
from lianxin.desk.households.rows import rows_of
from lianxin.desk.paging import page_of
from lianxin.desk.pairing.forms import PairsFilter
from lianxin.desk.pairing.trials import tried_in_words
from lianxin.desk.pairing.words import PARTS, limits_in_words, reasons_in_words, refusal, stopped_in_words
from lianxin.desk.unclear import unclear
from lianxin.pairing.actions import drop_draft
from lianxin.pairing.models import Draft, DraftPair
from lianxin.pairing.refusals import PairingRefused
from lianxin.people.access import ask
from lianxin.work.actions import ask_for
from lianxin.work.models import Work

PEOPLE = ("asked_by", "adopted_by", "leaving")


def seen_draft(request: HttpRequest, key: UUID) -> Draft:
    """The draft; drafts are made and seen for the whole district."""
    ask(request.user, "pairing.draft")
    return get_object_or_404(Draft.objects.select_related(*PEOPLE), pk=key)


@require_GET
def draft(request: HttpRequest, key: UUID) -> HttpResponse:
    draft = seen_draft(request, key)
    form = PairsFilter(request.GET)
    if not form.is_valid():
        return unclear(request, form)
    context: dict[str, Any] = {
        "draft": draft,
        "work": Work.objects.about(draft.pk).first(),
        "here": "pairing",
    }
    if draft.solved_at and draft.trial is not None:
        context |= tried_in_words(draft)
    elif draft.solved_at:
        context |= _compared(draft, form.cleaned_data)
    return render(request, "desk/pairing/draft.html", context)


def _compared(draft: Draft, wished: dict[str, Any]) -> dict[str, Any]:
    counted = draft.summary
    if draft.leaving_id:  # who leaves is not among the cadres, and so nobody seems to change
        counted = counted | {"changed": counted["paired"]}
    show = wished["show"] or ("changed" if counted["changed"] else "all")
    pairs = _wished(draft, show, wished["town"]).select_related("household__area", "staff", "before")
    page = page_of(pairs, "pk", after=wished["after"], before=wished["before"])
    rows = {row.household.pk: row for row in rows_of(pair.household for pair in page.rows)}
    towns = {one["code"]: one["name"] for one in counted["towns"]}
    return {
        "counted": counted,
        "parts": [(PARTS[name], points) for name, points in counted["parts"].items() if points],
        "limits": limits_in_words(counted["limits"]),
        "stopped": stopped_in_words(counted),
        "show": show,
        "town": wished["town"],
        "town_name": towns.get(wished["town"], ""),
        "page": page,
        "listed": [(pair, rows[pair.household_id], reasons_in_words(pair.reasons)) for pair in page.rows],
    }


def _wished(draft: Draft, show: str, town: str) -> QuerySet[DraftPair]:
    pairs = DraftPair.objects.filter(draft=draft)
    if show == "changed":
        pairs = pairs.filter(before__isnull=False).exclude(staff=F("before"))
    elif show == "unpaired":
        pairs = pairs.filter(staff=None)
    if town:
        top = Area.objects.filter(code=town).first()
        pairs = pairs.filter(household__area__in=Area.objects.within_ids(top)) if top else pairs.none()
    return pairs


@require_POST
def adoption(request: HttpRequest, key: UUID) -> HttpResponse:
    """Let a draft take effect, in the background."""
    draft = seen_draft(request, key)
    if not draft.is_open or draft.solved_at is None:
        messages.error(request, refusal(PairingRefused("ended" if not draft.is_open else "not-solved")))
    else:
        ask_for("pairing.adopt", subject_id=draft.pk, actor=request.user, now=timezone.now())
    return redirect("desk:pairing-draft", draft.pk)


@require_POST
def removal(request: HttpRequest, key: UUID) -> HttpResponse:
    """Put a draft aside; nothing changes for any household."""
    draft = seen_draft(request, key)
    try:
        drop_draft(draft, actor=request.user, now=timezone.now())
    except PairingRefused as refused:
        messages.error(request, refusal(refused))
        return redirect("desk:pairing-draft", draft.pk)
    messages.success(request, _("方案已放弃，什么都没有变。"))
    return redirect("desk:pairing")


@require_POST
def undoing(request: HttpRequest, key: UUID) -> HttpResponse:
    """Give the households back to the cadres they had before the draft, in the background."""
    draft = seen_draft(request, key)
    if draft.adopted_at is None or draft.undone_at is not None:
        messages.error(request, refusal(PairingRefused("not-adopted")))
    else:
        ask_for("pairing.undo", subject_id=draft.pk, actor=request.user, now=timezone.now())
    return redirect("desk:pairing-draft", draft.pk)
