"""设置: every switch of the product with the rule it rests on, and who turned it when and why."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import NON_FIELD_ERRORS
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from lianxin.desk.settings.board import by_group, stand_of, value_words
from lianxin.desk.settings.forms import SwitchForm
from lianxin.notices.models import Delivery
from lianxin.people.access import ask, may
from lianxin.switches import actions
from lianxin.switches.models import SwitchChange
from lianxin.switches.refusals import SwitchRefusal
from lianxin.switches.switchboard import SWITCHES

LATELY = timedelta(days=7)
STEPS = {
    "approval": ("switch.approve", actions.approve_change, gettext_lazy("已生效。")),
    "refusal": ("switch.approve", actions.refuse_change, gettext_lazy("没有同意，照旧。")),
    "withdrawal": ("system.manage", actions.withdraw_change, gettext_lazy("已收回，照旧。")),
}


@require_GET
def settings(request: HttpRequest) -> HttpResponse:
    ask(request.user, "switch.see")
    manages = may(request.user, "system.manage")
    failed = Delivery.objects.failed().filter(made_at__gt=timezone.now() - LATELY) if manages else ()
    context = {"groups": by_group(), "may_manage": manages, "undelivered": len(failed)}
    return render(request, "desk/settings/settings.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def switch(request: HttpRequest, code: str) -> HttpResponse:
    """One switch: what it does, how it came to stand so, and a form for whoever may change it."""
    ask(request.user, "system.manage" if request.method == "POST" else "switch.see")
    switch = SWITCHES.get(code)
    if switch is None:
        raise Http404
    stand = stand_of(switch)
    if stand.is_never and request.method == "POST":
        messages.error(request, str(SwitchRefusal("never")))
        return redirect("desk:switch", code)
    form = SwitchForm(stand, request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = {"value": str(form.cleaned_data["value"]), "reason": form.cleaned_data["reason"]}
        try:
            change = actions.set_switch(code=code, **given, actor=request.user, now=timezone.now())
        except SwitchRefusal as refused:
            form.add_error(NON_FIELD_ERRORS, str(refused))
        else:
            done = _("已改好。") if change.decided_at else _("已提出，等另一个人同意以后才生效。")
            messages.success(request, done)
            return redirect("desk:switch", code)
    history = SwitchChange.objects.filter(code=code).latest_first().select_related("asked_by", "decided_by")
    context: dict[str, Any] = {
        "stand": stand,
        "form": form,
        "history": [(change, value_words(switch, change.value)) for change in history],
        "may_manage": may(request.user, "system.manage"),
        "may_approve": may(request.user, "switch.approve"),
        "here": "settings",
    }
    return render(request, "desk/settings/switch.html", context)


@require_POST
def decision(request: HttpRequest, key: UUID, what: str) -> HttpResponse:
    """What the second person says about a change that waits, or the first who takes it back."""
    verb, step, done = STEPS[what]
    ask(request.user, verb)
    change = get_object_or_404(SwitchChange, pk=key)
    try:
        step(change, actor=request.user, now=timezone.now())
    except SwitchRefusal as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, str(done))
    return redirect("desk:switch", change.code)
