"""Policies as readable lines: what is in force, what came before, every rule and number with its source."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from lianxin.desk.policies.rulebook import Rulebook
from lianxin.people.access import ask
from lianxin.policies.models import Policy

KINDS = {
    "tiers": _("分类联系办法"),
    "must-visit": _("五必去、五必访"),
    "benefits": _("惠民政策"),
    "signals": _("疑点"),
    "deadlines": _("办理时限"),
    "pairing": _("结对办法"),
    "visits": _("走访办法"),
}


@require_GET
def policies(request: HttpRequest) -> HttpResponse:
    ask(request.user, "policy.see")
    today = timezone.localdate()
    versions = (
        Policy.objects.select_related("adopted_by").defer("text").order_by("kind", "-effective_on", "-id")
    )
    by_kind: dict[str, list[Any]] = {}
    for policy in versions:
        by_kind.setdefault(policy.kind, []).append(policy)
    listed = [(KINDS.get(kind, kind), in_force(kind, today), of_kind) for kind, of_kind in by_kind.items()]
    return render(request, "desk/policies/policies.html", {"listed": listed})


@require_GET
def policy(request: HttpRequest, key: UUID) -> HttpResponse:
    ask(request.user, "policy.see")
    policy = get_object_or_404(Policy.objects.select_related("adopted_by"), pk=key)
    context = {
        "policy": policy,
        "kind": KINDS.get(policy.kind, policy.kind),
        "in_force": in_force(policy.kind, timezone.localdate()),
        "others": Policy.objects.of_kind(policy.kind).exclude(pk=policy.pk).defer("text"),
        "book": Rulebook(policy.document),
        "here": "policies",
    }
    return render(request, "desk/policies/policy.html", context)


def in_force(kind: str, on: Any) -> UUID | None:
    policy = Policy.objects.in_force(kind, on)
    return policy.pk if policy else None
