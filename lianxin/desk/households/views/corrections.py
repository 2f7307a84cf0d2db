"""Correcting who a resident is: name, sex, day of birth, ID number, phone."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from lianxin.desk.following import follow
from lianxin.desk.households.correction_form import CorrectionForm
from lianxin.desk.households.views.facts import says
from lianxin.desk.words import refused_words
from lianxin.people.access import ask
from lianxin.registry.actions import correct_resident
from lianxin.registry.models import Resident
from lianxin.registry.values import ValueRefused


@sensitive_post_parameters("id_number", "phone")
@require_http_methods(["GET", "POST"])
def correction(request: HttpRequest, key: UUID) -> HttpResponse:
    seen = Resident.objects.seen_by(request.user).select_related("household__area")
    resident = get_object_or_404(seen, pk=key)
    ask(request.user, "household.edit", resident)
    form = CorrectionForm(resident, timezone.localdate(), request.POST or None)
    if request.method == "POST" and form.is_valid() and correct(request, resident, form):
        return redirect("desk:household", resident.household.number)
    context = {"resident": resident, "form": form, "here": "households"}
    return render(request, "desk/households/correction.html", context)


def correct(request: HttpRequest, resident: Resident, form: CorrectionForm) -> bool:
    """Write the correction down; False leaves the refusal on the form.

    Whose ID number it is that was typed is not told: that household may be out of sight.
    """
    now = timezone.now()
    reason = form.cleaned_data["reason"]
    try:
        correct_resident(resident, actor=request.user, now=now, reason=reason, **form.changes)
    except ValueRefused as refused:
        is_taken = refused.code == "id-taken"
        words = _("这个身份证号已经登记在另一个人名下，请核对证件。") if is_taken else refused_words(refused)
        form.add_error("id_number" if is_taken else None, words)
        return False
    told = _("已更正%(name)s的登记信息。") % {"name": resident.name}
    messages.success(request, told + says(follow(resident.household, now=now)))
    return True
