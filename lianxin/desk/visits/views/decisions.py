"""What the office decides of what phones told: which of two claims stands, and changes in families."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lianxin.desk.following import follow
from lianxin.desk.planning.words import refusal
from lianxin.desk.visits.deciding import heirs_of
from lianxin.desk.visits.forms import ClashForm, FamilyForm
from lianxin.people.access import ask
from lianxin.registry.models import Resident
from lianxin.visits.actions import VisitsRefused, decide_proposal, settle_clash
from lianxin.visits.models import Clash, FamilyProposal
from lianxin.visits.vocabulary import Side


@require_POST
def clash(request: HttpRequest, key: UUID) -> HttpResponse:
    """Say which of the two stands."""
    seen = Clash.objects.seen_by(request.user).select_related("household__area")
    clash = get_object_or_404(seen, pk=key)
    ask(request.user, "household.edit", clash)
    form = ClashForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("请选定哪一种说法算数，并写明凭什么。"))
        return redirect("desk:clashes")
    given, now = form.cleaned_data, timezone.now()
    try:
        settle_clash(clash, keep=Side(given["claim"]), words=given["words"], actor=request.user, now=now)
    except VisitsRefused as refused:
        messages.error(request, refusal(refused))
        return redirect("desk:clashes")
    followed = follow(clash.household, now=now)
    told = {"number": clash.household.number, "tier": followed.after}
    if followed.before != followed.after:
        messages.success(request, _("已定。%(number)s 户的类别变为%(tier)s。") % told)
    else:
        messages.success(request, _("已定，%(number)s 户的登记照这个算；另一种说法仍留在历史里。") % told)
    return redirect("desk:clashes")


@require_POST
def family(request: HttpRequest, key: UUID) -> HttpResponse:
    """Put a change into the register, or not."""
    seen = FamilyProposal.objects.seen_by(request.user).select_related("household__area")
    proposal = get_object_or_404(seen, pk=key)
    ask(request.user, "household.edit", proposal)
    form = FamilyForm(heirs_of(proposal), request.POST)
    if not form.is_valid():
        messages.error(request, _("请选定改还是不改。"))
        return redirect("desk:family-changes")
    given, now = form.cleaned_data, timezone.now()
    heir = Resident.objects.present().filter(household=proposal.household_id, pk=given["new_head"] or None)
    try:
        decide_proposal(
            proposal,
            accept=given["accept"],
            words=given["answer"],
            new_head=heir.first(),
            actor=request.user,
            now=now,
        )
    except VisitsRefused as refused:
        messages.error(request, refusal(refused))
        return redirect("desk:family-changes")
    follow(proposal.household, now=now)
    done = _("已照这样改了登记。") if given["accept"] else _("没有改登记，理由提出的干部看得到。")
    messages.success(request, done)
    return redirect("desk:family-changes")
