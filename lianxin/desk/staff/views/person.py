"""One person: posts now and before, the account, what pairing asks, and what happened."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from lianxin.desk.ratings.standing import shown_of
from lianxin.desk.staff.areas import area_title
from lianxin.desk.staff.forms import DisclosureForm, PersonForm
from lianxin.desk.staff.refusing import attempt
from lianxin.desk.staff.story import story_of
from lianxin.desk.words import is_english
from lianxin.people import actions
from lianxin.people.access import ask, may
from lianxin.people.actions.accounts import PURPOSES
from lianxin.people.lockout import locked_until
from lianxin.people.middleware import needs_second_factor
from lianxin.people.models import Staff
from lianxin.registry.models import Household


def seen_staff(request: HttpRequest, key: UUID, verb: str = "staff.see") -> Staff:
    """The person, if he is in sight (else 404), after asking for `verb` on him (else 403)."""
    ask(request.user, verb)
    seen = Staff.objects.seen_by(request.user).select_related("home_area", "office_area")
    staff = get_object_or_404(seen, pk=key)
    ask(request.user, verb, staff)
    return staff


@require_GET
def person(request: HttpRequest, key: UUID) -> HttpResponse:
    staff, today = seen_staff(request, key), timezone.localdate()
    posts = list(staff.posts.select_related("area").order_by("-from_on", "-id"))
    held = [post for post in posts if post.to_on is None or post.to_on > today]
    edits = may(request.user, "staff.edit", staff)
    context: dict[str, Any] = {
        "staff": staff,
        "held": held,
        "former": [post for post in posts if post not in held],
        "secondments": staff.secondments.select_related("area").order_by("-from_on", "-id"),
        "homes": [area_path(area) for area in (staff.home_area, staff.office_area)],
        "households": Household.objects.present().filter(keeper=staff).count(),
        "purposes": [(code, words[is_english()]) for code, words in PURPOSES.items()],
        "story": story_of(staff),
        "standing": shown_of(staff, request.user),
        "today": today,
        "may_edit": edits,
        "may_post": edits and staff.pk != request.user.pk,
        "here": "staff",
    }
    return render(request, "desk/staff/person.html", context | (account_of(staff) if edits else {}))


def account_of(staff: Staff) -> dict[str, Any]:
    """What only those who keep the accounts see of one."""
    factor = getattr(staff, "second_factor", None)
    has_factor = factor is not None and factor.confirmed
    waits = [locked_until(staff.number, timezone.now()), factor.waits_until if has_factor else None]
    return {
        "shows_account": True,
        "has_factor": has_factor,
        "needs_factor": needs_second_factor(staff),
        "locked_until": max((until for until in waits if until), default=None),
        "has_password": staff.has_usable_password(),
    }


def area_path(area: Any) -> str:
    return area_title(area, {one.path: one for one in area.lineage()}) if area else ""


@require_http_methods(["GET", "POST"])
def newcomer(request: HttpRequest) -> HttpResponse:
    """Add someone. He gets no password here; a slip brings the first."""
    ask(request.user, "staff.edit")
    form = PersonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = {name: form.cleaned_data[name] for name in ("number", "name", "phone")}
        by = {"actor": request.user, "now": timezone.now()}
        added = attempt(form, lambda: actions.add_staff(**given, profile=form.profile, **by))
        if added:
            messages.success(request, _("已登记。接着任命职务，没有职务什么也看不到。"))
            return redirect("desk:staff-posts", added.pk)
    return render(request, "desk/staff/profile.html", {"form": form, "here": "staff"}, status=_status(form))


@require_http_methods(["GET", "POST"])
def profile(request: HttpRequest, key: UUID) -> HttpResponse:
    """Correct who someone is, and what pairing asks about him."""
    staff = seen_staff(request, key, "staff.edit")
    form = PersonForm(request.POST or None, staff=staff)
    if request.method == "POST" and form.is_valid():
        name, phone = form.cleaned_data["name"], form.cleaned_data["phone"] or None
        by = {"actor": request.user, "now": timezone.now()}
        changed = actions.change_staff(staff=staff, name=name, phone=phone, profile=form.profile, **by)
        messages.success(request, _("已改好。") if changed else _("和原来一样，没有改动。"))
        return redirect("desk:person", staff.pk)
    context = {"form": form, "staff": staff, "here": "staff"}
    return render(request, "desk/staff/profile.html", context, status=_status(form))


@require_POST
def disclosures(request: HttpRequest, key: UUID) -> HttpResponse:
    """Answer with the phone itself, on a page or (asked for by the script) as a fragment for its place."""
    staff = seen_staff(request, key)
    form = DisclosureForm(request.POST)
    if not form.is_valid():
        return HttpResponseBadRequest()
    purpose = form.cleaned_data["purpose"]
    by = {"actor": request.user, "now": timezone.now()}
    number = actions.reveal_phone(staff=staff, purpose=purpose, **by)
    is_fragment = request.headers.get("X-Fragment") == "1"
    template = "desk/parts/disclosed.html" if is_fragment else "desk/staff/disclosure.html"
    return render(request, template, {"staff": staff, "number": number, "here": "staff"})


def _status(form: PersonForm) -> int:
    return 422 if form.is_bound and form.errors else 200
