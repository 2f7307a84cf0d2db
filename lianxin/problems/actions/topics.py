"""每月一题: taken up for a month by a person, worked off in dated steps, closed with what changed."""

from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from lianxin.areas.models import Area
from lianxin.ledger.actions import record
from lianxin.people.models import Staff
from lianxin.problems.actions.ground import ground_at
from lianxin.problems.actions.refusals import ProblemsRefused, said
from lianxin.problems.models import Topic, TopicStep
from lianxin.problems.recurring import came_in, outcome_of

LONGEST_TITLE = 60


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
    if Topic.objects.filter(area=area, month=first).exists():
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


def next_month(first: date) -> date:
    """The first day of the month after."""
    return (first + timedelta(days=31)).replace(day=1)


def _open(topic: Topic) -> Topic:
    found = Topic.objects.select_for_update(of=("self",)).select_related("area").get(pk=topic.pk)
    if found.closed_at is not None:
        raise ProblemsRefused("topic-closed")
    return found


def _tell(kind: str, topic: Topic, after: dict[str, Any], actor: Any, now: datetime) -> None:
    record(kind=kind, actor=actor, now=now, subject=topic, area=topic.area_id, after=after)
