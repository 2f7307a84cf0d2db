"""What the office decides of what phones told: which of two claims stands, and changes in families."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lianxin.desk.visits.deciding import heirs_of
from lianxin.desk.visits.forms import ClashForm, FamilyForm
from lianxin.desk.visits.steps import carry_out, new_head, to_decide
from lianxin.visits.actions import decide_proposal, settle_clash
from lianxin.visits.models import Clash, FamilyProposal
from lianxin.visits.vocabulary import Side


@require_POST
def clash(request: HttpRequest, key: UUID) -> HttpResponse:
    """Say which of the two stands."""
    clash = to_decide(request, Clash, key)

    def settle(given: dict[str, Any], now: datetime) -> None:
        settle_clash(clash, keep=Side(given["claim"]), words=given["words"], actor=request.user, now=now)

    unclear = _("请选定哪一种说法算数，并写明凭什么。")
    followed = carry_out(request, clash.household, ClashForm(request.POST), settle, unclear=unclear)
    if followed:
        told = {"number": clash.household.number, "tier": followed.after}
        if followed.before != followed.after:
            messages.success(request, _("已定。%(number)s 户的类别变为%(tier)s。") % told)
        else:
            messages.success(request, _("已定，%(number)s 户的登记照这个算；另一种说法仍留在历史里。") % told)
    return redirect("desk:clashes")


@require_POST
def family(request: HttpRequest, key: UUID) -> HttpResponse:
    """Put a change into the register, or not."""
    proposal = to_decide(request, FamilyProposal, key)
    form = FamilyForm(heirs_of(proposal), request.POST)

    def decide(given: dict[str, Any], now: datetime) -> None:
        decide_proposal(
            proposal,
            accept=given["accept"],
            words=given["answer"],
            new_head=new_head(proposal, given),
            actor=request.user,
            now=now,
        )

    if carry_out(request, proposal.household, form, decide, unclear=_("请选定改还是不改。")):
        accepted = form.cleaned_data["accept"]
        done = _("已照这样改了登记。") if accepted else _("没有改登记，理由提出的干部看得到。")
        messages.success(request, done)
    return redirect("desk:family-changes")
