"""不计入考核: the lists and what towns leave out, one exclusion, and the steps that are taken with it."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from lianxin.areas.models import Area
from lianxin.desk.in_place import in_place
from lianxin.desk.places import Place
from lianxin.desk.policies.words import cited
from lianxin.desk.problems.exclusions import (
    LISTS,
    SHOWN,
    YEAR_DAYS,
    AppealForm,
    DecisionForm,
    ExclusionFilter,
    LiftingForm,
    ProposalForm,
    ReviewForm,
    SecondForm,
    ground_of,
    items_of,
    listed,
    title_of,
    towns_of,
)
from lianxin.desk.problems.figures import problems_in
from lianxin.desk.problems.speech import Speech, refusal
from lianxin.desk.problems.views.problem import seen_problem
from lianxin.desk.words import said
from lianxin.people.access import ask, may
from lianxin.problems.actions import (
    ProblemsRefused,
    answer_lifting,
    appeal_exclusion,
    ask_lifting,
    decide_appeal,
    propose_exclusion,
    review_exclusion,
)
from lianxin.problems.actions.excluding import has_part, is_impartial
from lianxin.problems.actions.lifting import LIFTABLE, open_lifting
from lianxin.problems.excluded import limits_of
from lianxin.problems.models import Exclusion
from lianxin.problems.vocabulary import Channel, Stage

BESIDE = (
    *("problem__area", "problem__town", "problem__holder", "problem__owner", "problem__household__area"),
    *("proposed_by", "reviewed_by", "appeal_recorded_by", "decided_by"),
)


@require_GET
@in_place("problem.see", ExclusionFilter)
def exclusions(request: HttpRequest, place: Place, form: ExclusionFilter) -> HttpResponse:
    speech, show = Speech.at(timezone.now()), form.cleaned_data["show"] or "reviews"
    seen = Exclusion.objects.seen_by(request.user)
    if place.area is not None and not place.is_whole_district:
        seen = seen.filter(problem__area__in=Area.objects.within_ids(place.area))
    chosen = listed(seen, show)
    context = {
        "place": place,
        "show": show,
        "lists": [(code, title, listed(seen, code).order_by().count()) for code, title in LISTS],
        "items": items_of(chosen.select_related(*BESIDE)[:SHOWN], request.user, speech),
        "total": chosen.order_by().count(),
        "towns": towns_of(problems_in(place, request.user), speech, timezone.localdate(speech.now)),
        "limits": limits_of(speech.ground.ladder if speech.ground else None),
        "days": YEAR_DAYS,
        "here": "problems",
    }
    return render(request, "desk/problems/exclusions.html", context)


@require_POST
def proposal(request: HttpRequest, key: UUID) -> HttpResponse:
    """Propose that a problem does not count; what is wrong with the form is said on its own page."""
    problem = seen_problem(request, key, "exclusion.propose")
    now = timezone.now()
    speech = Speech.at(now)
    if speech.ground is None:
        messages.error(request, refusal(ProblemsRefused("no-policy")))
        return redirect("desk:problem", key)
    form = ProposalForm(speech.ground.ladder, request.POST)
    if form.is_valid():
        try:
            made = propose_exclusion(problem, **form.cleaned_data, actor=request.user, now=now)
        except ProblemsRefused as refused:
            form.add_error(None, refusal(refused))
        else:
            messages.success(request, _("已提出。区里核定以前，这件事照样计入。"))
            return redirect("desk:exclusion", made.pk)
    context = {"problem": problem, "title": speech.title(problem), "form": form, "here": "problems"}
    return render(request, "desk/problems/exclusion_proposal.html", context, status=422)


@require_GET
def exclusion(request: HttpRequest, key: UUID) -> HttpResponse:
    return _shown(request, _seen(request, key))


@require_POST
def review(request: HttpRequest, key: UUID) -> HttpResponse:
    def carry_out(found: Exclusion, given: dict[str, Any], **by: Any) -> None:
        review_exclusion(found, is_accepted=given["answer"] == "yes", words=given["words"], **by)

    return _take(request, key, "exclusion.review", ReviewForm, carry_out, _("已核定。"))


@require_POST
def appeal(request: HttpRequest, key: UUID) -> HttpResponse:
    def carry_out(found: Exclusion, given: dict[str, Any], **by: Any) -> None:
        appeal_exclusion(found, words=given["words"], channel=Channel(given["channel"]), **by)

    return _take(request, key, "problem.judge", AppealForm, carry_out, _("已记下，另请人来定。"))


@require_POST
def decision(request: HttpRequest, key: UUID) -> HttpResponse:
    def carry_out(found: Exclusion, given: dict[str, Any], **by: Any) -> None:
        decide_appeal(found, is_upheld=given["answer"] == "yes", words=given["words"], **by)

    return _take(request, key, "exclusion.decide", DecisionForm, carry_out, _("已定，不再变。"))


@require_POST
def lifting(request: HttpRequest, key: UUID) -> HttpResponse:
    def carry_out(found: Exclusion, given: dict[str, Any], **by: Any) -> None:
        ask_lifting(found, words=given["words"], **by)

    return _take(request, key, "exclusion.review", LiftingForm, carry_out, _("已提出，等第二个人定。"))


@require_POST
def lifting_answer(request: HttpRequest, key: UUID) -> HttpResponse:
    def carry_out(found: Exclusion, given: dict[str, Any], **by: Any) -> None:
        answer_lifting(found, is_agreed=given["answer"] == "yes", words=given["words"], **by)

    return _take(request, key, "exclusion.review", SecondForm, carry_out, _("已定。"))


def _seen(request: HttpRequest, key: UUID, verb: str = "problem.see") -> Exclusion:
    """The exclusion of a key, if its problem is in sight (else 404), after asking for `verb` on that."""
    rows = Exclusion.objects.seen_by(request.user).select_related(*BESIDE)
    found = get_object_or_404(rows, pk=key)
    ask(request.user, verb, found.problem)
    return found


def _take(
    request: HttpRequest,
    key: UUID,
    verb: str,
    kind: type[Form],
    carry_out: Callable[..., None],
    done: str,
) -> HttpResponse:
    found, form = _seen(request, key, verb), kind(request.POST)
    if form.is_valid():
        try:
            carry_out(found, form.cleaned_data, actor=request.user, now=timezone.now())
        except ProblemsRefused as refused:
            form.add_error(None, refusal(refused))
        else:
            messages.success(request, done)
            return redirect("desk:exclusion", key)
    return _shown(request, _seen(request, key, verb), bound=form, status=422)


def _shown(
    request: HttpRequest, found: Exclusion, *, bound: Form | None = None, status: int = 200
) -> HttpResponse:
    speech = Speech.at(timezone.now())
    (item,) = items_of([found], request.user, speech)
    step = _step(found, request.user, speech)
    form = bound if step and isinstance(bound, step[1]) else (step[1]() if step else None)
    lifting = None
    if (
        found.stage in LIFTABLE
        and item.lifting is None
        and may(request.user, "exclusion.review", found.problem)
    ):
        lifting = bound if isinstance(bound, LiftingForm) else LiftingForm(auto_id="lifting-%s")
    if bound and bound not in (form, lifting):  # what it asked for is no longer there to be shown with it
        for fault in bound.non_field_errors():
            messages.error(request, fault)
    law = ground_of(found.ground, speech)
    context = {
        "item": item,
        "exclusion": found,
        "problem": found.problem,
        "source": cited(law.source) if law else "",
        "ground": title_of(found.ground, speech),
        "channel": said(Channel(found.appeal_channel)) if found.appeal_channel else "",
        "step": step[0] if step else "",
        "form": form,
        "lifting_form": lifting,
        "stands": found.stands,
        "here": "problems",
    }
    return render(request, "desk/problems/exclusion.html", context, status=status)


def _step(found: Exclusion, person: Any, speech: Speech) -> tuple[str, type[Form]] | None:
    """The one step that waits and that this person may take. Somebody of the town may write down what the
    household says, unless he had a part in it; he reviews and decides nothing."""
    problem = found.problem
    if found.stage is Stage.PROPOSED and may(person, "exclusion.review", problem):
        return ("review", ReviewForm) if is_impartial(found, person, speech.now) else None
    if found.stage is Stage.APPEALED and may(person, "exclusion.decide", problem):
        return ("decision", DecisionForm) if is_impartial(found, person, speech.now) else None
    if found.stage in LIFTABLE and open_lifting(found) and may(person, "exclusion.review", problem):
        return ("second", SecondForm) if is_impartial(found, person, speech.now) else None
    if found.may_be_appealed(speech.now) and may(person, "problem.judge", problem):
        return None if has_part(found, person) else ("appeal", AppealForm)
    return None
