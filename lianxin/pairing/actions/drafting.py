"""Drafts: asking for one, working it out, dropping it. Nothing changes for any household until adoption."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from lianxin.classification.vocabulary import Tier
from lianxin.databases.inserting import insert_rows
from lianxin.ledger.actions import record
from lianxin.pairing.models import Draft, DraftPair
from lianxin.pairing.reading import Board, NoPolicy, policies_on, read_board
from lianxin.pairing.refusals import PairingRefused
from lianxin.pairing.solver.costs import Costs
from lianxin.pairing.solver.solving import ENOUGH, solve
from lianxin.pairing.summing import summary_of
from lianxin.pairing.trying import Trial, tried
from lianxin.pairing.vocabulary import NOBODY, Plan
from lianxin.people.models import Staff
from lianxin.registry.models import Household

BUDGET_S = 120.0


@transaction.atomic
def ask_for_draft(
    *,
    seed: int = 1,
    leaving: Staff | None = None,
    trial: Mapping[str, Any] | None = None,
    actor: Any,
    now: datetime,
) -> Draft:
    """Leave a draft to be worked out (`solve_draft`); with `leaving`, only successors for that cadre.

    With `trial` ({"cadres": how many more, "visits": {tier: a year}}) it only tries these numbers out.
    Raises PairingRefused: no-policy, no-homes.
    """
    try:
        pairing, _tiers = policies_on(timezone.localdate(now))
    except NoPolicy:
        raise PairingRefused("no-policy") from None
    homes = Household.objects.present()
    if not (homes.filter(keeper=leaving) if leaving else homes).exists():
        raise PairingRefused("no-homes")
    draft = Draft.objects.create(
        seed=seed,
        asked_at=now,
        asked_by=actor,
        leaving=leaving,
        trial=None if trial is None else dict(trial),
        policy=pairing,
    )
    _tell("pairing.asked", draft, actor=actor, now=now)
    return draft


def solve_draft(
    draft: Draft,
    *,
    now: datetime,
    budget_s: float = BUDGET_S,
    enough: float = ENOUGH,
    tell: Callable[[str], None] = lambda step: None,
) -> Draft:
    """Work a draft out and keep its pairs; takes as long as the solver does, then writes in one transaction.

    `enough`: the solver ends early at this gap, a part of the cost. Raises PairingRefused: no-policy,
    no-homes, no-cadres, ended.
    """
    if not draft.is_open:
        raise PairingRefused("ended")
    tell("reading")
    board = _board_for(draft, now)
    tell("solving")
    plan = solve(board.task, seed=draft.seed, budget_s=budget_s, enough=enough)
    if draft.trial is not None:
        other = replace(board, task=tried(board.task, _trial(draft.trial), seed=draft.seed))
        then = solve(other.task, seed=draft.seed, budget_s=budget_s)
        return _keep_trial(draft, other, then, summary_of(board, plan), now=now)
    tell("writing")
    return _keep(draft, board, plan, now=now)


@transaction.atomic
def drop_draft(draft: Draft, *, actor: Any, now: datetime) -> None:
    """Put a draft aside. Raises PairingRefused: ended."""
    draft = Draft.objects.select_for_update().get(pk=draft.pk)
    if not draft.is_open:
        raise PairingRefused("ended")
    draft.dropped_at = now
    draft.save(update_fields=["dropped_at"])
    _tell("pairing.dropped", draft, actor=actor, now=now)


def _board_for(draft: Draft, now: datetime) -> Board:
    today = timezone.localdate(now)
    homes, without = None, []
    if draft.leaving_id:
        homes = list(Household.objects.present().filter(keeper=draft.leaving_id).values_list("pk", flat=True))
        without = [draft.leaving_id]
    try:
        board = read_board(on=today, homes=homes, without=without)
    except NoPolicy:
        raise PairingRefused("no-policy") from None
    if not board.homes:
        raise PairingRefused("no-homes")
    if not board.cadres:
        raise PairingRefused("no-cadres")
    return board


@transaction.atomic
def _keep(draft: Draft, board: Board, plan: Plan, *, now: datetime) -> Draft:
    """Write the plan under its draft. Who has a home now is read anew: the solver took its time."""
    draft = Draft.objects.select_for_update().get(pk=draft.pk)
    if not draft.is_open:
        raise PairingRefused("ended")
    points = Costs(board.task).parts(plan.pairs).total.tolist()
    before = (
        dict(Household.objects.filter(pk__in=board.homes).values_list("pk", "keeper"))
        if len(board.homes) < 10_000
        else dict(Household.objects.values_list("pk", "keeper").iterator())
    )
    DraftPair.objects.filter(draft=draft).delete()
    rows = zip(board.homes, plan.pairs.tolist(), plan.reasons.tolist(), points, strict=True)
    insert_rows(
        DraftPair,
        [
            (draft.pk, home, board.staff(row), before.get(home), reasons, 0 if row == NOBODY else cost)
            for home, row, reasons, cost in rows
        ],
    )
    draft.solved_at = now
    draft.cost, draft.bound, draft.floor = plan.cost, plan.bound, plan.floor
    draft.summary = summary_of(board, plan)
    draft.save(update_fields=["solved_at", "cost", "bound", "floor", "summary"])
    _tell("pairing.drafted", draft, actor=draft.asked_by, now=now)
    return draft


@transaction.atomic
def _keep_trial(draft: Draft, board: Board, plan: Plan, today: dict[str, Any], *, now: datetime) -> Draft:
    """Write down what a trial comes to, beside the same with today's numbers."""
    draft = Draft.objects.select_for_update().get(pk=draft.pk)
    if not draft.is_open:
        raise PairingRefused("ended")
    draft.solved_at = now
    draft.cost, draft.bound, draft.floor = plan.cost, plan.bound, plan.floor
    draft.summary = summary_of(board, plan) | {"today": today}
    draft.save(update_fields=["solved_at", "cost", "bound", "floor", "summary"])
    _tell("pairing.tried", draft, actor=draft.asked_by, now=now)
    return draft


def _trial(wished: Mapping[str, Any]) -> Trial:
    visits = {Tier(tier).code: int(number) for tier, number in wished.get("visits", {}).items()}
    return Trial(int(wished.get("cadres", 0)), visits)


def _tell(kind: str, draft: Draft, *, actor: Any, now: datetime) -> None:
    summary = {key: draft.summary[key] for key in ("homes", "paired", "changed") if key in draft.summary}
    record(kind=kind, actor=actor, now=now, subject=draft, after=summary or None)
