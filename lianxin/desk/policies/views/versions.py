"""Adopted versions as readable lines: what is in force, what came before, and what changed between two."""

from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET, require_POST

from lianxin.classification import actions
from lianxin.classification.models import Standing
from lianxin.desk.policies.differences import DifferencesPage
from lianxin.desk.policies.rulebook import Rulebook
from lianxin.desk.policies.words import kind_word
from lianxin.people.access import ask, may
from lianxin.policies.comparing import compare
from lianxin.policies.models import Policy, PolicyDraft
from lianxin.work.models import Work

YAML = "application/yaml; charset=utf-8"


@require_GET
def policies(request: HttpRequest) -> HttpResponse:
    ask(request.user, "policy.see")
    return policies_page(request)


def policies_page(request: HttpRequest, *, faults: Any = (), status: int = 200) -> HttpResponse:
    today = timezone.localdate()
    versions = (
        Policy.objects.select_related("adopted_by").defer("text").order_by("kind", "-effective_on", "-id")
    )
    by_kind: dict[str, list[Any]] = {}
    for policy in versions:
        by_kind.setdefault(policy.kind, []).append(policy)
    listed = [(kind_word(kind), in_force(kind, today), of_kind) for kind, of_kind in by_kind.items()]
    drafts = PolicyDraft.objects.select_related("base", "edited_by")
    may_draft = may(request.user, "policy.adopt")
    context = {
        "listed": listed,
        "drafts": drafts.open().order_by("-edited_at") if may_draft else [],
        "discarded": drafts.discarded().order_by("-discarded_at")[:10] if may_draft else [],
        "may_draft": may_draft,
        "in_force": in_force("tiers", today),
        "faults": faults,
        "here": "policies",
    }
    return render(request, "desk/policies/policies.html", context, status=status)


@require_GET
def policy(request: HttpRequest, key: UUID) -> HttpResponse:
    ask(request.user, "policy.see")
    policy = get_object_or_404(Policy.objects.select_related("adopted_by"), pk=key)
    today = timezone.localdate()
    others = Policy.objects.of_kind(policy.kind).exclude(pk=policy.pk).defer("text")
    draft = PolicyDraft.objects.filter(adopted=policy).select_related("base").first()
    work = Work.objects.about(policy.pk).first() if policy.kind == "tiers" else None
    is_in_force = in_force(policy.kind, today) == policy.pk
    context = {
        "policy": policy,
        "kind": kind_word(policy.kind),
        "is_in_force": is_in_force,
        "is_ahead": policy.effective_on > today,
        "others": others,
        "former": draft.base if draft else None,
        "book": Rulebook(policy.document),
        "may_draft": may(request.user, "policy.adopt"),
        "work": work,
        "is_busy": work is not None and work.is_open,
        "has_failed": work is not None and work.state == Work.FAILED and is_in_force,
        "judged": _judged(policy) if is_in_force and policy.kind == "tiers" else None,
        "here": "policies",
    }
    return render(request, "desk/policies/policy.html", context)


def _judged(policy: Policy) -> dict[str, int]:
    """How many households are judged by the version in force, of how many."""
    return {"done": Standing.objects.filter(policy=policy).count(), "total": Standing.objects.count()}


@require_GET
def document(request: HttpRequest, key: UUID) -> HttpResponse:
    """The file of a version, as it was adopted."""
    ask(request.user, "policy.see")
    policy = get_object_or_404(Policy, pk=key)
    return as_file(policy.text, policy.document_id)


def as_file(text: str, name: str) -> HttpResponse:
    response = HttpResponse(text, content_type=YAML)
    response["Content-Disposition"] = content_disposition_header(True, f"{name}.yaml")
    return response


@require_GET
def differences(request: HttpRequest, key: UUID, earlier: UUID) -> HttpResponse:
    """What one version changed against another of its kind."""
    ask(request.user, "policy.see")
    policy = get_object_or_404(Policy, pk=key)
    other = get_object_or_404(Policy, pk=earlier, kind=policy.kind)
    context = {
        "policy": policy,
        "other": other,
        "kind": kind_word(policy.kind),
        "page": DifferencesPage(compare(other.document, policy.document), other.document, policy.document),
        "here": "policies",
    }
    return render(request, "desk/policies/differences.html", context)


@require_POST
def reclassification(request: HttpRequest, key: UUID) -> HttpResponse:
    """Judge everybody by the version in force once more, after it could not be finished."""
    ask(request.user, "policy.adopt")
    policy = get_object_or_404(Policy, pk=key, kind="tiers")
    if in_force("tiers", timezone.localdate()) == policy.pk:
        actions.judge_again(policy, actor=request.user, now=timezone.now())
    return redirect("desk:policy", policy.pk)


def in_force(kind: str, on: date) -> UUID | None:
    policy = Policy.objects.in_force(kind, on)
    return policy.pk if policy else None
