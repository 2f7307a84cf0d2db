"""Several problems at once: rows were picked; look at who would get what, give them out, take that back."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from lianxin.areas.models import Area
from lianxin.desk.deeds.actions import DeedOver, fill_in
from lianxin.desk.models import Deed
from lianxin.desk.places import standing
from lianxin.desk.problems import giving_out
from lianxin.desk.problems.filters import SelectionForm
from lianxin.desk.problems.forms import DispatchForm
from lianxin.desk.problems.lines import lines_of
from lianxin.desk.problems.listing import Listing
from lianxin.desk.problems.speech import Speech, refusal
from lianxin.desk.words import spoken
from lianxin.exports.actions import choose_problems
from lianxin.people.access import ask
from lianxin.problems.actions import ProblemsRefused
from lianxin.problems.models import Problem

SHOWN = 50


@require_POST
def selections(request: HttpRequest) -> HttpResponse:
    """Rows were picked, or all that the filters find; go on to what is to be done with them."""
    ask(request.user, "problem.see")
    form = SelectionForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("没有看懂选了哪些问题，请重新选。"))
        return redirect("desk:problem-list")
    keys, now = _picked(request, form), timezone.now()
    back = f"{reverse('desk:problem-list')}?area={form.cleaned_data['area'] or 'all'}"
    if not keys:
        messages.error(request, _("还没有选问题：在左边打勾，或者按 x。"))
        return redirect(back)
    if form.cleaned_data["deed"] == "export":
        code = form.cleaned_data["area"]
        area = Area.objects.filter(code=code).first() if code else None
        choose_problems(keys, area=area, lang=spoken(), actor=request.user, now=now)
        return redirect("desk:exports")
    ask(request.user, "problem.dispatch")
    if len(keys) > giving_out.MOST:
        words = _("一次最多交办 %(most)d 件，现在选了 %(number)d 件，请分几次做。")
        messages.error(request, words % {"most": giving_out.MOST, "number": len(keys)})
        return redirect(back)
    return redirect(address_of(giving_out.choose(keys, actor=request.user, now=now)))


def address_of(deed: Deed) -> str:
    return f"{reverse('desk:problem-dispatches')}?key={deed.pk}"


def _picked(request: HttpRequest, form: SelectionForm) -> list[UUID]:
    """The keys of what was picked, the nearest deadline first, within sight."""
    if form.cleaned_data["whole"]:
        place = standing(request, form.cleaned_data["area"])
        if place is None:
            raise Http404
        found = Listing(place, request.user, form.wish, Speech.at(timezone.now())).problems()
    else:
        found = Problem.objects.seen_by(request.user).filter(pk__in=form.cleaned_data["pick"])
    return list(found.order_by("due_at", "pk").values_list("pk", flat=True))


@require_http_methods(["GET", "POST"])
def dispatches(request: HttpRequest) -> HttpResponse:
    """One dispatch of one's own, named by `key`: to whom, who gets how many, do it, take it back."""
    ask(request.user, "problem.dispatch")
    try:
        key = UUID(request.GET.get("key", ""))
    except ValueError:
        return redirect("desk:tasks")
    deed = get_object_or_404(Deed.objects.of(request.user).of_problems(), pk=key)
    speech = Speech.at(timezone.now())
    if deed.done_at:
        return _done(request, deed)
    problems, refused = giving_out.chosen(deed, request.user, speech)
    form = None
    if speech.ground is not None and problems:
        data = request.POST if request.POST.get("step") == "look" else None
        form = DispatchForm(speech.ground.ladder, data, initial=deed.values)
        form.offer(giving_out.choices_for(problems, request.user, speech))
    if form is not None and request.method == "POST" and _step(request, deed, form):
        return redirect(address_of(deed))
    foresight = giving_out.foresee(deed, problems, refused) if deed.values and problems else None
    shown = foresight.problems if foresight else problems
    context: dict[str, Any] = {
        "deed": deed,
        "form": form,
        "foresight": foresight,
        "refused": foresight.refused
        if foresight
        else [(giving_out.why_words(c), n) for c, n in refused.items()],
        "lines": lines_of(shown[:SHOWN], request.user, speech),
        "number": len(shown),
        "here": "problems",
    }
    status = 422 if form is not None and form.is_bound else 200
    return render(request, "desk/problems/dispatch.html", context, status=status)


def _step(request: HttpRequest, deed: Deed, form: DispatchForm) -> bool:
    """Take one step; False leaves the faults on the form."""
    if request.POST.get("step") == "do" and deed.values:
        try:
            done = giving_out.carry_out(deed, actor=request.user, now=timezone.now())
        except ProblemsRefused as refused:
            messages.error(request, refusal(refused))
        except DeedOver:
            messages.info(request, _("这件事已经做过了。"))
        else:
            messages.success(request, _("已交办 %(number)d 件。") % {"number": done.made})
        return True
    if not form.is_valid():
        return False
    fill_in(deed, form.cleaned_data)
    return True


def _done(request: HttpRequest, deed: Deed) -> HttpResponse:
    """What a dispatch did; a POST takes it back."""
    if request.method == "POST":
        try:
            back = giving_out.take_all_back(deed, actor=request.user, now=timezone.now())
        except DeedOver:
            messages.info(request, _("这件事已经做过了。"))
        else:
            messages.success(request, _("已撤销 %(number)d 件。") % {"number": back})
        return redirect(address_of(deed))
    refused = [(giving_out.why_words(code), number) for code, number in deed.refused.items()]
    stays = sum(deed.outcome.get("stays", {}).values())
    context = {"deed": deed, "refused": refused, "stays": stays, "here": "problems"}
    return render(request, "desk/problems/dispatched.html", context)
