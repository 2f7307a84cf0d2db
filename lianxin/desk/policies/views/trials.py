"""Trying a draft out, and adopting it: what would happen is said before, and the way back after."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from lianxin.classification import actions
from lianxin.desk.policies.draft_page import DraftPage
from lianxin.desk.policies.trial_page import TIERS, TrialPage
from lianxin.desk.policies.views.drafts import seen_draft
from lianxin.desk.policies.words import found_words, kind_word
from lianxin.policies.actions import DraftChanged, DraftClosed, NotSound
from lianxin.policies.drafting.writing import identity_of
from lianxin.policies.models import Policy, PolicyDraft
from lianxin.work.models import Work


@require_http_methods(["GET", "POST"])
def trial(request: HttpRequest, key: UUID) -> HttpResponse:
    """What the draft would change; a POST works it out, in the background where the register is large."""
    draft = seen_draft(request, key)
    if draft.kind != "tiers":
        messages.info(request, _("只有分类办法可以试算。"))
        return redirect("desk:draft", draft.pk)
    if request.method == "POST":
        try:
            actions.start_trial(draft, actor=request.user, now=timezone.now())
        except NotSound:
            messages.warning(request, _("草稿里还有写错的地方，先改好再试算。"))
            return redirect("desk:draft", draft.pk)
        return redirect("desk:draft-trial", draft.pk)
    work = Work.objects.about(draft.pk).first()
    context = {
        "draft": draft,
        "kind": kind_word(draft.kind),
        "trial": TrialPage.of(draft, request.user),
        "tiers": TIERS,
        "work": work,
        "is_busy": work is not None and work.is_open,
        "has_failed": work is not None and work.state == Work.FAILED,
        "here": "policies",
    }
    return render(request, "desk/policies/trial.html", context)


@require_http_methods(["GET", "POST"])
def adoption(request: HttpRequest, key: UUID) -> HttpResponse:
    """Say what adopting will do; a POST adopts."""
    draft = seen_draft(request, key)
    if draft.adopted_id:
        return redirect("desk:policy", draft.adopted_id)
    if request.method == "POST":
        return _adopt(request, draft)
    return adoption_page(request, draft)


def _adopt(request: HttpRequest, draft: PolicyDraft) -> HttpResponse:
    version = request.POST.get("version", "")
    try:
        if version != str(draft.version):
            raise DraftChanged(draft)
        policy = actions.adopt_and_judge(draft, version=draft.version, actor=request.user, now=timezone.now())
    except DraftChanged:
        messages.warning(request, _("这份草稿又改过了，没有采用。请再看一遍。"))
        return redirect("desk:draft-adoption", draft.pk)
    except DraftClosed:
        messages.warning(request, _("这份草稿已经采用或者丢弃了。"))
        return redirect("desk:draft", draft.pk)
    except NotSound as unsound:
        return adoption_page(request, draft, [found_words(one) for one in unsound.found], status=422)
    messages.success(request, _("已采用 %(id)s。") % {"id": policy.document_id})
    return redirect("desk:policy", policy.pk)


def adoption_page(
    request: HttpRequest, draft: PolicyDraft, faults: list[str] | None = None, *, status: int = 200
) -> HttpResponse:
    page = DraftPage(draft)
    document = page.checked.document
    today = timezone.localdate()
    later = (
        Policy.objects.of_kind(draft.kind).filter(effective_on__gt=document.effective_on)
        if document
        else None
    )
    context = {
        "draft": draft,
        "kind": kind_word(draft.kind),
        "identity": identity_of(draft.content, Policy.objects.values_list("document_id", flat=True)),
        "document": document,
        "is_sound": page.checked.is_sound,
        "faults": faults or [],
        "is_too_early": document is not None and document.effective_on < today,
        "is_today": document is not None and document.effective_on <= today,
        "in_force": Policy.objects.in_force(draft.kind, today),
        "later": later.order_by("effective_on").first() if later is not None else None,
        "trial": TrialPage.of(draft, request.user),
        "here": "policies",
    }
    return render(request, "desk/policies/adoption.html", context, status=status)
