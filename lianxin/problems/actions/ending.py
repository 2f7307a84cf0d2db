"""How a problem ends: solved, refused, handed over, merged, withdrawn. The household has the last word."""

from datetime import datetime
from typing import Any

from django.db import transaction

from lianxin.ledger.keys import new_key
from lianxin.problems import moves
from lianxin.problems.actions.changing import Change, hold, hold_many, write
from lianxin.problems.actions.doers import refuse_doer
from lianxin.problems.actions.evidence import shows_something
from lianxin.problems.actions.ground import Ground, ground_at
from lianxin.problems.actions.packets import overtake
from lianxin.problems.actions.promising import keep_or_drop
from lianxin.problems.actions.refusals import ProblemsRefused, said
from lianxin.problems.models import Ending, Joint, Origin, Pause, Problem
from lianxin.problems.vocabulary import End, Verb
from lianxin.visits.actions import settle_item
from lianxin.visits.models import Item


@transaction.atomic
def solve(problem: Problem, *, words: str, evidence: str = "", actor: Any, now: datetime) -> Ending:
    """办成了: how, and what shows it: words, or files that were attached since it was opened or reopened.
    Where neither says it, the end is `is_bare`, or refused, as the policy has it for this category. Then the
    household is asked. Raises ProblemsRefused: no-policy, words-needed, evidence-needed, parts-open,
    too-long, ended, not-…."""
    ground = ground_at(now)
    found = hold(problem, Verb.END, ground)
    if Joint.objects.filter(problem=found, answered_at=None, is_lead=False).exists():
        raise ProblemsRefused("parts-open")
    told: dict[str, Any] = {"words": said(words), "evidence": said(evidence) if evidence.strip() else ""}
    told["is_bare"] = not told["evidence"] and not shows_something(found)
    if told["is_bare"] and ground.ladder.category(found.category).needs_evidence:
        raise ProblemsRefused("evidence-needed")
    return _end(found, End.SOLVED, told, actor, now, ground)


@transaction.atomic
def refuse(problem: Problem, *, refusal: str, words: str, actor: Any, now: datetime) -> Ending:
    """依法办不了: a refusal of the policy, which has the law behind it, and in `words` what it means for this
    home. Raises ProblemsRefused: no-policy, unknown-reason, words-needed, too-long, ended, not-…."""
    ground = ground_at(now)
    found = hold(problem, Verb.END, ground)
    if refusal not in ground.ladder.refusals:
        raise ProblemsRefused("unknown-reason")
    return _end(found, End.REFUSED, {"words": said(words), "refusal": refusal}, actor, now, ground)


@transaction.atomic
def hand_over(
    problem: Problem, *, handed_to: str, taken_by: str, words: str, actor: Any, now: datetime
) -> Ending:
    """转出并有人接收: to an office outside of the ladder, with whoever accepted it there. Raises
    ProblemsRefused: no-policy, receiver-needed, words-needed, too-long, ended, not-…."""
    ground = ground_at(now)
    found = hold(problem, Verb.END, ground)
    told = {
        "words": said(words),
        "handed_to": said(handed_to, "receiver-needed")[:64],
        "taken_by": said(taken_by, "receiver-needed"),
    }
    return _end(found, End.HANDED_OVER, told, actor, now, ground)


@transaction.atomic
def merge(problem: Problem, *, into: Problem, words: str, actor: Any, now: datetime) -> Ending:
    """并案: it is the same as another one, whose end is now this one's too. Whoever raised it is an origin of
    the other from now on, and stays informed. Raises ProblemsRefused: no-policy, itself, into-ended,
    words-needed, too-long, ended, not-…."""
    ground = ground_at(now)
    if problem.pk == into.pk:
        raise ProblemsRefused("itself")
    keys = {
        one.pk: one
        for one in Problem.objects.select_for_update(of=("self",))
        .filter(pk__in=[problem.pk, into.pk])
        .order_by("pk")
    }
    if not keys[into.pk].is_open:
        raise ProblemsRefused("into-ended")
    (found,) = hold_many([problem], Verb.MERGE, ground)
    known = set(Origin.objects.filter(problem=into).values_list("item", flat=True)) - {None}
    for origin in Origin.objects.filter(problem=found):
        if origin.item_id not in known:
            origin.pk, origin.problem, origin.via = new_key(), into, found
            origin._state.adding = True
            origin.save(force_insert=True)
    return _end(found, End.MERGED, {"words": said(words), "into": into}, actor, now, ground)


@transaction.atomic
def withdraw(problem: Problem, *, words: str, actor: Any, now: datetime) -> Ending:
    """群众撤回: those who raised it do not want it any more. Recorded by somebody other than who works on it.
    Raises ProblemsRefused: no-policy, own-work, words-needed, too-long, ended, not-…."""
    ground = ground_at(now)
    found = hold(problem, Verb.WITHDRAW, ground)
    refuse_doer(found, actor)
    return _end(found, End.WITHDRAWN, {"words": said(words)}, actor, now, ground)


def _end(found: Problem, end: End, told: dict[str, Any], actor: Any, now: datetime, ground: Ground) -> Ending:
    made = Ending.objects.create(problem=found, end=end.value, ended_at=now, ended_by=actor, **told)
    kept = keep_or_drop(found, is_done=end is End.SOLVED, now=now)
    overtake([found], now=now)
    Pause.objects.filter(problem=found, to_at=None).update(to_at=now, to_by=actor)
    after = {"end": end.value, "rung": found.rung}
    after |= {"refusal": made.refusal} if made.refusal else {}
    after |= {"into": told["into"].number} if end is End.MERGED else {}
    after |= {"kept": kept} if kept is not None else {}
    after |= {"bare": True} if made.is_bare else {}
    move = moves.ended if end.is_asked else None
    state = move(found.state, now, ground.ladder, ground.times) if move else moves.closed(found.state)
    if end.is_asked:
        _settle_items(found, made, actor, now)
    change = Change(kind="problem.ended", problem=found, state=state, end=end, after=after)
    write([change], actor=actor, now=now, ground=ground)
    return made


def _settle_items(found: Problem, made: Ending, actor: Any, now: datetime) -> None:
    """What homes raised in visits is settled with the problem, so that phones do not show it as open."""
    for item in Item.objects.filter(origins__problem=found, settlement=None).distinct():
        settle_item(item, how=made.words, actor=actor, now=now)
