"""Where people decide about a class: an objection, an exit from 连心户, a class past its date."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from lianxin.classification.models import Review, Standing
from lianxin.classification.placing import months_later
from lianxin.ledger.actions import Note, record_many
from lianxin.ledger.keys import new_key
from lianxin.registry.models import Household

APPROVALS_NEEDED = 2
OUTCOMES = {Review.OBJECTION: ("kept", "changed"), Review.EXPIRY: ("kept", "changed"), Review.EXIT: ("kept",)}
MESSAGES = {
    "words-needed": "请写下这户人家为什么觉得分得不对。",
    "already-open": "这一户已经有一条正在办的异议，请在那一条里继续。",
    "no-class": "这一户还没有分类，没有可以提异议的结论。",
    "decided": "这一条已经有了结论，不能再改；有新情况请另开一条。",
    "answer-needed": "请写明理由：这户人家有权知道为什么。",
    "wrong-outcome": "这类复核不能这样办结。",
    "not-an-exit": "只有退出连心户的复核才需要上门核实和两人同意。",
    "visit-needed": "同意退出之前，要先有人上门核实并登记日期。",
    "day-ahead": "上门的日期还没到，请核对。",
    "visit-too-old": "上门核实要在这条复核开启之后。",
    "second-person": "您已经同意过了；还需要另一个人同意。",
    "rules-changed": "按现在的情况，这一户又该是连心户了，不能退出。",
}


class ReviewRefused(ValueError):
    """A step of a review that cannot be taken; `code` is stable, `message` says what to do."""

    def __init__(self, code: str) -> None:
        super().__init__(MESSAGES[code])
        self.code = code
        self.message = MESSAGES[code]


@transaction.atomic
def open_objection(household: Household, *, words: str, actor: Any, now: datetime) -> Review:
    """A household contests its class, in its own words; a person will look.

    Raises ReviewRefused: words-needed, no-class, already-open.
    """
    if not words.strip():
        raise ReviewRefused("words-needed")
    if not Standing.objects.filter(household=household).exists():
        raise ReviewRefused("no-class")
    if Review.objects.open().filter(household=household, kind=Review.OBJECTION).exists():
        raise ReviewRefused("already-open")
    review = Review.objects.create(
        household=household, kind=Review.OBJECTION, words=words.strip(), opened_at=now, opened_by=actor
    )
    _tell("class.contested", review, actor=actor, now=now)
    return review


@transaction.atomic
def decide_review(review: Review, *, outcome: str, answer: str, actor: Any, now: datetime) -> None:
    """Close a review with a reasoned answer. `kept` confirms the class, which is then good for a new term.

    `changed` says that the facts were corrected and the class follows them. An exit is decided by two people
    (`exits.approve_exit`), or kept here. Raises ReviewRefused: decided, answer-needed, wrong-outcome.
    """
    review = _open(review)
    if outcome not in OUTCOMES[review.kind]:
        raise ReviewRefused("wrong-outcome")
    if not answer.strip():
        raise ReviewRefused("answer-needed")
    _close(review, outcome, answer.strip(), actor=actor, now=now)
    standing = Standing.objects.select_related("policy").filter(household=review.household_id).first()
    if standing and outcome == "kept":
        months = int(standing.policy.document.values[f"expires_{standing.tier}"])
        standing.expires_on = months_later(timezone.localdate(now), months)
        standing.save(update_fields=["expires_on"])


@transaction.atomic
def record_exit_visit(review: Review, *, visited_on: date, actor: Any, now: datetime) -> None:
    """Someone went to the home to see whether it can do without one-to-one help.

    Raises ReviewRefused: decided, not-an-exit, day-ahead, visit-too-old.
    """
    review = _open(review)
    if review.kind != Review.EXIT:
        raise ReviewRefused("not-an-exit")
    if visited_on > timezone.localdate(now):
        raise ReviewRefused("day-ahead")
    if visited_on < timezone.localdate(review.opened_at):
        raise ReviewRefused("visit-too-old")
    review.visited_on, review.visited_by = visited_on, actor
    review.save(update_fields=["visited_on", "visited_by"])
    _tell("exit.visited", review, actor=actor, now=now, after={"visited_on": visited_on.isoformat()})


@transaction.atomic
def open_expired_reviews(*, now: datetime) -> int:
    """Open a review for every class past its date that has none yet; the clock calls it. Returns how many."""
    asked = Review.objects.open().filter(kind=Review.EXPIRY).values("household")
    expired = Standing.objects.expired(timezone.localdate(now)).exclude(household__in=asked)
    rows = list(expired.values_list("household", "household__area"))
    reviews = [Review(id=new_key(), household_id=key, kind=Review.EXPIRY, opened_at=now) for key, _ in rows]
    Review.objects.bulk_create(reviews, batch_size=500)
    notes = (Note("class.expired", "household", key, area) for key, area in rows)
    record_many(notes, actor=None, now=now)
    return len(reviews)


def _open(review: Review) -> Review:
    """The review, locked, so that two people cannot decide it at once."""
    return open_ones([review])[0]


def open_ones(reviews: Sequence[Review]) -> list[Review]:
    """These reviews, locked and in their order. Raises ReviewRefused: decided."""
    rows = Review.objects.select_for_update(of=("self",)).select_related("household__area")
    locked = {row.pk: row for row in rows.filter(pk__among=[review.pk for review in reviews])}
    if any(row.decided_at is not None for row in locked.values()):
        raise ReviewRefused("decided")
    return [locked[review.pk] for review in reviews]


def _close(review: Review, outcome: str, answer: str, *, actor: Any, now: datetime) -> None:
    review.outcome, review.answer = outcome, answer
    review.decided_at, review.decided_by = now, actor
    review.save(update_fields=["outcome", "answer", "decided_at", "decided_by"])
    _tell("review.decided", review, actor=actor, now=now, after={"outcome": outcome})


def _tell(
    kind: str, review: Review, *, actor: Any, now: datetime, after: dict[str, Any] | None = None
) -> None:
    record_many([note_of(kind, review, after)], actor=actor, now=now)


def note_of(kind: str, review: Review, after: dict[str, Any] | None = None) -> Note:
    """What is told of a review in the ledger."""
    told = {"review": str(review.pk), "kind": review.kind} | (after or {})
    return Note(kind, "household", review.household_id, review.household.area_id, after=told)
