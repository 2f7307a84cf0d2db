"""Drafts: starting one from a version or a file, its page, putting it away and taking it back."""

from datetime import date, timedelta
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from lianxin.desk.policies.differences import DifferencesPage
from lianxin.desk.policies.draft_page import DraftPage, fingerprint_of
from lianxin.desk.policies.forms import HeadForm, ValuesForm
from lianxin.desk.policies.trial_page import TrialPage
from lianxin.desk.policies.views.versions import as_file, policies_page
from lianxin.desk.policies.words import fault_words, kind_word
from lianxin.people.access import ask
from lianxin.policies import actions
from lianxin.policies.comparing import compare
from lianxin.policies.drafting.writing import write
from lianxin.policies.faults import PolicyError, fault
from lianxin.policies.models import Policy, PolicyDraft
from lianxin.policies.nodes import MAX_CHARACTERS
from lianxin.work.models import Work


def seen_draft(request: HttpRequest, key: UUID) -> PolicyDraft:
    """The draft, for those who may adopt policies; nobody else sees what is only thought about."""
    ask(request.user, "policy.adopt")
    people = ("base", "edited_by", "started_by", "adopted")
    return get_object_or_404(PolicyDraft.objects.select_related(*people), pk=key)


@require_POST
def drafts(request: HttpRequest) -> HttpResponse:
    """Start a draft from a version (`base`), or from a policy file (`file`)."""
    ask(request.user, "policy.adopt")
    now = timezone.now()
    file = request.FILES.get("file")
    if file is not None:
        try:
            draft = actions.import_draft(
                _text(file.read(4 * MAX_CHARACTERS + 1)), actor=request.user, now=now
            )
        except PolicyError as error:
            faults = [(one.line, one.column, fault_words(one)) for one in error.faults]
            return policies_page(request, faults=faults, status=422)
        messages.success(request, _("文件已经读成草稿，可以接着改、试算。"))
        return redirect("desk:draft", draft.pk)
    base = Policy.objects.filter(pk=_uuid(request.POST.get("base", ""))).first()
    if base is None:
        messages.warning(request, _("请先选一份文件，或者从一个版本起草。"))
        return redirect("desk:policies")
    day = first_day_for(base, timezone.localdate(now), is_way_back="back" in request.POST)
    draft = actions.start_draft(base, effective_on=day, actor=request.user, now=now)
    return redirect("desk:draft", draft.pk)


def first_day_for(base: Policy, today: date, *, is_way_back: bool) -> date:
    """The day a new draft proposes: the first of next month; on the way back at once, after the newest."""
    if not is_way_back:
        return (today.replace(day=1) + timedelta(days=32)).replace(day=1)
    newest = Policy.objects.of_kind(base.kind).order_by("-effective_on").first()
    return max(today, newest.effective_on) if newest else today


def _text(data: bytes) -> str:
    if len(data) > 4 * MAX_CHARACTERS:
        raise PolicyError([fault(1, 1, "too_large", limit=MAX_CHARACTERS)])
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise PolicyError([fault(1, 1, "not_text")]) from None


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


@require_GET
def draft(request: HttpRequest, key: UUID) -> HttpResponse:
    draft = seen_draft(request, key)
    if draft.adopted_id:
        return redirect("desk:policy", draft.adopted_id)
    return draft_page(request, draft)


def draft_page(
    request: HttpRequest,
    draft: PolicyDraft,
    *,
    head: HeadForm | None = None,
    values: ValuesForm | None = None,
    status: int = 200,
) -> HttpResponse:
    page = DraftPage(draft)
    content = draft.content
    known = {"effective_on": content["effective_on"], "source": content["source"]}
    work = Work.objects.about(draft.pk).first()
    document = page.checked.document
    context = {
        "draft": draft,
        "kind": kind_word(draft.kind),
        "page": page,
        "head": head or HeadForm(initial=known),
        "head_seen": fingerprint_of(known),
        "values": values,
        "trial": TrialPage.of(draft, request.user),
        "is_trying": work is not None and work.is_open,
        "differences": DifferencesPage(compare(page.base, document), page.base, document)
        if page.base and document
        else None,
        "here": "policies",
    }
    return render(request, "desk/policies/draft.html", context, status=status)


@require_GET
def draft_document(request: HttpRequest, key: UUID) -> HttpResponse:
    """The draft as a policy file, right or wrong."""
    draft = seen_draft(request, key)
    return as_file(write(draft.content).text, f"{draft.kind}-{draft.content['effective_on']}")


@require_POST
def removal(request: HttpRequest, key: UUID) -> HttpResponse:
    """Put the draft away; the list of policies offers it back."""
    draft = seen_draft(request, key)
    try:
        actions.discard_draft(draft, actor=request.user, now=timezone.now())
    except actions.DraftClosed:
        messages.warning(request, _("这份草稿已经采用或者丢弃了。"))
    else:
        messages.success(request, _("草稿已经丢弃，在“丢弃的草稿”里还能取回。"))
    return redirect("desk:policies")


@require_POST
def restoration(request: HttpRequest, key: UUID) -> HttpResponse:
    """Take a discarded draft back."""
    draft = seen_draft(request, key)
    try:
        actions.restore_draft(draft, actor=request.user, now=timezone.now())
    except actions.DraftClosed:
        messages.warning(request, _("这份草稿没有丢弃，或者已经采用了。"))
    return redirect("desk:draft", draft.pk)
