"""Taking back what was decided of two claims or of a family; answering words about the system."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lianxin.desk.visits.deciding import heirs_after
from lianxin.desk.visits.figures import feedback_seen
from lianxin.desk.visits.forms import ReopeningForm, ReplyForm
from lianxin.desk.visits.steps import carry_out, new_head, to_decide
from lianxin.people.access import ask
from lianxin.visits.actions import answer_feedback, reopen_clash, reopen_proposal
from lianxin.visits.models import Clash, FamilyProposal
from lianxin.visits.vocabulary import Replied


@require_POST
def clash(request: HttpRequest, key: UUID) -> HttpResponse:
    clash = to_decide(request, Clash, key)

    def reopen(given: dict[str, Any], now: datetime) -> None:
        reopen_clash(clash, words=given["words"], actor=request.user, now=now)

    form = ReopeningForm([], request.POST)
    if carry_out(request, clash.household, form, reopen, unclear=_("请写明为什么撤回。")):
        messages.success(request, _("撤回了。两种说法又都在，请重新定；没定以前来源更可靠的先算数。"))
    return redirect("desk:clashes")


@require_POST
def family(request: HttpRequest, key: UUID) -> HttpResponse:
    proposal = to_decide(request, FamilyProposal, key)

    def reopen(given: dict[str, Any], now: datetime) -> None:
        heir = new_head(proposal, given)
        reopen_proposal(proposal, words=given["words"], new_head=heir, actor=request.user, now=now)

    form = ReopeningForm(heirs_after(proposal), request.POST)
    if carry_out(request, proposal.household, form, reopen, unclear=_("请写明为什么撤回。")):
        messages.success(request, _("撤回了，登记回到定以前的样子；这条变动重新等人定。"))
    return redirect("desk:family-changes")


@require_POST
def reply(request: HttpRequest, key: UUID) -> HttpResponse:
    """Answer what a cadre said of the system."""
    ask(request.user, "upload.resolve")
    feedback = get_object_or_404(feedback_seen(request.user), pk=key)
    form = ReplyForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("请选定怎么办，并回他一句。"))
        return redirect("desk:feedback")
    given = form.cleaned_data
    answer_feedback(
        feedback,
        became=Replied(given["became"]),
        words=given["words"],
        actor=request.user,
        now=timezone.now(),
    )
    messages.success(request, _("答复了，他下次连上就看得到。"))
    return redirect("desk:feedback")
