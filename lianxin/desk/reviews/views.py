"""Reviews: a class is contested, due to be looked at again, or to be left, and people decide."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import Count
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from lianxin.classification import actions
from lianxin.classification.actions import ReviewRefused
from lianxin.classification.actions.reviews import APPROVALS_NEEDED, OUTCOMES
from lianxin.classification.models import Review, Standing
from lianxin.desk.figures import inside
from lianxin.desk.households.rows import rows_of
from lianxin.desk.households.views.household import seen_household
from lianxin.desk.households.why import why_of
from lianxin.desk.in_place import in_place
from lianxin.desk.paging import page_of
from lianxin.desk.places import Place
from lianxin.desk.reviews.forms import DecisionForm, ObjectionForm, ReviewsFilter, VisitForm
from lianxin.desk.reviews.words import KINDS, REFUSALS, outcome_choices
from lianxin.people.access import ask, may


@require_GET
@in_place("classification.see", ReviewsFilter)
def reviews(request: HttpRequest, place: Place, form: ReviewsFilter) -> HttpResponse:
    wished = form.cleaned_data
    seen = Review.objects.filter(inside(place, request.user))
    is_open = wished["state"] != "decided"
    listed = seen.open() if is_open else seen.exclude(decided_at=None)
    found = dict(listed.order_by().values_list("kind").annotate(number=Count("*")))
    counts = {kind: found.get(kind, 0) for kind in KINDS}
    if wished["kind"]:
        listed = listed.filter(kind=wished["kind"])
    listed = listed.select_related("household__area")
    page = page_of(listed, "id", after=wished["after"], before=wished["before"], newest_first=not is_open)
    rows = {row.household.pk: row for row in rows_of(review.household for review in page.rows)}
    context = {
        "place": place,
        "kinds": [(kind, words, counts[kind]) for kind, words in KINDS.items()],
        "kind": wished["kind"],
        "is_open": is_open,
        "total": counts[wished["kind"]] if wished["kind"] else sum(counts.values()),
        "page": page,
        "listed": [(review, rows[review.household_id]) for review in page.rows],
    }
    return render(request, "desk/reviews/reviews.html", context)


def seen_review(request: HttpRequest, key: UUID, verb: str = "classification.see") -> Review:
    """The review, if it is in sight (else 404), after asking for `verb` on it (else 403)."""
    people = ("opened_by", "visited_by", "decided_by")
    seen = Review.objects.seen_by(request.user).select_related("household__area", *people)
    review = get_object_or_404(seen, pk=key)
    ask(request.user, verb, review)
    return review


@require_GET
def review(request: HttpRequest, key: UUID) -> HttpResponse:
    review = seen_review(request, key)
    return review_page(request, review)


def review_page(request: HttpRequest, review: Review, *, status: int = 200, **forms: Form) -> HttpResponse:
    approvals = list(review.approvals.select_related("by").order_by("at"))
    standing = Standing.objects.filter(household=review.household_id).first()
    is_open = review.decided_at is None
    decides = is_open and may(request.user, "review.decide", review)
    approves = is_open and review.kind == Review.EXIT and may(request.user, "exit.approve", review)
    tier = standing.tier if standing else "unassessed"
    corrects = may(request.user, "household.edit", review.household)
    day = timezone.localdate()
    context: dict[str, Any] = {
        "review": review,
        "household": review.household,
        "why": why_of(review.household, tier, day, may_correct=corrects) if is_open else None,
        "kind": KINDS[review.kind],
        "row": rows_of([review.household])[0],
        "standing": standing,
        "approvals": approvals,
        "approvals_missing": max(APPROVALS_NEEDED - len(approvals), 0),
        "has_approved": any(approval.by_id == request.user.pk for approval in approvals),
        "decision_form": DecisionForm(outcome_choices(OUTCOMES[review.kind])) if decides else None,
        "visit_form": VisitForm(initial={"visited_on": day}) if approves else None,
        "may_approve": approves,
        "here": "reviews",
    }
    return render(request, "desk/reviews/review.html", context | forms, status=status)


@require_http_methods(["GET", "POST"])
def objection(request: HttpRequest, number: str) -> HttpResponse:
    """Speak up for a household that thinks its class is wrong; a person will look."""
    household = seen_household(request, number, "household.contest")
    form = ObjectionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            opened = actions.open_objection(
                household, words=form.cleaned_data["words"], actor=request.user, now=timezone.now()
            )
        except ReviewRefused as refused:
            form.add_error(None, REFUSALS[refused.code])
        else:
            messages.success(request, _("异议已记下，请有权的人尽快复核。"))
            return redirect("desk:review", opened.pk)
    context = {"household": household, "form": form, "here": "households"}
    context |= {"standing": Standing.objects.filter(household=household).first()}
    return render(request, "desk/reviews/objection.html", context)


@require_POST
def decision(request: HttpRequest, key: UUID) -> HttpResponse:
    """Close a review with an outcome and a reasoned answer."""
    review = seen_review(request, key, "review.decide")
    form = DecisionForm(outcome_choices(OUTCOMES[review.kind]), request.POST)
    if not form.is_valid():
        return review_page(request, review, status=422, decision_form=form)

    def decide() -> str:
        given = form.cleaned_data
        now = timezone.now()
        actions.decide_review(
            review, outcome=given["outcome"], answer=given["answer"], actor=request.user, now=now
        )
        return _("已办结，请把答复告诉这一户。")

    return _take(request, review, decide)


@require_POST
def visit(request: HttpRequest, key: UUID) -> HttpResponse:
    """Write down that somebody went and looked, before a household may leave 连心户."""
    review = seen_review(request, key, "exit.approve")
    form = VisitForm(request.POST)
    if not form.is_valid():
        return review_page(request, review, status=422, visit_form=form)

    def record() -> str:
        visited_on = form.cleaned_data["visited_on"]
        actions.record_exit_visit(review, visited_on=visited_on, actor=request.user, now=timezone.now())
        return _("上门核实已登记。")

    return _take(request, review, record)


@require_POST
def approvals(request: HttpRequest, key: UUID) -> HttpResponse:
    """Agree that a household may leave 连心户; the second person's agreement lets it leave."""
    review = seen_review(request, key, "exit.approve")

    def approve() -> str:
        has_left = actions.approve_exit(review, actor=request.user, now=timezone.now())
        return _("两人都已同意，这一户退出连心户。") if has_left else _("您已同意，还要另一个人同意。")

    return _take(request, review, approve)


def _take(request: HttpRequest, review: Review, step: Callable[[], str]) -> HttpResponse:
    """Take a step of a review and say what happened, or why it was refused, with what was written."""
    try:
        messages.success(request, step())
    except ReviewRefused as refused:
        messages.error(request, REFUSALS[refused.code])
        return review_page(request, seen_review(request, review.pk), status=422)
    return redirect("desk:review", review.pk)
