"""One rule of a draft: its texts, the sentence its condition means, and what is wrong with it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from lianxin.desk.policies.draft_page import DraftPage, fingerprint_of
from lianxin.desk.policies.forms import RuleForm
from lianxin.desk.policies.palette import palette_of
from lianxin.desk.policies.views.drafts import seen_draft
from lianxin.desk.policies.views.editing import is_unseen, keep, now_reads
from lianxin.desk.policies.words import fault_words, kind_word
from lianxin.policies.drafting import revising
from lianxin.policies.drafting.checking import check_condition
from lianxin.policies.drafting.contents import Content, RuleText
from lianxin.policies.models import PolicyDraft

TEXTS = ("title_zh", "title_en", "when", "gives", "source")


@require_http_methods(["GET", "POST"])
def rule(request: HttpRequest, key: UUID, rule: str) -> HttpResponse:
    """Change one rule, or take it out."""
    draft = seen_draft(request, key)
    kept = rule_of(draft.content, rule)
    if request.method == "GET":
        return rule_page(request, draft, kept, shown(draft, kept))
    if request.POST.get("do") == "remove":
        if keep(request, draft, lambda content: revising.without_rule(content, rule), "rule"):
            told = _("已删掉“%(title)s”。要它回来，按“撤销上一步”。")
            messages.success(request, told % {"title": kept["title_zh"] or rule})
        return redirect("desk:draft", draft.pk)
    return typed_rule(request, draft, kept)


@require_http_methods(["GET", "POST"])
def new_rule(request: HttpRequest, key: UUID) -> HttpResponse:
    """Add a rule."""
    draft = seen_draft(request, key)
    if request.method == "GET":
        form = RuleForm(draft.kind, initial={"gives": request.GET.get("gives", ""), "source": ""})
        return rule_page(request, draft, None, form)
    return typed_rule(request, draft, None)


@require_POST
def wording(request: HttpRequest, key: UUID) -> HttpResponse:
    """What a condition means, or what is wrong with it: a piece of the page, as it is typed."""
    draft = seen_draft(request, key)
    return render(request, "desk/policies/meaning.html", meaning(draft, request.POST.get("when", "")))


def typed_rule(request: HttpRequest, draft: PolicyDraft, kept: RuleText | None) -> HttpResponse:
    """Keep what was typed, right or wrong, or only check it (`do=check`)."""
    form = RuleForm(draft.kind, request.POST)
    if not form.is_valid():
        return rule_page(request, draft, kept, form, status=422)
    if request.POST.get("do") == "check":
        return rule_page(request, draft, kept, form)
    if kept is not None and is_unseen(request, kept):
        form.add_error(None, now_reads(kept))
        return rule_page(request, draft, kept, form, status=409)
    given = {name: form.cleaned_data[name] for name in TEXTS}
    identity = kept["id"] if kept else ""
    if not keep(request, draft, lambda content: revising.with_rule(content, identity, given), "rule"):
        return rule_page(request, draft, kept, form, status=409)
    draft.refresh_from_db()
    name = identity or draft.content["rules"][-1]["id"]
    if DraftPage(draft).checked.at("rules", name):
        messages.warning(request, _("写的内容已经存下，但还不能用，请照提示改。"))
        return redirect("desk:draft-rule", draft.pk, name)
    messages.success(request, _("已存下。"))
    return redirect(f"{reverse('desk:draft', args=[draft.pk])}#rule-{name}")


def rule_page(
    request: HttpRequest, draft: PolicyDraft, kept: RuleText | None, form: RuleForm, *, status: int = 200
) -> HttpResponse:
    when = form["when"].value() or ""
    context: dict[str, Any] = {
        "draft": draft,
        "kind": kind_word(draft.kind),
        "rule": kept,
        "form": form,
        "seen": fingerprint_of(kept) if kept else "",
        "palette": palette_of(draft.content),
        "here": "policies",
    }
    context |= meaning(draft, when) if when else {}
    return render(request, "desk/policies/rule.html", context, status=status)


def meaning(draft: PolicyDraft, condition: str) -> dict[str, Any]:
    """`sentence`, or `faults` as (character, words)."""
    text = " ".join(condition.split())[:1000]
    criterion, faults = check_condition(text, draft.content)
    if criterion is None:
        return {"faults": [(fault.column, fault_words(fault)) for fault in faults]}
    return {"sentence": DraftPage(draft).wording.condition(criterion.tree)}


def shown(draft: PolicyDraft, kept: RuleText) -> RuleForm:
    """The form with what is kept, and what is wrong with it."""
    form = RuleForm(draft.kind, dict(kept))
    form.show(DraftPage(draft).checked.at("rules", kept["id"]))
    return form


def rule_of(content: Content, identity: str) -> RuleText:
    for rule in content["rules"]:
        if rule["id"] == identity:
            return rule
    raise Http404
