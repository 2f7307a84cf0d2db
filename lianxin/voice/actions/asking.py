"""What people raise on the open page: kept always, opened at once or looked at where too much comes."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction

from lianxin.ledger.actions import record
from lianxin.people.vault import blind_index
from lianxin.problems.actions import Raised, open_by_hand
from lianxin.problems.actions.ground import Ground, ground_or_none
from lianxin.problems.clocks import after_workdays
from lianxin.problems.complaints.receipts import code_index
from lianxin.problems.vocabulary import Channel
from lianxin.voice.actions.refusals import VoiceRefused
from lianxin.voice.models import AskCount, Asking
from lianxin.voice.vocabulary import AskEnd, AskKind, Waits

NUMBERS = {"ask_address_hour": 5, "ask_place_hour": 30, "ask_card_hour": 5, "reply_workdays": 5}
"""What holds where the policy of deadlines names no number: how much opens by itself within an hour (from one
address about a place, about a place without a card, with a card), and in how many workdays somebody looks."""

HOUR = timedelta(hours=1)
MOST_WORDS = 2000


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What somebody raised. `household`: whose card was open, unless it is not to be named. `caller`: how he
    is called and reached, as far as he says. `address`: where the request came from; it is not kept.
    `is_odd`: a field was filled in that people do not see."""

    kind: AskKind
    area: UUID
    words: str
    category: str = ""
    wished: str = ""
    caller: str = ""
    household: UUID | None = None
    card: UUID | None = None
    address: str = ""
    is_odd: bool = False


@transaction.atomic
def take_in(told: Told, *, code: str, now: datetime) -> Asking:
    """Keep what somebody raised. A need becomes a problem at once; a suggestion, and whatever is more than an
    hour allows, waits for a look. With a code that was used before: what was kept then.

    Raises VoiceRefused: words-needed, too-long.
    """
    index = code_index(code)
    if found := Asking.objects.filter(code_index=index).first():
        return found
    told = replace(told, words=_said(told.words))
    ground = ground_or_none(now)
    waits = _waits(told, ground, now)
    asking = Asking(
        code_index=index,
        kind=told.kind.value,
        area_id=told.area,
        household_id=told.household,
        category=told.category,
        words=told.words,
        wished=told.wished.strip()[:MOST_WORDS],
        caller=told.caller.strip(),
        asked_at=now,
        waits=waits.value if waits else "",
        due_at=_due(ground, now),
    )
    if waits is None:
        _open(asking, actor=None, now=now)
    asking.save(force_insert=True)
    after = {"kind": told.kind.value} | ({"waits": waits.value} if waits else {})
    _tell("ask.raised", asking, None, now, after)
    return asking


@transaction.atomic
def let_through(asking: Asking, *, actor: Any, now: datetime) -> Asking:
    """Somebody looked: it becomes a problem. Raises VoiceRefused: answered; ProblemsRefused: no-policy."""
    found = _waiting(asking)
    _open(found, actor=actor, now=now)
    found.save()
    _tell("ask.opened", found, actor, now, {"number": found.problem.number})
    return found


@transaction.atomic
def reply_to(asking: Asking, *, words: str, actor: Any, now: datetime) -> Asking:
    """Answer whoever raised it; the holder of the receipt reads it. Raises VoiceRefused: answered,
    answer-needed, too-long."""
    found = _end(asking, AskEnd.ANSWERED, words, actor, now)
    _tell("ask.answered", found, actor, now, {"kind": found.kind})
    return found


@transaction.atomic
def set_aside(asking: Asking, *, reason: str, actor: Any, now: datetime) -> Asking:
    """Nothing follows from it, and why; the holder of the receipt reads that. Raises as `reply_to`."""
    found = _end(asking, AskEnd.ASIDE, reason, actor, now)
    _tell("ask.set_aside", found, actor, now, {"kind": found.kind})
    return found


def _end(asking: Asking, end: AskEnd, words: str, actor: Any, now: datetime) -> Asking:
    found = _waiting(asking)
    found.answer = _said(words, "answer-needed")
    found.end, found.ended_at, found.ended_by = end.value, now, actor
    found.save(update_fields=["answer", "end", "ended_at", "ended_by"])
    return found


def _waiting(asking: Asking) -> Asking:
    found = Asking.objects.select_for_update().get(pk=asking.pk)
    if found.ended_at is not None:
        raise VoiceRefused("answered")
    return found


def _open(asking: Asking, *, actor: Any, now: datetime) -> None:
    """Open a problem of it and leave the words there. A category that the policy does not know is its
    fallback. Nothing is saved of the asking."""
    ground = ground_or_none(now)
    known = ground.ladder.categories if ground else {}
    fallback = ground.ladder.fallback if ground else ""
    raised = Raised(
        area=asking.area_id,
        words=asking.words,
        category=asking.category if asking.category in known else fallback,
        channel=Channel.RESIDENT,
        received_by=actor.pk if actor else None,
        raised_at=asking.asked_at,
        household=asking.household_id,
        wished=asking.wished,
        caller=asking.caller,
    )
    asking.problem = open_by_hand(raised, actor=actor, now=now)
    asking.words = asking.wished = asking.caller = ""
    asking.end, asking.ended_at, asking.ended_by = AskEnd.OPENED.value, now, actor


def _waits(told: Told, ground: Ground | None, now: datetime) -> Waits | None:
    """Why it waits for a look; None: it goes on at once. Everything is counted, what waits too."""
    if told.card is not None:
        many = Waits.CARD if _too_much(f"card {told.card}", "ask_card_hour", ground, now) else None
    else:
        place = _too_much(f"place {told.area}", "ask_place_hour", ground, now)
        near = _too_much(f"from {told.address} place {told.area}", "ask_address_hour", ground, now)
        many = Waits.ADDRESS if near else Waits.PLACE if place else None
    if told.is_odd:
        return Waits.TRAP
    if many is not None:
        return many
    if told.kind is AskKind.ADVICE:
        return Waits.ADVICE
    return Waits.POLICY if ground is None else None


def _too_much(what: str, number: str, ground: Ground | None, now: datetime) -> bool:
    """Count one more of this hour; whether that is more than the policy lets through."""
    hour = _hour(now)
    AskCount.objects.filter(until__lt=now).delete()
    digest = blind_index("ask-count", f"{hour.timestamp():.0f} {what}")
    AskCount.objects.get_or_create(digest=digest, defaults={"until": hour + HOUR})
    row = AskCount.objects.select_for_update().get(digest=digest)
    row.count += 1
    row.save(update_fields=["count"])
    return row.count > _number(ground, number)


def _hour(now: datetime) -> datetime:
    """When the hour began in which things are counted together."""
    return now.replace(minute=0, second=0, microsecond=0)


def _due(ground: Ground | None, now: datetime) -> datetime:
    """By when somebody looks; without a policy in days of the calendar."""
    days = _number(ground, "reply_workdays")
    return after_workdays(now, days, ground.times).at if ground else now + timedelta(days=days)


def _number(ground: Ground | None, name: str) -> int:
    return int(ground.ladder.numbers.get(name, NUMBERS[name])) if ground else NUMBERS[name]


def _said(words: str, missing: str = "words-needed") -> str:
    text = words.replace("\0", "").strip()
    if not text:
        raise VoiceRefused(missing)
    if len(text) > MOST_WORDS:
        raise VoiceRefused("too-long")
    return text


def _tell(kind: str, asking: Asking, actor: Any, now: datetime, after: dict[str, Any]) -> None:
    home = asking.household_id
    about: Any = ("household", home) if home else ("area", asking.area_id)
    record(kind=kind, actor=actor, now=now, subject=about, area=asking.area_id, after=after)
