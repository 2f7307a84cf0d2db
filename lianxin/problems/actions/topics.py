"""每月一题: taken up for a month by a person, worked off in dated steps, closed with what changed."""

from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from lianxin.areas.models import Area
from lianxin.ledger.actions import record
from lianxin.ledger.models import Event
from lianxin.people.models import Staff
from lianxin.problems.actions.ground import ground_at
from lianxin.problems.actions.refusals import ProblemsRefused, said
from lianxin.problems.models import Topic, TopicStep
from lianxin.problems.recurring import came_in, outcome_of

LONGEST_TITLE = 60
TAKEN_UP = "topic.taken_up"
TAKEN_BACK = (TAKEN_UP, "topic.leader_changed")
"""What can be taken back, as long as nothing happened to the topic since."""


@transaction.atomic
def take_up_topic(
    *,
    area: Area,
    category: str,
    month: date,
    title: str,
    plan: str,
    owner: Staff,
    actor: Any,
    now: datetime,
) -> Topic:
    """Choose what an area works on this month, or the next; who answers for it, and what will be done. How
    often it came up until now is counted and kept. Raises ProblemsRefused: no-policy, unknown-category,
    month-away, month-taken, topic-open, not-working, words-needed, too-long."""
    ground, today = ground_at(now), timezone.localdate(now)
    if category not in ground.ladder.categories:
        raise ProblemsRefused("unknown-category")
    first = month.replace(day=1)
    this = today.replace(day=1)
    if first not in (this, next_month(this)):
        raise ProblemsRefused("month-away")
    if not owner.is_active:
        raise ProblemsRefused("not-working")
    Area.objects.select_for_update(of=("self",)).get(pk=area.pk)  # one at a time for each area
    top = ground.ladder.category(category).path[0]
    if Topic.objects.standing().filter(area=area, month=first).exists():
        raise ProblemsRefused("month-taken")
    if Topic.objects.open().filter(area=area, category=top).exists():
        raise ProblemsRefused("topic-open")
    problems, homes, villages = came_in(area, top, ground.ladder, today=today)
    topic = Topic.objects.create(
        area=area,
        category=top,
        month=first,
        title=said(title)[:LONGEST_TITLE],
        plan=said(plan),
        owner=owner,
        problems=problems,
        homes=homes,
        villages=villages,
        taken_up_on=today,
        taken_up_at=now,
        taken_up_by=actor,
    )
    after = {"month": f"{first:%Y-%m}", "category": top, "staff": str(owner.pk), "problems": problems}
    _tell("topic.taken_up", topic, after, actor, now)
    return topic


@transaction.atomic
def plan_step(topic: Topic, *, due_on: date, words: str, actor: Any, now: datetime) -> TopicStep:
    """Say what will be done about a topic by a day. Raises ProblemsRefused: topic-closed, step-past,
    words-needed, too-long."""
    found = _open(topic)
    if due_on < timezone.localdate(now):
        raise ProblemsRefused("step-past")
    step = TopicStep.objects.create(
        topic=found, due_on=due_on, words=said(words), planned_at=now, planned_by=actor
    )
    _tell("topic.step_planned", found, {"on": due_on.isoformat()}, actor, now)
    return step


@transaction.atomic
def finish_step(step: TopicStep, *, result: str, actor: Any, now: datetime) -> TopicStep:
    """Say how a step turned out. Raises ProblemsRefused: topic-closed, step-done, words-needed, too-long."""
    topic = _open(step.topic)
    found = TopicStep.objects.select_for_update(of=("self",)).get(pk=step.pk)
    if found.done_at is not None:
        raise ProblemsRefused("step-done")
    found.result, found.done_at, found.done_by = said(result), now, actor
    found.save(update_fields=["result", "done_at", "done_by"])
    _tell("topic.step_done", topic, {"on": found.due_on.isoformat()}, actor, now)
    return found


@transaction.atomic
def close_topic(topic: Topic, *, changed: str, actor: Any, now: datetime) -> Topic:
    """Close a topic with what is different now; how often it came up before and since is kept with it.
    Raises ProblemsRefused: no-policy, topic-closed, steps-open, words-needed, too-long."""
    ground, found = ground_at(now), _open(topic)
    if found.steps.filter(done_at=None).exists():
        raise ProblemsRefused("steps-open")
    today = timezone.localdate(now)
    came = outcome_of(found.area, found.category, ground.ladder, taken_up_on=found.taken_up_on, today=today)
    found.changed, found.closed_at, found.closed_by = said(changed), now, actor
    found.before, found.after, found.days = came.here.before, came.here.after, came.here.days
    found.save(update_fields=["changed", "closed_at", "closed_by", "before", "after", "days"])
    after = {"before": found.before, "after": found.after, "days": found.days}
    _tell("topic.closed", found, after, actor, now)
    return found


@transaction.atomic
def change_leader(topic: Topic, *, to: Staff, actor: Any, now: datetime) -> Topic:
    """Let somebody else answer for a topic. Raises ProblemsRefused: topic-closed, not-working,
    same-leader."""
    found = _open(topic)
    if not to.is_active:
        raise ProblemsRefused("not-working")
    if found.owner_id == to.pk:
        raise ProblemsRefused("same-leader")
    before = {"staff": str(found.owner_id)}
    found.owner = to
    found.save(update_fields=["owner"])
    record(
        kind="topic.leader_changed",
        actor=actor,
        now=now,
        subject=found,
        area=found.area_id,
        before=before,
        after={"staff": str(to.pk)},
    )
    return found


def topic_may_be_taken_back(topic: Topic, actor: Any) -> str:
    """The kind of the last thing that happened to a topic, where it is a step of this person's own that can
    be taken back (it was taken up, or has another leader); an empty text otherwise."""
    last = Event.objects.about("topic", topic.pk).order_by("-id").first()
    is_open = topic.closed_at is None and topic.taken_back_at is None
    if not is_open or last is None or last.actor_id != actor.pk or last.kind not in TAKEN_BACK:
        return ""
    return last.kind


@transaction.atomic
def take_back_topic(topic: Topic, *, actor: Any, now: datetime) -> Topic:
    """Take back one's own last step with a topic: it is taken up no more and its month is free again, or
    whoever led it before leads it. Raises ProblemsRefused: topic-closed, moved-on, not-working."""
    found = _open(topic)
    kind = topic_may_be_taken_back(found, actor)
    if not kind:
        raise ProblemsRefused("moved-on")
    if kind == TAKEN_UP:
        found.taken_back_at = now
        found.save(update_fields=["taken_back_at"])
        _tell("topic.taken_back", found, {"month": f"{found.month:%Y-%m}"}, actor, now)
        return found
    last = Event.objects.about("topic", found.pk).order_by("-id")[0]
    before = Staff.objects.get(pk=(last.before or {})["staff"])
    if not before.is_active:
        raise ProblemsRefused("not-working")
    found.owner = before
    found.save(update_fields=["owner"])
    _tell("topic.leader_restored", found, {"staff": str(before.pk)}, actor, now)
    return found


def next_month(first: date) -> date:
    """The first day of the month after."""
    return (first + timedelta(days=31)).replace(day=1)


def _open(topic: Topic) -> Topic:
    found = Topic.objects.select_for_update(of=("self",)).select_related("area").get(pk=topic.pk)
    if found.closed_at is not None:
        raise ProblemsRefused("topic-closed")
    if found.taken_back_at is not None:
        raise ProblemsRefused("moved-on")
    return found


def _tell(kind: str, topic: Topic, after: dict[str, Any], actor: Any, now: datetime) -> None:
    record(kind=kind, actor=actor, now=now, subject=topic, area=topic.area_id, after=after)
