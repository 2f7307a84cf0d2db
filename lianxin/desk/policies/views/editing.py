"""Changing a draft, a part at a time. What somebody else changed meanwhile is shown, never overwritten."""

from collections.abc import Callable, Mapping
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lianxin.desk.policies.draft_page import fingerprint_of
from lianxin.desk.policies.forms import HeadForm, ValuesForm
from lianxin.desk.policies.views.drafts import draft_page, seen_draft
from lianxin.desk.policies.words import cited, refusal_words
from lianxin.policies import actions
from lianxin.policies.drafting import revising
from lianxin.policies.drafting.contents import Content
from lianxin.policies.drafting.revising import RevisionRefused
from lianxin.policies.models import PolicyDraft


def keep(request: HttpRequest, draft: PolicyDraft, change: Callable[[Content], Content], what: str) -> bool:
    """Change the draft and keep it; False after saying why not."""
    try:
        content = change(draft.content)
        actions.revise_draft(
            draft, content, version=draft.version, what=what, actor=request.user, now=timezone.now()
        )
    except RevisionRefused as refused:
        messages.warning(request, refusal_words(refused))
    except actions.DraftChanged:
        messages.warning(request, _("刚才有人也在改这份草稿，您的改动没有存。请看一眼现在的内容，再存一次。"))
    except actions.DraftClosed:
        messages.warning(request, _("这份草稿已经采用或者丢弃了，不能再改。"))
    else:
        return True
    return False


def is_unseen(request: HttpRequest, part: Mapping[str, object]) -> bool:
    """Whether somebody changed this part since the form was read; a form that does not say counts as seen."""
    seen = request.POST.get("seen", "")
    return bool(seen) and seen != fingerprint_of(part)


def now_reads(part: Mapping[str, str]) -> str:
    """What another person made of a part, so that one can decide."""
    told = "；".join(
        text for name in ("title_zh", "value", "when", "unit", "source") if (text := part.get(name))
    )
    return _("别人刚改过这一处，现在是：%(now)s。您写的还在下面；再存一次，就用您写的。") % {"now": told}


@require_POST
def head(request: HttpRequest, key: UUID) -> HttpResponse:
    """The day it takes effect, and its source."""
    draft = seen_draft(request, key)
    form = HeadForm(request.POST)
    if not form.is_valid():
        return draft_page(request, draft, head=form, status=422)
    known = {name: draft.content[name] for name in ("effective_on", "source")}
    if is_unseen(request, known):
        told = {"day": known["effective_on"], "source": cited(known["source"])}
        form.add_error(None, _("别人刚改过：现在是 %(day)s，%(source)s。再存一次，就用您写的。") % told)
        return draft_page(request, draft, head=form, status=409)
    day, source = form.cleaned_data["effective_on"].isoformat(), form.cleaned_data["source"]
    if keep(
        request, draft, lambda content: revising.with_head(content, effective_on=day, source=source), "head"
    ):
        messages.success(request, _("已存下。"))
    return redirect("desk:draft", draft.pk)


@require_POST
def numbers(request: HttpRequest, key: UUID) -> HttpResponse:
    """The values of the numbers: what was typed over, and nobody else changed, is kept."""
    draft = seen_draft(request, key)
    form = ValuesForm(draft.content, request.POST)
    if not form.is_valid():
        return draft_page(request, draft, values=form, status=422)
    stands = {number["name"]: number for number in draft.content["numbers"]}
    changes = form.changes()
    clashes = {
        name: typed for name, (was, typed) in changes.items() if stands[name]["value"] not in (was, typed)
    }
    kept = {name: typed for name, (_was, typed) in changes.items() if name not in clashes}
    if kept and keep(request, draft, lambda content: revising.with_values(content, kept), "numbers"):
        messages.success(request, _("已存下 %(count)d 个数。") % {"count": len(kept)})
    for name, typed in clashes.items():
        number = stands[name]
        told = {"title": number["title_zh"] or name, "now": number["value"], "typed": typed}
        messages.warning(
            request, _("%(title)s：别人刚改成 %(now)s，没有用您写的 %(typed)s。要改请再填一次。") % told
        )
    return redirect("desk:draft", draft.pk)


@require_POST
def undoing(request: HttpRequest, key: UUID) -> HttpResponse:
    """Take the last change back; once more brings it again."""
    draft = seen_draft(request, key)
    version = request.POST.get("version", "")
    try:
        if version != str(draft.version):
            raise actions.DraftChanged(draft)
        actions.undo_revision(draft, version=draft.version, actor=request.user, now=timezone.now())
    except actions.DraftChanged:
        messages.warning(request, _("这份草稿又改过了，没有撤销。请看一眼现在的内容。"))
    except actions.DraftClosed:
        messages.warning(request, _("这份草稿已经采用或者丢弃了，不能再改。"))
    else:
        messages.success(request, _("上一步已经撤销；再按一次就恢复。"))
    return redirect("desk:draft", draft.pk)
