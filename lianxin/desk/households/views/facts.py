"""One fact of a household or of a member: what was known when, and a form to write down what is so now."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from lianxin.desk.following import Followed, follow
from lianxin.desk.households.fact_forms import FactForm, RetractionForm
from lianxin.desk.households.known import is_stale, value_of
from lianxin.desk.households.views.household import seen_household
from lianxin.desk.words import refused_words, titled
from lianxin.people.access import ask, may, within_sight
from lianxin.policies.catalogue import Indicator, default
from lianxin.registry.actions import NewFact, record_facts, retract_fact
from lianxin.registry.models import Fact, Household, Resident
from lianxin.registry.values import ValueRefused
from lianxin.registry.vocabulary import Source


@require_http_methods(["GET", "POST"])
def household_fact(request: HttpRequest, number: str, code: str) -> HttpResponse:
    household = seen_household(request, number)
    return fact_page(request, household, None, indicator_of(code, "household"))


@require_http_methods(["GET", "POST"])
def resident_fact(request: HttpRequest, key: UUID, code: str) -> HttpResponse:
    seen = Resident.objects.seen_by(request.user).select_related("household__area")
    resident = get_object_or_404(seen, pk=key)
    ask(request.user, "household.see", resident)
    return fact_page(request, resident.household, resident, indicator_of(code, "resident"))


def indicator_of(code: str, about: str) -> Indicator:
    indicator = default().get(code)
    if indicator is None or indicator.about != about:
        raise Http404
    return indicator


def fact_page(
    request: HttpRequest, household: Household, resident: Resident | None, indicator: Indicator
) -> HttpResponse:
    today = timezone.localdate()
    form = FactForm(indicator, today, request.POST or None)
    if request.method == "POST":
        ask(request.user, "fact.record", household)
        if form.is_valid() and write_down(request, household, resident, form):
            return redirect("desk:household", household.number)
    told = Fact.objects.filter(household=household, resident=resident, indicator=indicator.code)
    context: dict[str, Any] = {
        "household": household,
        "resident": resident,
        "indicator": indicator,
        "form": form,
        "history": history_of(told, indicator),
        "may_record": may(request.user, "fact.record", household) and household.state == "present",
        "retraction": RetractionForm(auto_id=False),
        "is_stale": any(fact.is_current and is_stale(fact, indicator, today) for fact in told),
        "here": "households",
    }
    return render(request, "desk/households/fact.html", context)


def history_of(told: QuerySet[Fact], indicator: Indicator) -> list[tuple[Fact, str]]:
    """Every fact with its value in words, the newest first, wrong ones included."""
    facts = told.select_related("by").newest_first()[:100]
    return [(fact, value_of(fact, indicator)) for fact in facts]


def write_down(request: HttpRequest, household: Household, resident: Resident | None, form: FactForm) -> bool:
    """Record what the form holds; False leaves the refusal on the form."""
    now = timezone.now()
    given = form.cleaned_data
    try:
        written = record_facts(
            household,
            [NewFact(form.indicator.code, form.value, resident)],
            observed_on=given["observed_on"],
            source=Source(given["source"]),
            note=given["note"],
            actor=request.user,
            now=now,
        )
    except ValueRefused as refused:
        form.add_error("value", refused_words(refused))
        return False
    if not written:
        messages.info(request, _("和已经记下的一样，没有新的内容。"))
        return True
    fact = written[0]
    told = {"title": titled(form.indicator), "value": value_of(fact, form.indicator)}
    if not fact.is_current:
        told_too = _("现在算数的还是原来那条：它的日期更近，或者来源更可靠。")
        messages.info(request, _("已记下：%(title)s %(value)s。") % told + told_too)
        return True
    messages.success(request, _("已记下：%(title)s %(value)s。") % told + says(follow(household, now=now)))
    return True


def says(followed: Followed) -> str:
    """What became of the class, in one sentence."""
    if followed.is_waiting:
        return _("类别稍后重新评定。")
    if followed.before == followed.after:
        return ""
    return _("类别由%(before)s变为%(after)s。") % {"before": followed.before, "after": followed.after}


@require_POST
def retraction(request: HttpRequest, key: UUID) -> HttpResponse:
    """A fact was written down wrongly: it stays readable, and the one before it counts again."""
    seen = Fact.objects.filter(within_sight(request.user, "household.see", field="household__area"))
    fact = get_object_or_404(seen.select_related("household__area"), pk=key, retracted_at=None)
    ask(request.user, "fact.record", fact.household)
    form = RetractionForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("没有撤回：请写明为什么是记错了。"))
    else:
        now = timezone.now()
        retract_fact(fact, reason=form.cleaned_data["reason"], actor=request.user, now=now)
        indicator = default().get(fact.indicator)
        title = titled(indicator) if indicator else fact.indicator
        messages.success(
            request, _("已撤回：%(title)s。") % {"title": title} + says(follow(fact.household, now=now))
        )
    return redirect("desk:household", fact.household.number)
