"""The account of one person: a slip, a lifted wait, a lost phone; leaving and coming back."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from lianxin.desk.staff.forms import DismissalForm
from lianxin.desk.staff.listing import rows_of
from lianxin.desk.staff.refusing import attempt, say
from lianxin.desk.staff.views.person import seen_staff
from lianxin.people import actions
from lianxin.people.refusals import PeopleRefusal
from lianxin.people.slips import VALID_DAYS
from lianxin.registry.models import Household


@require_http_methods(["GET", "POST"])
def slip(request: HttpRequest, key: UUID) -> HttpResponse:
    """A one-time password for someone; it is on the page that answers, and nowhere else."""
    staff = seen_staff(request, key, "staff.edit")
    context = {"staff": staff, "days": VALID_DAYS, "here": "staff"}
    if request.method == "GET":
        return render(request, "desk/staff/slip.html", context)
    try:
        [(staff, code)] = actions.hand_out_slips([staff], actor=request.user, now=timezone.now())
    except PeopleRefusal as refusal:
        messages.error(request, str(refusal))
        return redirect("desk:person", staff.pk)
    context["slips"] = [(staff, code, row) for row in rows_of([staff], on=timezone.localdate())]
    return render(request, "desk/staff/slips_shown.html", context)


@require_POST
def unlocking(request: HttpRequest, key: UUID) -> HttpResponse:
    """Lift the wait after wrong passwords and codes."""
    staff = seen_staff(request, key, "staff.edit")
    actions.unlock_staff(staff=staff, actor=request.user, now=timezone.now())
    messages.success(request, _("已解除，现在就能再登录。"))
    return redirect("desk:person", staff.pk)


@require_http_methods(["GET", "POST"])
def factor_removal(request: HttpRequest, key: UUID) -> HttpResponse:
    """Take away the second factor of a lost phone."""
    staff = seen_staff(request, key, "staff.edit")
    if request.method == "GET":
        return render(request, "desk/staff/factor_removal.html", {"staff": staff, "here": "staff"})

    def remove() -> str:
        if staff.pk == request.user.pk:
            raise PeopleRefusal("own-account")
        actions.remove_second_factor(staff=staff, actor=request.user, now=timezone.now())
        return _("已取消。必须用两步验证的，下次登录会要求重新设置。")

    say(request, remove)
    return redirect("desk:person", staff.pk)


@require_http_methods(["GET", "POST"])
def dismissal(request: HttpRequest, key: UUID) -> HttpResponse:
    """Someone leaves; the page says first what ends with it."""
    staff = seen_staff(request, key, "staff.edit")
    form = DismissalForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        by = {"actor": request.user, "now": timezone.now()}
        held = attempt(form, lambda: actions.dismiss_staff(staff=staff, **form.cleaned_data, **by))
        if held:
            messages.success(request, _("已办离任，账号停用。办错了，在这一页恢复。"))
            return redirect("desk:person", staff.pk)
    context = {
        "staff": staff,
        "form": form,
        "held": actions.holding_of(staff, now=timezone.now()),
        "households": Household.objects.present().filter(keeper=staff).count(),
        "here": "staff",
    }
    return render(request, "desk/staff/dismissal.html", context, status=422 if form.is_bound else 200)


@require_POST
def reinstatement(request: HttpRequest, key: UUID) -> HttpResponse:
    """Someone comes back, with the posts that ended when he left, or without."""
    staff = seen_staff(request, key, "staff.edit")

    def reinstate() -> str:
        wished = request.POST.get("posts") == "again"
        by = {"actor": request.user, "now": timezone.now()}
        number = actions.reinstate_staff(staff=staff, with_posts=wished, **by)
        return _("账号已恢复，恢复了 %(number)d 个职务。") % {"number": number}

    say(request, reinstate)
    return redirect("desk:person", staff.pk)
