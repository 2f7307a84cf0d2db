"""What others are asked for: a part of a problem that several handle, and answers owed to who gave advice."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from lianxin.desk.planning.visits import rows_seen
from lianxin.desk.problems.files import SHOWN, InMemory, carry_out, files_of, offer_of, receive
from lianxin.desk.problems.forms import AdviceForm, PartAnswerForm, PassOnForm
from lianxin.desk.problems.speech import Speech, refusal
from lianxin.desk.visits.words import category_word, form_today, titles_of
from lianxin.people.access import ask, may, note_asked
from lianxin.people.models import Staff
from lianxin.people.rules import plain_number
from lianxin.problems.actions import ProblemsRefused, answer_advice, answer_part, pass_on
from lianxin.problems.models import Joint, Problem, Reply

OF_PARTS = (
    *("problem__area", "problem__holder", "problem__owner", "problem__household__area"),
    *("area", "asked_by", "answered_by"),
)


@require_GET
def part(request: HttpRequest, key: UUID) -> HttpResponse:
    """One part: what is asked, and the answer. For the area that was asked, and for who sees the problem."""
    return _part_page(request, _asked(request, key))


@require_POST
@csrf_exempt
def part_answer(request: HttpRequest, key: UUID) -> HttpResponse:
    """Say what became of a part: for the area that was asked, and for who has the problem. The token is
    checked in `_answered`, once it is clear that the person may hand in files."""
    joint = _asked(request, key)
    ask(request.user, "problem.note", joint.area if _is_asked(request.user, joint) else joint.problem)
    speech = Speech.at(timezone.now())
    return _answered(request, joint, speech, receive(request, speech.ladder))


@csrf_protect
def _answered(request: HttpRequest, joint: Joint, speech: Speech, arriving: InMemory) -> HttpResponse:
    """Take the answer with its files; what is wrong with its form is shown on the page again."""
    if speech.ground is None:
        messages.error(request, refusal(ProblemsRefused("no-policy")))
        return redirect("desk:problem-part", joint.pk)
    form = PartAnswerForm(speech.ground.ladder, request.POST)
    if form.is_valid():

        def take() -> None:
            answer_part(joint, **form.cleaned_data, actor=request.user, now=speech.now)

        told = {"for_household": bool(request.POST.get(SHOWN)), "actor": request.user, "now": speech.now}
        try:
            files = files_of(request, arriving, speech.ladder)
            carry_out(joint.problem, "part", files, take, **told)
        except ProblemsRefused as refused:
            form.add_error(None, refusal(refused))
        else:
            messages.success(request, _("已答复，牵头的看得到。"))
            return redirect("desk:problems")
    return _part_page(request, joint, form=form)


def _asked(request: HttpRequest, key: UUID) -> Joint:
    """The part, if the person's area was asked for it or he sees the problem (else 404)."""
    joint = get_object_or_404(Joint.objects.select_related(*OF_PARTS), pk=key)
    if _is_asked(request.user, joint):
        ask(request.user, "problem.note", joint.area)
    else:
        note_asked("problem.see")
        get_object_or_404(Problem.objects.seen_by(request.user), pk=joint.problem_id)
        ask(request.user, "problem.see", joint.problem)
    return joint


def _is_asked(person: Any, joint: Joint) -> bool:
    return joint.area is not None and may(person, "problem.note", joint.area)


def _part_page(request: HttpRequest, joint: Joint, *, form: PartAnswerForm | None = None) -> HttpResponse:
    person, problem = request.user, joint.problem
    speech = Speech.at(timezone.now())
    answers = _is_asked(person, joint) or may(person, "problem.note", problem)
    if form is None and answers and joint.answered_at is None and problem.is_open and speech.ground:
        form = PartAnswerForm(speech.ground.ladder)
    context: dict[str, Any] = {
        "joint": joint,
        "title": speech.title(problem),
        "left": speech.left(problem),
        "is_seen": Problem.objects.seen_by(person).filter(pk=problem.pk).exists(),
        "form": form,
        "files": offer_of(speech.ladder),
        "here": "problems",
    }
    return render(request, "desk/problems/part.html", context, status=422 if form and form.is_bound else 200)


def _reply(request: HttpRequest, key: UUID, verb: str) -> Reply:
    """The answer owed, if it is one's own or in sight of whoever may speak for the place."""
    seen = Reply.objects.seen_by(request.user)
    beside = ("item", "household__area", "area", "owner", "answered_by")
    reply = get_object_or_404(seen.select_related(*beside), pk=key)
    if reply.owner_id == request.user.pk:
        note_asked("an answer one owes oneself")
    else:
        ask(request.user, verb, reply)
    return reply


@require_http_methods(["GET", "POST"])
def reply(request: HttpRequest, key: UUID) -> HttpResponse:
    """One answer owed to a home; POST gives it."""
    is_post = request.method == "POST"
    reply = _reply(request, key, "problem.note" if is_post else "problem.see")
    speech = Speech.at(timezone.now())
    is_own = reply.owner_id == request.user.pk
    may_answer = reply.answered_at is None and (is_own or may(request.user, "problem.note", reply))
    form = AdviceForm(request.POST or None) if may_answer else None
    if form is not None and is_post and form.is_valid():
        try:
            answer_advice(reply, words=form.cleaned_data["words"], actor=request.user, now=speech.now)
        except ProblemsRefused as refused:
            form.add_error(None, refusal(refused))
        else:
            messages.success(request, _("已答复，这一户看得到。"))
            return redirect("desk:problems")
    if is_post and form is None:
        messages.error(request, refusal(ProblemsRefused("answered")))
        return redirect("desk:problem-reply", key)
    titles = titles_of([form_today(timezone.localdate(speech.now))])
    context: dict[str, Any] = {
        "reply": reply,
        "row": rows_seen([reply.household_id], request.user).get(reply.household_id),
        "about": category_word(titles, reply.item.kind, reply.item.category),
        "left": speech.answer_left(reply),
        "form": form,
        "passing": PassOnForm(auto_id="pass-%s") if may_answer else None,
        "here": "problems",
    }
    return render(request, "desk/problems/reply.html", context, status=422 if form and form.is_bound else 200)


@require_POST
def passing_on(request: HttpRequest, key: UUID) -> HttpResponse:
    """Let somebody else owe the answer."""
    reply = _reply(request, key, "problem.note")
    form = PassOnForm(request.POST)
    number = plain_number(form.cleaned_data["number"]) if form.is_valid() else ""
    to = Staff.objects.filter(number=number, is_active=True).first() if number else None
    if to is None:
        messages.error(request, _("没有这个工号的干部，或者已不在岗。"))
        return redirect("desk:problem-reply", key)
    try:
        pass_on(reply, to=to, actor=request.user, now=timezone.now())
    except ProblemsRefused as refused:
        messages.error(request, refusal(refused))
        return redirect("desk:problem-reply", key)
    messages.success(request, _("已交给%(name)s答复，日子不变。") % {"name": to.name})
    return redirect("desk:problems")
