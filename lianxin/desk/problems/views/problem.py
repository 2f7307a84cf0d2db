"""One problem: its page, what it looks like beside a list, and the steps that are taken with it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_GET, require_POST

from lianxin.desk.problems.doing import BY_NOUN, Step
from lianxin.desk.problems.files import SHOWN, InMemory, carry_out, files_of, offer_of, receive
from lianxin.desk.problems.moves import OF_PACKETS, form_of, moves_for
from lianxin.desk.problems.offices import answers
from lianxin.desk.problems.page import page_of
from lianxin.desk.problems.speech import Speech, refusal
from lianxin.desk.problems.story import Facts
from lianxin.people.access import ask
from lianxin.problems import queries
from lianxin.problems.actions import ProblemsRefused, take_back
from lianxin.problems.actions.taking_back import may_take_back
from lianxin.problems.evidence.taking import Taken
from lianxin.problems.models import Problem
from lianxin.problems.vocabulary import Verb

LATEST = 5


def seen_problem(request: HttpRequest, key: UUID, verb: str = "problem.see") -> Problem:
    """The problem of a key, if it is in sight (else 404), after asking for `verb` on it (else 403)."""
    seen = queries.shown(Problem.objects.seen_by(request.user)).select_related("town", "household__area")
    problem = get_object_or_404(seen, pk=key)
    ask(request.user, verb, problem)
    return problem


@require_GET
def problem(request: HttpRequest, key: UUID) -> HttpResponse:
    return shown(request, seen_problem(request, key))


def shown(
    request: HttpRequest, problem: Problem, *, status: int = 200, bound: tuple[str, Any] | None = None
) -> HttpResponse:
    """The page; `bound` is a step's noun with its form as it was sent, where something was wrong with it."""
    speech = Speech.at(timezone.now())
    page = page_of(problem, request.user, speech)
    offer = offer_of(speech.ladder)
    moves = moves_for(problem, page.facts, request.user, speech)
    is_gone = bound is not None and bound[0] not in {move.step.noun for move in moves}
    if bound and is_gone:
        for fault in bound[1].non_field_errors() or [_("这一步现在做不了，什么都没有改。")]:
            messages.error(request, fault)
    context: dict[str, Any] = {
        "page": page,
        "problem": problem,
        "line": page.line,
        "moves": moves,
        "bound": bound,
        "is_gone": is_gone,
        "files": offer,
        "may_merge": any(move.step.noun == "merger" for move in moves),
        "may_take_back": may_take_back(problem, request.user),
        "here": "problems",
    }
    return render(request, "desk/problems/problem.html", context, status=status)


@require_GET
def preview(request: HttpRequest, key: UUID) -> HttpResponse:
    """The fragment beside a list, asked for by the script; whoever opens its address is sent to the page."""
    problem = seen_problem(request, key)
    if request.headers.get("X-Fragment") != "1":
        return redirect("desk:problem", key)
    page = page_of(problem, request.user, Speech.at(timezone.now()))
    context = {"page": page, "problem": problem, "line": page.line, "story": page.story[:LATEST]}
    return render(request, "desk/problems/preview.html", context)


@require_POST
@csrf_exempt
def step(request: HttpRequest, key: UUID, noun: str) -> HttpResponse:
    """Take one step with a problem. Its token is checked in `_taken`: only then is the body read, with its
    files into memory, and only for who may take the step."""
    step = BY_NOUN[noun]
    problem, speech = seen_problem(request, key, step.right), Speech.at(timezone.now())
    return _taken(request, problem, step, speech, receive(request, speech.ladder))


@csrf_protect
def _taken(
    request: HttpRequest, problem: Problem, step: Step, speech: Speech, arriving: InMemory
) -> HttpResponse:
    """Take the step; what is wrong with its form is shown on the page again."""
    key, noun, now = problem.pk, step.noun, speech.now
    if speech.ground is None:
        messages.error(request, refusal(ProblemsRefused("no-policy")))
        return redirect("desk:problem", key)
    facts = Facts.of(problem)
    waiting = facts.waiting_packet
    if step.verb in OF_PACKETS and waiting and not answers(request.user, waiting, step.right):
        raise PermissionDenied(step.right)
    if step.verb is Verb.ACCEPT:
        ask(request.user, step.right, problem.holder)
    form = form_of(step, problem, facts, request.user, speech, request.POST)
    if not form.is_valid():
        return shown(request, problem, status=422, bound=(noun, form))
    files: list[Taken] = []
    try:
        if step.takes_files:
            files = files_of(request, arriving, speech.ladder)

        def take() -> None:
            step.carry_out(problem, form.cleaned_data, request.user, now)

        is_shown = bool(request.POST.get(SHOWN))
        new = carry_out(problem, noun, files, take, for_household=is_shown, actor=request.user, now=now)
    except ProblemsRefused as refused:
        form.add_error(None, refusal(refused))
        return shown(request, problem, status=422, bound=(noun, form))
    messages.success(request, str(step.done))
    if new < len(files):
        messages.info(request, _("有的文件这件事里已经有了，没有再存一份。"))
    return redirect("desk:problem", key)


@require_POST
def undoing(request: HttpRequest, key: UUID) -> HttpResponse:
    """Take back one's own last step, as long as nothing happened since."""
    problem = seen_problem(request, key, "problem.note")
    try:
        take_back(problem, actor=request.user, now=timezone.now())
    except ProblemsRefused as refused:
        messages.error(request, refusal(refused))
    else:
        messages.success(request, _("已撤销，和您做那一步以前一样。"))
    return redirect("desk:problem", key)
