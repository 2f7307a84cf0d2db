"""Classifying: the verdicts of the rules become the class in force, with its history.

`reclassify` and `reclassify_everyone` are handlers of the corridor; they are repeatable: judging the same
facts again changes nothing.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from lianxin.classification.actions.adopting import judged_elsewhere
from lianxin.classification.actions.standings import (
    Judged,
    Moves,
    judge_and_write,
    judge_households,
    write_judged,
)
from lianxin.classification.models import Standing
from lianxin.databases.haste import collecting_seldom
from lianxin.databases.second import beside
from lianxin.ledger.models import Event
from lianxin.policies.models import Policy
from lianxin.registry.models import Household

BATCH = 5000
"""Households that are judged at once, in less than a second: a ninth cheaper than two thousand."""

Progress = Callable[[int, int], None]


@transaction.atomic
def reclassify(events: Iterable[Event], *, now: datetime) -> Moves:
    """Judge the households these events are about, at once. Without a policy in force, nothing happens."""
    events = list(events)
    policy = Policy.objects.in_force("tiers", timezone.localdate(now))
    keys = sorted({event.subject_id for event in events if event.subject_kind == "household"})
    moves = Moves()
    for start in range(0, len(keys) if policy else 0, BATCH):
        some = keys[start : start + BATCH]
        judge_and_write(policy, some, now=now, cause=events[0].kind, moves=moves)
    return moves


def reclassify_everyone(events: Iterable[Event], *, now: datetime) -> Moves:
    """A new policy was adopted: judge the whole register by it, if it is the one in force.

    Policies of other kinds change no class, and one that takes effect later changes none today. Where a page
    asked for it as work with progress, that work does it.
    """
    policy = Policy.objects.in_force("tiers", timezone.localdate(now))
    is_new = policy is not None and any(event.subject_id == policy.pk for event in events)
    if policy is None or not is_new or judged_elsewhere(policy.pk):
        return Moves()
    return classify_register(now=now, cause="policy.adopted")


@transaction.atomic
def classify_register(*, now: datetime, cause: str = "classified", progress: Progress | None = None) -> Moves:
    """Judge every household by the policy in force and write what changed; in one transaction."""
    return classify_in_steps(now=now, cause=cause, progress=progress)


@collecting_seldom()
def classify_in_steps(
    *, now: datetime, cause: str = "classified", progress: Progress | None = None, is_alone: bool = False
) -> Moves:
    """As `classify_register`, each batch in a transaction of its own, so that others are not kept waiting.

    `is_alone`: nobody else writes meanwhile. Then everybody is judged first, half of them by a second process
    where there may be one.
    """
    policy = Policy.objects.in_force("tiers", timezone.localdate(now))
    if policy is None:
        raise NoPolicy
    keys = list(Household.objects.order_by("number").values_list("pk", flat=True))
    batches = [keys[start : start + BATCH] for start in range(0, len(keys), BATCH)]
    judged = _judge_ahead(policy, batches, timezone.localdate(now)) if is_alone else None
    moves, done = Moves(), 0
    for at, batch in enumerate(batches):
        with transaction.atomic():
            if judged is None:
                judge_and_write(policy, batch, now=now, cause=cause, moves=moves)
            else:
                write_judged(judged[at], policy, now=now, cause=cause, moves=moves)
        done += len(batch)
        if progress:
            progress(done, len(keys))
    return moves


def _judge_ahead(policy: Policy, batches: Sequence[Sequence[UUID]], today: date) -> list[Judged]:
    def some(part: Sequence[Sequence[UUID]]) -> list[Judged]:
        return [judge_households(policy, batch, today=today) for batch in part]

    half = len(batches) // 2
    rest, first = beside(lambda: some(batches[half:]), lambda: some(batches[:half]))
    return first + rest


@transaction.atomic
def classify_due(*, now: datetime, limit: int = 4 * BATCH) -> Moves:
    """Judge households that were not judged today: ages, freshness and policies change with the calendar.

    Those that stand in no class yet come first: a policy may have taken effect since they were registered. At
    most `limit` at a time, so that the clock can do other things in between.
    """
    today, moves = timezone.localdate(now), classify_new(now=now, limit=limit)
    policy = Policy.objects.in_force("tiers", today)
    due = Standing.objects.filter(ruled_on__lt=today).order_by("ruled_on").values_list("pk", flat=True)
    keys = list(due[: limit - moves.households]) if policy else []
    for start in range(0, len(keys), BATCH):
        judge_and_write(policy, keys[start : start + BATCH], now=now, cause="day.passed", moves=moves)
    return moves


@transaction.atomic
def classify_new(*, now: datetime, limit: int | None = None) -> Moves:
    """Judge the present households that stand in no class, once a policy is in force."""
    policy, moves = Policy.objects.in_force("tiers", timezone.localdate(now)), Moves()
    new = Household.objects.present().filter(standing=None).order_by("number").values_list("pk", flat=True)
    keys = list(new[:limit]) if policy else []
    for start in range(0, len(keys), BATCH):
        judge_and_write(policy, keys[start : start + BATCH], now=now, cause="day.passed", moves=moves)
    return moves


class NoPolicy(LookupError):
    """No classification policy is in force on that day."""

    def __init__(self) -> None:
        super().__init__("还没有采用分类办法；请先运行 lianxin policy adopt policy/tiers/2026-01-01.yaml。")
