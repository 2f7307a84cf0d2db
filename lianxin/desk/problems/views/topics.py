"""每月一题: the list with its candidates, one topic, and the steps taken with it."""

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from lianxin.desk.in_place import in_place
from lianxin.desk.places import Place
from lianxin.desk.problems.speech import Speech, refusal
from lianxin.desk.problems.topics import (
    EDIT,
    MOST_CLOSED,
    ClosingForm,
    LeaderForm,
    ResultForm,
    StepForm,
    TopicForm,
    came_of,
    candidates_in,
    elsewhere_words,
    leaders_for,
    outcome_words,
    steps_of,
    titles_of,
    topics_in,
)
from lianxin.people.access import areas_seen, ask, may
from lianxin.people.models import Staff
from lianxin.problems.actions import (
    ProblemsRefused,
    change_leader,
    close_topic,
    finish_step,
    plan_step,
    take_back_topic,
    take_up_topic,
    topic_may_be_taken_back,
)
from lianxin.problems.limits import floor_of
from lianxin.problems.models import Topic, TopicCount, TopicStep
from lianxin.problems.recurring import came_in


@require_GET
@in_place("problem.see")
def topics(request: HttpRequest, place: Place) -> HttpResponse:
    speech = Speech.at(timezone.now())
    floor = floor_of(speech.ladder)
    seen = topics_in(place, request.user)
    context = {
        "place": place,
        "open": titles_of(seen.open(), speech),
        "closed": [
            (topic, title, outcome_words(topic.before, topic.after, topic.days))
            for topic, title in titles_of(seen.closed().order_by("-closed_at", "-pk")[:MOST_CLOSED], speech)
        ],
        "candidates": candidates_in(place, request.user, speech),
        "counted": TopicCount.objects.order_by("-day").first(),
        "floor": floor,
        "here": "problems",
    }
    return render(request, "desk/problems/topics.html", context)


@require_http_methods(["GET", "POST"])
def new_topic(request: HttpRequest, code: str, category: str) -> HttpResponse:
    """Take up what recurs: say whose it is, what will be done, and for which month."""
    area = get_object_or_404(areas_seen(request.user, "problem.see"), code=code)
    ask(request.user, EDIT, area)
    speech = Speech.at(timezone.now())
    if speech.ground is None or category not in speech.ground.ladder.categories:
        raise Http404
    top = speech.ground.ladder.category(category).path[0]
    today = timezone.localdate(speech.now)
    people = leaders_for(area, today)
    start = {"title": speech.category(top), "owner": str(request.user.pk)}
    form = (
        TopicForm(today, people, request.POST)
        if request.method == "POST"
        else TopicForm(today, people, initial=start)
    )
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            topic = take_up_topic(
                area=area,
                category=top,
                month=date.fromisoformat(f"{given['month']}-01"),
                title=given["title"],
                plan=given["plan"],
                owner=Staff.objects.get(pk=given["owner"]),
                actor=request.user,
                now=speech.now,
            )
        except ProblemsRefused as refused:
            form.add_error(None, refusal(refused))
        else:
            messages.success(request, _("已定为每月一题。下一步：写清哪天以前办什么。"))
            return redirect("desk:topic", topic.pk)
    problems, homes, villages = came_in(area, top, speech.ground.ladder, today=today)
    context = {
        "area": area,
        "form": form,
        "title": speech.category(top),
        "problems": problems,
        "homes": homes,
        "villages": villages,
        "days": floor_of(speech.ladder).days,
        "here": "problems",
    }
    return render(request, "desk/problems/new_topic.html", context, status=422 if form.errors else 200)


@require_GET
def topic(request: HttpRequest, key: UUID) -> HttpResponse:
    return _shown(request, _seen(request, key))


@require_POST
def steps(request: HttpRequest, key: UUID) -> HttpResponse:
    found = _seen(request, key, EDIT)
    return _take(request, found, StepForm(request.POST), "step", plan_step, _("已记下这一步。"))


@require_POST
def result(request: HttpRequest, key: UUID) -> HttpResponse:
    """How one step turned out; `key` is the step's."""
    seen = TopicStep.objects.filter(topic__in=Topic.objects.seen_by(request.user).standing())
    step = get_object_or_404(seen.select_related("topic__area", "topic__owner"), pk=key)
    ask(request.user, EDIT, step.topic)

    def finish(_topic: Topic, **given: Any) -> Any:
        return finish_step(step, **given)

    form = ResultForm(request.POST)
    return _take(request, step.topic, form, f"result {step.pk}", finish, _("已记下结果。"))


@require_POST
def closing(request: HttpRequest, key: UUID) -> HttpResponse:
    found = _seen(request, key, EDIT)
    done = _("已办结。前后各来了几件，已经一起记下。")
    return _take(request, found, ClosingForm(request.POST), "closing", close_topic, done)


@require_POST
def leader(request: HttpRequest, key: UUID) -> HttpResponse:
    """Let somebody else lead a topic."""
    found = _seen(request, key, EDIT)
    form = LeaderForm(leaders_for(found.area, timezone.localdate()), request.POST)

    def change(topic: Topic, *, to: str, **told: Any) -> Any:
        return change_leader(topic, to=Staff.objects.get(pk=to), **told)

    return _take(request, found, form, "leader", change, _("已换人牵头。"))


@require_POST
def undoing(request: HttpRequest, key: UUID) -> HttpResponse:
    """Take back one's own last step with a topic, as long as nothing happened since."""
    found = _seen(request, key, EDIT)
    try:
        topic = take_back_topic(found, actor=request.user, now=timezone.now())
    except ProblemsRefused as refused:
        messages.error(request, refusal(refused))
        return redirect("desk:topic", found.pk)
    if topic.taken_back_at is not None:
        messages.success(request, _("已撤销定题，这个月可以另定一题。"))
        return redirect("desk:topics")
    messages.success(request, _("已撤销，还由%(name)s牵头。") % {"name": topic.owner.name})
    return redirect("desk:topic", topic.pk)


def _take(
    request: HttpRequest, topic: Topic, form: Form, name: str, action: Callable[..., Any], done: str
) -> HttpResponse:
    """Carry out one step with a topic; what is wrong with its form is shown on the page again."""
    if form.is_valid():
        try:
            action(topic, **form.cleaned_data, actor=request.user, now=timezone.now())
        except ProblemsRefused as refused:
            form.add_error(None, refusal(refused))
        else:
            messages.success(request, done)
            return redirect("desk:topic", topic.pk)
    return _shown(request, topic, bound=(name, form))


def _seen(request: HttpRequest, key: UUID, verb: str = "problem.see") -> Topic:
    seen = (
        Topic.objects.seen_by(request.user)
        .standing()
        .select_related("area", "owner", "taken_up_by", "closed_by")
    )
    found = get_object_or_404(seen, pk=key)
    ask(request.user, verb, found)
    return found


def _shown(request: HttpRequest, topic: Topic, bound: tuple[str, Form] | None = None) -> HttpResponse:
    speech = Speech.at(timezone.now())
    today = timezone.localdate(speech.now)
    name, form = bound or ("", None)
    edits = topic.closed_at is None and may(request.user, EDIT, topic)
    outcome = came_of(topic, speech, today) if topic.closed_at is None else None
    context = {
        "topic": topic,
        "title": speech.category(topic.category),
        "steps": [
            (one, form if name == f"result {one.step.pk}" else ResultForm(auto_id=f"id_{one.step.pk}_%s"))
            for one in steps_of(topic, today)
        ],
        "may_edit": edits,
        "step_form": form if name == "step" else StepForm(),
        "closing_form": form if name == "closing" else ClosingForm(),
        "is_closing": name == "closing",
        "leader_form": _leader_form(topic, today, form if name == "leader" else None) if edits else None,
        "may_take_back": topic_may_be_taken_back(topic, request.user) if edits else "",
        "days": floor_of(speech.ladder).days,
        "here": "problems",
    }
    if topic.closed_at is not None:
        context["outcome"] = outcome_words(topic.before, topic.after, topic.days)
    elif outcome is not None:
        context["outcome"] = outcome_words(outcome.here.before, outcome.here.after, outcome.here.days)
        context["elsewhere"] = elsewhere_words(outcome)
    return render(request, "desk/problems/topic.html", context, status=422 if bound else 200)


def _leader_form(topic: Topic, today: date, form: Form | None) -> Form:
    """Whoever may lead it but does not."""
    others = [one for one in leaders_for(topic.area, today) if one[0] != str(topic.owner_id)]
    return form or LeaderForm(others, auto_id="leader-%s")
