"""Taking back what was decided of two claims or of a family; answering words about the system."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lianxin.desk.following import follow
from lianxin.desk.planning.words import refusal
from lianxin.desk.visits.deciding import heirs_after
from lianxin.desk.visits.figures import feedback_seen
from lianxin.desk.visits.forms import ReopeningForm, ReplyForm
from lianxin.people.access import ask
from lianxin.registry.models import Resident
from lianxin.visits.actions import VisitsRefused, answer_feedback, reopen_clash, reopen_proposal
from lianxin.visits.models import Clash, FamilyProposal
from lianxin.visits.vocabulary import Replied


@require_POST
def clash(request: HttpRequest, key: UUID) -> HttpResponse:
    seen = Clash.objects.seen_by(request.user).select_related("household__area")
    clash = get_object_or_404(seen, pk=key)
    ask(request.user, "household.edit", clash)
    form = ReopeningForm([], request.POST)
    if not form.is_valid():
        messages.error(request, _("请写明为什么撤回。"))
        return redirect("desk:clashes")
    now = timezone.now()
    try:
        reopen_clash(clash, words=form.cleaned_data["words"], actor=request.user, now=now)
    except VisitsRefused as refused:
        messages.error(request, refusal(refused))
        return redirect("desk:clashes")
    follow(clash.household, now=now)
    messages.success(request, _("撤回了。两种说法又都在，请重新定；没定以前来源更可靠的先算数。"))
    return redirect("desk:clashes")


@require_POST
def family(request: HttpRequest, key: UUID) -> HttpResponse:
    seen = FamilyProposal.objects.seen_by(request.user).select_related("household__area")
    proposal = get_object_or_404(seen, pk=key)
    ask(request.user, "household.edit", proposal)
    form = ReopeningForm(heirs_after(proposal), request.POST)
    if not form.is_valid():
        messages.error(request, _("请写明为什么撤回。"))
        return redirect("desk:family-changes")
    given, now = form.cleaned_data, timezone.now()
    heir = Resident.objects.present().filter(household=proposal.household_id, pk=given["new_head"] or None)
    try:
        reopen_proposal(proposal, words=given["words"], new_head=heir.first(), actor=request.user, now=now)
    except VisitsRefused as refused:
        messages.error(request, refusal(refused))
        return redirect("desk:family-changes")
    follow(proposal.household, now=now)
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
