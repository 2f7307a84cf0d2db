"""Households that ask for another person: the list, and answering one."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from lianxin.desk.figures import inside
from lianxin.desk.households.rows import rows_of
from lianxin.desk.in_place import in_place
from lianxin.desk.paging import page_of
from lianxin.desk.pairing.forms import AnswerForm, PagesFilter
from lianxin.desk.pairing.words import refusal
from lianxin.desk.places import Place
from lianxin.pairing.actions import answer_wish
from lianxin.pairing.choosing import Candidate, candidates
from lianxin.pairing.models import Wish
from lianxin.pairing.reading import NoPolicy
from lianxin.pairing.refusals import PairingRefused
from lianxin.people.access import ask
from lianxin.people.models import Staff


@require_GET
@in_place("pairing.choose", PagesFilter)
def wishes(request: HttpRequest, place: Place, form: PagesFilter) -> HttpResponse:
    """Open wishes, the nearest deadline first. A cadre never sees wishes about himself."""
    seen = Wish.objects.filter(inside(place, request.user, "pairing.choose")).open()
    listed = seen.exclude(about=request.user).select_related("household__area", "about")
    page = page_of(listed, "id", after=form.cleaned_data["after"], before=form.cleaned_data["before"])
    rows = {row.household.pk: row for row in rows_of(wish.household for wish in page.rows)}
    context = {
        "place": place,
        "page": page,
        "listed": [(wish, rows[wish.household_id]) for wish in page.rows],
        "total": listed.count(),
        "today": timezone.localdate(),
        "here": "pairing",
    }
    return render(request, "desk/pairing/wishes.html", context)


@require_http_methods(["GET", "POST"])
def wish(request: HttpRequest, key: UUID) -> HttpResponse:
    """One wish; POST answers it."""
    seen = Wish.objects.seen_by(request.user).exclude(about=request.user)
    wish = get_object_or_404(seen.select_related("household__area", "about", "answered_by"), pk=key)
    ask(request.user, "pairing.choose", wish)
    found = _successors(wish) if wish.answered_at is None else []
    form = AnswerForm([(str(one.staff.pk), _labelled(one)) for one in found], request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            answer_wish(
                wish,
                outcome=given["outcome"],
                answer=given["answer"],
                successor=Staff.objects.filter(pk=given["successor"] or None).first(),
                actor=request.user,
                now=timezone.now(),
            )
        except PairingRefused as refused:
            form.add_error(None, refusal(refused))
        else:
            messages.success(request, _("已答复，请告诉这一户。"))
            return redirect("desk:wishes")
    context: dict[str, Any] = {"wish": wish, "row": rows_of([wish.household])[0], "form": form}
    context |= {"here": "pairing", "today": timezone.localdate()}
    status = 422 if form.is_bound else 200
    return render(request, "desk/pairing/answer.html", context, status=status)


def _successors(wish: Wish) -> list[Candidate]:
    try:
        found = candidates(wish.household, on=timezone.localdate())
    except NoPolicy:
        return []
    return [one for one in found if not one.barred and not one.is_keeper and one.fits]


def _labelled(one: Candidate) -> str:
    told = {"name": one.staff.name, "km": f"{one.km:.1f}", "left": one.homes_left}
    return _("%(name)s，%(km)s 公里，还能联系 %(left)s 户") % told
