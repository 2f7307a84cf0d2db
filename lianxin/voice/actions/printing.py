"""Printing cards: asked for at the desk, drawn by the worker, kept sealed for a few days."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet

from lianxin.areas.models import Area
from lianxin.databases.inserting import insert_many
from lianxin.ledger.actions import record
from lianxin.ledger.keys import new_key
from lianxin.people.vault import blind_index
from lianxin.registry.models import Household
from lianxin.visits.models import Card as LeftCard
from lianxin.voice import keeping
from lianxin.voice.actions.refusals import VoiceRefused
from lianxin.voice.models import Batch, Card
from lianxin.voice.rules import new_name, new_secret
from lianxin.voice.vocabulary import Secret
from lianxin.work.actions import ask_for
from lianxin.work.models import Work

KIND = "cards.print"
MOST = 5_000
KEPT = timedelta(days=3)
"""How long a sheet is kept for printing. A card that is lost later is renewed, never reprinted."""


def homes_to_print(area: Area, *, is_for_all: bool) -> QuerySet[Household]:
    """Present homes of a place and below; without `is_for_all` those that have no card that works."""
    homes = Household.objects.present().filter(area__path__startswith=area.path)
    if not is_for_all:
        having = Q(pk__in=Card.objects.working().values("household"))
        having |= Q(pk__in=LeftCard.objects.filter(ended_at=None).values("household"))
        homes = homes.exclude(having)
    return homes.order_by("area__path", "group_name", "number")


@transaction.atomic
def ask_for_cards(
    area: Area,
    *,
    site: str,
    is_for_all: bool = False,
    household: Household | None = None,
    actor: Any,
    now: datetime,
) -> Work:
    """Leave it to the worker to print cards for the homes of a place, or for one home of it.

    Sheets whose days are over go on this occasion. Raises VoiceRefused: no-homes, too-many.
    """
    clear_old_sheets(now=now)
    count = 1 if household else homes_to_print(area, is_for_all=is_for_all).count()
    if not count:
        raise VoiceRefused("no-homes")
    if count > MOST:
        raise VoiceRefused("too-many", most=f"{MOST:,}")
    batch = Batch.objects.create(
        area=area,
        household=household,
        site=site.rstrip("/"),
        is_for_all=is_for_all,
        asked_at=now,
        asked_by=actor,
    )
    return ask_for(KIND, subject_id=batch.pk, actor=actor, now=now)


def new_cards(homes: Sequence[UUID], batch: Batch) -> Iterator[tuple[Card, Secret]]:
    """An unsaved card for each home, and what will stand on it: known here and on the card alone."""
    taken = set(Card.objects.values_list("name", flat=True)) if len(homes) > 1 else set()
    for home in homes:
        name = new_name()
        while name in taken or (len(homes) == 1 and Card.objects.filter(name=name).exists()):
            name = new_name()
        taken.add(name)
        secret = new_secret(name)
        yield (
            Card(
                id=new_key(),
                household_id=home,
                batch=batch,
                token_digest=token_digest(secret.token),
                name=name,
                code_digest=code_digest(secret.code),
            ),
            secret,
        )


@transaction.atomic
def issue_cards(batch: Batch, cards: Sequence[Card], *, now: datetime) -> None:
    """Let printed cards work, and tell the ledger how many there are and where; never what stands on them."""
    insert_many(cards)
    batch.cards_made, batch.made_at = len(cards), now
    batch.save(update_fields=["cards_made", "made_at"])
    if batch.household_id:
        subject: Any = ("household", batch.household_id)
    else:
        subject = ("cards", batch.pk)
    record(
        kind="cards.printed",
        actor=batch.asked_by,
        now=now,
        subject=subject,
        area=batch.area_id,
        after={"cards": len(cards), "batch": str(batch.pk)},
    )


def clear_old_sheets(*, now: datetime) -> int:
    """Take the sheets away whose days are over; returns how many. Machinery: the cards themselves stay."""
    old = list(Batch.objects.filter(cleared_at=None, asked_at__lt=now - KEPT).values_list("pk", flat=True))
    for key in old:
        keeping.drop_sheet(key)
    return Batch.objects.filter(pk__among=old).update(cleared_at=now) if old else 0


def token_digest(token: str) -> bytes:
    return blind_index("card-token", token)


def code_digest(code: str) -> bytes:
    return blind_index("card-code", code)


@transaction.atomic
def fetch_sheet(batch: Batch, *, actor: Any, now: datetime) -> bytes | None:
    """The PDF of a batch, and who fetched it when: it opens the page of every home on it. None once it was
    cleared away."""
    try:
        sheet = keeping.read_sheet(batch.pk)
    except FileNotFoundError:
        return None
    record(
        kind="cards.fetched",
        actor=actor,
        now=now,
        subject=("cards", batch.pk),
        area=batch.area_id,
        after={"cards": batch.cards_made},
    )
    return sheet
