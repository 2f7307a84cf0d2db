"""Classifying: the verdicts of the rules become the class in force, with its history.

`reclassify` and `reclassify_everyone` are handlers of the corridor; they are repeatable: judging the same
facts again changes nothing.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from lianxin.classification.judging import judge, read_inputs
from lianxin.classification.models import Review, Standing, Tenure
from lianxin.classification.placing import Placing, months_later, place
from lianxin.classification.verdicts import Verdicts
from lianxin.classification.vocabulary import Tier
from lianxin.ledger.actions import Note, record_many
from lianxin.ledger.models import Event
from lianxin.policies.models import Policy
from lianxin.registry.models import Household

BATCH = 2000
WRITTEN = ["tier", "since_on", "ruled_tier", "rules", "could_be", "ask", "policy", "ruled_on", "expires_on"]
Progress = Callable[[int, int], None]


@dataclass
class Moves:
    """What a classification changed: households judged, and how many went from one tier to another."""

    households: int = 0
    moves: dict[tuple[str, str], int] = field(default_factory=dict)

    @property
    def changed(self) -> int:
        return sum(self.moves.values())


@transaction.atomic
def reclassify(events: Iterable[Event], *, now: datetime) -> Moves:
    """Judge the households these events are about, at once. Without a policy in force, nothing happens."""
    events = list(events)
    policy = Policy.objects.in_force("tiers", timezone.localdate(now))
    keys = sorted({event.subject_id for event in events if event.subject_kind == "household"})
    moves = Moves()
    for start in range(0, len(keys) if policy else 0, BATCH):
        some = keys[start : start + BATCH]
        _write(policy, some, now=now, cause=events[0].kind, moves=moves)
    return moves


def reclassify_everyone(events: Iterable[Event], *, now: datetime) -> Moves:
    """A new policy was adopted: judge the whole register by the one in force, if any is yet.

    Policies of other kinds change no class.
    """
    concerned = any(event.after.get("kind") == "tiers" for event in events)
    if concerned and Policy.objects.in_force("tiers", timezone.localdate(now)):
        return classify_register(now=now, cause="policy.adopted")
    return Moves()


@transaction.atomic
def classify_register(*, now: datetime, cause: str = "classified", progress: Progress | None = None) -> Moves:
    """Judge every household by the policy in force and write what changed; in one transaction."""
    policy = Policy.objects.in_force("tiers", timezone.localdate(now))
    if policy is None:
        raise NoPolicy
    keys = list(Household.objects.order_by("number").values_list("pk", flat=True))
    moves = Moves()
    for start in range(0, len(keys), BATCH):
        _write(policy, keys[start : start + BATCH], now=now, cause=cause, moves=moves)
        if progress:
            progress(min(start + BATCH, len(keys)), len(keys))
    return moves


@transaction.atomic
def classify_due(*, now: datetime, limit: int = 10 * BATCH) -> Moves:
    """Judge households that were not judged today: ages, freshness and policies change with the calendar.

    At most `limit` at a time, so that the clock can do other things in between.
    """
    today, moves = timezone.localdate(now), Moves()
    policy = Policy.objects.in_force("tiers", today)
    due = Standing.objects.filter(ruled_on__lt=today).order_by("ruled_on").values_list("pk", flat=True)
    keys = list(due[:limit]) if policy else []
    for start in range(0, len(keys), BATCH):
        _write(policy, keys[start : start + BATCH], now=now, cause="day.passed", moves=moves)
    return moves


class NoPolicy(LookupError):
    """No classification policy is in force on that day."""

    def __init__(self) -> None:
        super().__init__("还没有采用分类办法；请先运行 lianxin policy adopt policy/tiers/2026-01-01.yaml。")


def _write(policy: Policy, keys: Sequence[UUID], *, now: datetime, cause: str, moves: Moves) -> None:
    """Judge some households and write their standings, tenures, reviews and ledger notes."""
    today = timezone.localdate(now)
    inputs = read_inputs(policy.document.catalogue, as_of=today, keys=keys)
    verdicts = judge(policy.document, inputs)
    stood = Standing.objects.in_bulk(keys)
    changed: list[Standing] = []
    moved: list[tuple[Standing, str | None]] = []
    opened: list[UUID] = []
    ended: list[UUID] = []
    for row, key in enumerate(inputs.register.keys):
        old = stood.pop(key, None)
        placing = place(verdicts.tier(row), Tier(old.tier) if old else None, verdicts.others(row))
        new = _standing(key, placing, verdicts, row, old, policy, today)
        if old is None or _differ(old, new):
            changed.append(new)
        if old is None or old.tier != new.tier:
            moved.append((new, old.tier if old else None))
        if placing.opens_exit:
            opened.append(key)
        if placing.ends_exit:
            ended.append(key)
    Standing.objects.bulk_create(
        changed, update_conflicts=True, unique_fields=["household"], update_fields=WRITTEN, batch_size=500
    )
    _close_gone(list(stood), today)
    _write_tenures(moved, today, cause)
    _open_exits(opened, now)
    _end_exits(ended, now)
    areas = dict(Household.objects.filter(pk__in=[new.pk for new, _ in moved]).values_list("pk", "area"))
    record_many((_note(new, before, areas[new.pk], cause) for new, before in moved), actor=None, now=now)
    moves.households += len(inputs.register.keys)
    for new, before in moved:
        way = (before or "", new.tier)
        moves.moves[way] = moves.moves.get(way, 0) + 1


def _standing(
    key: UUID,
    placing: Placing,
    verdicts: Verdicts,
    row: int,
    old: Standing | None,
    policy: Policy,
    today: date,
) -> Standing:
    stays = old is not None and old.tier == placing.tier.value
    months = int(policy.document.values[f"expires_{placing.tier.value}"])
    return Standing(
        household_id=key,
        tier=placing.tier.value,
        since_on=old.since_on if old and stays else today,
        ruled_tier=verdicts.tier(row).value,
        rules=list(verdicts.rules(row)),
        could_be=[tier.value for tier in verdicts.others(row)],
        ask=list(verdicts.asked(row)),
        policy=policy,
        ruled_on=today,
        expires_on=old.expires_on if old and stays else months_later(today, months),
    )


def _differ(old: Standing, new: Standing) -> bool:
    return any(getattr(old, name) != getattr(new, name) for name in WRITTEN if name != "policy") or (
        old.policy_id != new.policy_id
    )


def _close_gone(keys: Sequence[UUID], today: date) -> None:
    """Households that left the register stand in no class any more; what they stood in stays as history."""
    Standing.objects.filter(pk__in=keys).delete()
    Tenure.objects.filter(household__in=keys, to_on=None).update(to_on=today)


def _write_tenures(moved: Sequence[tuple[Standing, str | None]], today: date, cause: str) -> None:
    Tenure.objects.filter(household__in=[new.pk for new, _ in moved], to_on=None).update(to_on=today)
    Tenure.objects.bulk_create(
        [Tenure(household_id=new.pk, tier=new.tier, from_on=today, cause=cause) for new, _ in moved],
        batch_size=500,
    )


def _open_exits(keys: Sequence[UUID], now: datetime) -> None:
    """The rules no longer call for 连心户: people decide. One open question a household is enough."""
    asked = Review.objects.open().filter(household__in=keys, kind=Review.EXIT)
    already = set(asked.values_list("household", flat=True))
    fresh = [Review(household_id=key, kind=Review.EXIT, opened_at=now) for key in keys if key not in already]
    Review.objects.bulk_create(fresh)


def _end_exits(keys: Sequence[UUID], now: datetime) -> None:
    """The rules call for 连心户 again: the question of leaving is moot."""
    asked = Review.objects.open().filter(household__in=keys, kind=Review.EXIT)
    asked.update(decided_at=now, outcome="moot")


def _note(new: Standing, before: str | None, area: UUID, cause: str) -> Note:
    return Note(
        "class.changed",
        "household",
        new.pk,
        area,
        before={"tier": before} if before else None,
        after={"tier": new.tier, "rules": new.rules, "policy": new.policy.document_id},
        reason=cause,
    )
