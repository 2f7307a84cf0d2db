"""A number of a draft with its title, unit and source; and what an example must come out as."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from lianxin.desk.policies.draft_page import DraftPage, fingerprint_of
from lianxin.desk.policies.forms import ExpectationForm, NewNumberForm, NumberForm
from lianxin.desk.policies.views.drafts import seen_draft
from lianxin.desk.policies.views.editing import is_unseen, keep, now_reads
from lianxin.desk.policies.words import kind_word
from lianxin.policies.drafting import revising
from lianxin.policies.kinds import KINDS
from lianxin.policies.models import PolicyDraft

TEXTS = ("title_zh", "title_en", "value", "unit", "source")


@require_http_methods(["GET", "POST"])
def number(request: HttpRequest, key: UUID, name: str) -> HttpResponse:
    """Change one number, or take it out when no rule needs it."""
    draft = seen_draft(request, key)
    kept = next((one for one in draft.content["numbers"] if one["name"] == name), None)
    if kept is None:
        raise Http404
    if request.method == "GET":
        form = NumberForm(dict(kept))
        form.show(DraftPage(draft).checked.at("numbers", name))
        return number_page(request, draft, kept, form)
    if request.POST.get("do") == "remove":
        if keep(request, draft, lambda content: revising.without_number(content, name), "number"):
            messages.success(request, _("已删掉。要它回来，按“撤销上一步”。"))
        return redirect("desk:draft", draft.pk)
    form = NumberForm(request.POST)
    if not form.is_valid():
        return number_page(request, draft, kept, form, status=422)
    if is_unseen(request, kept):
        form.add_error(None, now_reads(kept))
        return number_page(request, draft, kept, form, status=409)
    given = {text: form.cleaned_data[text] for text in TEXTS}
    if keep(request, draft, lambda content: revising.with_number(content, name, given), "number"):
        messages.success(request, _("已存下。"))
    return redirect("desk:draft", draft.pk)


@require_http_methods(["GET", "POST"])
def new_number(request: HttpRequest, key: UUID) -> HttpResponse:
    """Add a number that rules can use."""
    draft = seen_draft(request, key)
    form = NewNumberForm(request.POST or None)
    if request.method == "GET":
        return number_page(request, draft, None, form)
    if not form.is_valid():
        return number_page(request, draft, None, form, status=422)
    given = {text: form.cleaned_data[text] for text in TEXTS}
    name = form.cleaned_data["name"]
    if not keep(
        request, draft, lambda content: revising.with_number(content, name, given, is_new=True), "number"
    ):
        return number_page(request, draft, None, form, status=409)
    messages.success(request, _("已加上，规则的条件里可以写 %(name)s 了。") % {"name": name})
    return redirect("desk:draft", draft.pk)


def number_page(
    request: HttpRequest, draft: PolicyDraft, kept: Any, form: NumberForm, *, status: int = 200
) -> HttpResponse:
    users = revising.rules_with(draft.content, kept["name"]) if kept else []
    context = {
        "draft": draft,
        "kind": kind_word(draft.kind),
        "number": kept,
        "form": form,
        "seen": fingerprint_of(kept) if kept else "",
        "rules": users,
        "is_needed": bool(kept) and kept["name"] in KINDS[draft.kind].numbers,
        "here": "policies",
    }
    return render(request, "desk/policies/number.html", context, status=status)


@require_http_methods(["GET", "POST"])
def example(request: HttpRequest, key: UUID, example: str) -> HttpResponse:
    """Say anew what the household of an example must come out as, or take the example out."""
    draft = seen_draft(request, key)
    page = DraftPage(draft)
    kept = next((one for one in page.examples if one.id == example), None)
    data = next((one for one in draft.content["examples"] if one.get("id") == example), None)
    if kept is None or data is None:
        raise Http404
    gives = [rule["gives"] for rule in draft.content["rules"]]
    form = ExpectationForm(draft.kind, gives, request.POST or None, initial={"gives": kept.gives})
    if request.method == "POST":
        if request.POST.get("do") == "remove":
            if keep(request, draft, lambda content: revising.without_example(content, example), "example"):
                messages.success(request, _("已删掉。要它回来，按“撤销上一步”。"))
            return redirect("desk:draft", draft.pk)
        if form.is_valid() and is_unseen(request, data):
            form.add_error(None, now_reads({"title_zh": kept.title}))
        elif form.is_valid():
            wanted = form.cleaned_data["gives"]
            if keep(request, draft, lambda c: revising.with_expectation(c, example, wanted), "example"):
                messages.success(request, _("已存下。"))
            return redirect("desk:draft", draft.pk)
    context = {
        "draft": draft,
        "kind": kind_word(draft.kind),
        "example": kept,
        "form": form,
        "seen": fingerprint_of(data),
        "here": "policies",
    }
    return render(request, "desk/policies/example.html", context, status=422 if form.errors else 200)
