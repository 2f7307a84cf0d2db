"""Leaving 连心户: two people agree after a visit, and the class in force becomes what the rules say."""

from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime
from itertools import groupby
from typing import Any

from django.db import transaction
from django.utils import timezone

from lianxin.classification.actions.reviews import APPROVALS_NEEDED, ReviewRefused, note_of, open_ones
from lianxin.classification.actions.standings import rules_now
from lianxin.classification.models import Approval, Review, Standing, Tenure
from lianxin.classification.placing import months_later
from lianxin.ledger.actions import Note, record_many


def approve_exit(review: Review, *, actor: Any, now: datetime) -> bool:
    """Agree that a household may leave 连心户. The second person's agreement lets it leave; returns whether.

    Raises ReviewRefused: decided, not-an-exit, visit-needed, second-person, rules-changed.
    """
    return approve_exits([review], actor=actor, now=now) == 1


@transaction.atomic
def approve_exits(reviews: Sequence[Review], *, actor: Any, now: datetime) -> int:
    """Agree to the exits of several households at once; returns how many of them leave by it.

    Raises ReviewRefused as `approve_exit` does, for the first that cannot be agreed to; then nothing changed.
    """
    if not reviews:
        return 0
    reviews = open_ones(reviews)
    approvals = Approval.objects.filter(review__among=[review.pk for review in reviews])
    before = list(approvals.values_list("review", "by"))
    rows = Standing.objects.select_for_update(of=("self",)).select_related("policy")
    standings = {row.pk: row for row in rows.filter(pk__among=[review.household_id for review in reviews])}
    for review in reviews:
        if review.kind != Review.EXIT:
            raise ReviewRefused("not-an-exit")
        if review.visited_on is None:
            raise ReviewRefused("visit-needed")
        if (review.pk, actor.pk) in before:
            raise ReviewRefused("second-person")
        if not standings[review.household_id].is_leaving:
            raise ReviewRefused("rules-changed")
    Approval.objects.bulk_create([Approval(review=review, by=actor, at=now) for review in reviews])
    number = Counter(review for review, _by in before)
    leaving = [review for review in reviews if number[review.pk] + 1 >= APPROVALS_NEEDED]
    notes = [note_of("exit.approved", review) for review in reviews]
    notes += _leave(leaving, [standings[review.household_id] for review in leaving], timezone.localdate(now))
    for review in leaving:
        review.outcome, review.decided_at, review.decided_by = "left", now, actor
        notes.append(note_of("review.decided", review, {"outcome": review.outcome}))
    Review.objects.bulk_update(leaving, ["outcome", "decided_at", "decided_by"], batch_size=200)
    record_many(notes, actor=actor, now=now)
    return len(leaving)


def _leave(reviews: Sequence[Review], standings: Sequence[Standing], today: date) -> list[Note]:
    """The class in force becomes what the rules say; the time as 连心户 ends."""
    keys = [standing.pk for standing in standings]
    Tenure.objects.filter(household__among=keys, to_on=None).update(to_on=today)
    before = {standing.pk: standing.tier for standing in standings}
    for _policy, some in groupby(sorted(standings, key=_policy_of), key=_policy_of):
        judged_by_one = list(some)
        policy = judged_by_one[0].policy
        # Having left is a reason from now on.
        rules = rules_now([standing.pk for standing in judged_by_one], policy, today)
        for standing in judged_by_one:
            standing.tier, standing.rules = standing.ruled_tier, rules.get(standing.pk, [])
            months = int(policy.document.values[f"expires_{standing.tier}"])
            standing.since_on, standing.expires_on = today, months_later(today, months)
    Standing.objects.bulk_update(standings, ["tier", "since_on", "expires_on", "rules"], batch_size=200)
    Tenure.objects.bulk_create(
        [
            Tenure(household_id=standing.pk, tier=standing.tier, from_on=today, cause="exit.approved")
            for standing in standings
        ]
    )
    return [
        Note(
            "class.changed",
            "household",
            standing.pk,
            review.household.area_id,
            before={"tier": before[standing.pk]},
            after={"tier": standing.tier, "rules": standing.rules},
            cause="exit.approved",
        )
        for review, standing in zip(reviews, standings, strict=True)
    ]


def _policy_of(standing: Standing) -> Any:
    return standing.policy_id
