"""Writing verdicts down: the class each household stands in, its history, and exits for people to decide."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import lru_cache
from uuid import UUID

from django.utils import timezone

from lianxin.classification.actions.standing_rows import Row, read_standings
from lianxin.classification.judging import judge, read_inputs
from lianxin.classification.models import Review, Standing, Tenure
from lianxin.classification.placing import Placing, months_later, place
from lianxin.classification.verdicts import Verdicts
from lianxin.classification.vocabulary import Tier
from lianxin.databases.inserting import insert_rows
from lianxin.databases.updating import update_rows
from lianxin.ledger.actions import Note, record_many
from lianxin.ledger.keys import new_keys
from lianxin.policies.models import Policy
from lianxin.registry.models import Household


@dataclass
class Moves:
    """What a classification changed: households judged, and how many went from one tier to another."""

    households: int = 0
    moves: dict[tuple[str, str], int] = field(default_factory=dict)

    @property
    def changed(self) -> int:
        return sum(self.moves.values())


@dataclass(frozen=True, slots=True)
class Judged:
    """What judging some households comes to, not written yet.

    `new` stand in no class so far; `same` (keys) stand as before but for the day on which they were judged;
    `changed` stand otherwise. `moved`: those who change their class, with the one before. `gone` (keys) are
    no longer on the register. `opened`, `ended` (keys): exits that people are asked about, or no more.
    """

    households: int
    new: list[Row] = field(default_factory=list)
    same: list[UUID] = field(default_factory=list)
    changed: list[Row] = field(default_factory=list)
    moved: list[tuple[Row, str | None]] = field(default_factory=list)
    gone: list[UUID] = field(default_factory=list)
    opened: list[UUID] = field(default_factory=list)
    ended: list[UUID] = field(default_factory=list)


def judge_and_write(policy: Policy, keys: Sequence[UUID], *, now: datetime, cause: str, moves: Moves) -> None:
    """Judge some households and write their standings, tenures, reviews and ledger notes."""
    judged = judge_households(policy, keys, today=timezone.localdate(now))
    write_judged(judged, policy, now=now, cause=cause, moves=moves)


def judge_households(policy: Policy, keys: Sequence[UUID], *, today: date) -> Judged:
    """Judge some households by what is known now; writes nothing."""
    inputs = read_inputs(policy.document.catalogue, as_of=today, keys=keys)
    verdicts = judge(policy.document, inputs)
    terms = {tier: _term(policy, tier, today) for tier in Tier}
    stood = read_standings(keys)
    judged = Judged(len(inputs.register.keys))
    for at, key in enumerate(inputs.register.keys):
        old = stood.pop(key, None)
        placing = place(verdicts.tier(at), Tier(old.tier) if old else None, verdicts.others(at))
        row = _standing(key, placing, verdicts, at, old, policy, today, terms)
        if old is None:
            judged.new.append(row)
        elif row != old:
            if row == old._replace(ruled_on=today):
                judged.same.append(key)
            else:
                judged.changed.append(row)
        if old is None or old.tier != row.tier:
            judged.moved.append((row, old.tier if old else None))
        if placing.opens_exit:
            judged.opened.append(key)
        if placing.ends_exit:
            judged.ended.append(key)
    judged.gone.extend(stood)
    return judged


def write_judged(judged: Judged, policy: Policy, *, now: datetime, cause: str, moves: Moves) -> None:
    """Write down what judging came to, and add it to `moves`."""
    today = timezone.localdate(now)
    _write_standings(judged, today)
    _close_gone(judged.gone, today)
    _write_tenures(judged.moved, today, cause)
    _open_exits(judged.opened, now)
    _end_exits(judged.ended, now)
    moving = Household.objects.filter(pk__among=[new.household_id for new, _ in judged.moved])
    areas = dict(moving.values_list("pk", "area"))
    notes = (_note(new, before, areas[new.household_id], cause, policy) for new, before in judged.moved)
    record_many(notes, actor=None, now=now)
    moves.households += judged.households
    for new, before in judged.moved:
        way = (before or "", new.tier)
        moves.moves[way] = moves.moves.get(way, 0) + 1


def rules_now(households: Sequence[UUID], policy: Policy, today: date) -> dict[UUID, list[str]]:
    """The rules that hold for some present households as they stand now, the most serious first."""
    inputs = read_inputs(policy.document.catalogue, as_of=today, keys=households)
    verdicts = judge(policy.document, inputs, ask=False)
    return {key: list(verdicts.rules(at)) for at, key in enumerate(inputs.register.keys)}


def _term(policy: Policy, tier: Tier, today: date) -> date:
    """The day on which a class given today must be looked at again."""
    return months_later(today, int(policy.document.values[f"expires_{tier.value}"]))


def _standing(
    key: UUID,
    placing: Placing,
    verdicts: Verdicts,
    at: int,
    old: Row | None,
    policy: Policy,
    today: date,
    terms: Mapping[Tier, date],
) -> Row:
    tier = placing.tier.value
    stays = old is not None and old.tier == tier
    return Row(
        household_id=key,
        tier=tier,
        since_on=old.since_on if old and stays else today,
        ruled_tier=verdicts.tier(at).value,
        rules=_texts(verdicts.rules(at)),
        could_be=_texts(verdicts.others(at)),
        ask=_texts(verdicts.asked(at)),
        policy_id=policy.pk,
        ruled_on=today,
        expires_on=old.expires_on if old and stays else terms[placing.tier],
    )


@lru_cache(maxsize=4096)
def _texts(words: tuple[str, ...]) -> list[str]:
    """Codes of rules, tiers or facts as they are stored: plain texts in a list."""
    return [str(word) for word in words]


def _write_standings(judged: Judged, today: date) -> None:
    """Write what changed. Of most households judged again, that is the day alone."""
    insert_rows(Standing, judged.new)
    Standing.objects.filter(pk__among=judged.same).update(ruled_on=today)
    update_rows(Standing, Row._fields[1:], judged.changed)


def _close_gone(keys: Sequence[UUID], today: date) -> None:
    """Households that left the register stand in no class any more; what they stood in stays as history."""
    if keys:
        Standing.objects.filter(pk__in=keys).delete()
        Tenure.objects.filter(household__in=keys, to_on=None).update(to_on=today)


def _write_tenures(moved: Sequence[tuple[Row, str | None]], today: date, cause: str) -> None:
    left = [new.household_id for new, before in moved if before]
    Tenure.objects.filter(household__among=left, to_on=None).update(to_on=today)
    keys = new_keys(len(moved))
    begun = zip(keys, moved, strict=True)
    insert_rows(Tenure, [(key, new.household_id, new.tier, today, None, cause) for key, (new, _) in begun])


def _open_exits(keys: Sequence[UUID], now: datetime) -> None:
    """The rules no longer call for 连心户: people decide. One open question a household is enough."""
    asked = Review.objects.open().filter(household__among=keys, kind=Review.EXIT)
    already = set(asked.values_list("household", flat=True))
    fresh = [Review(household_id=key, kind=Review.EXIT, opened_at=now) for key in keys if key not in already]
    Review.objects.bulk_create(fresh)


def _end_exits(keys: Sequence[UUID], now: datetime) -> None:
    """The rules call for 连心户 again: the question of leaving is moot."""
    asked = Review.objects.open().filter(household__among=keys, kind=Review.EXIT)
    asked.update(decided_at=now, outcome="moot")


def _note(new: Row, before: str | None, area: UUID, cause: str, policy: Policy) -> Note:
    return Note(
        "class.changed",
        "household",
        new.household_id,
        area,
        before={"tier": before} if before else None,
        after={"tier": new.tier, "rules": new.rules, "policy": policy.document_id},
        cause=cause,
    )
