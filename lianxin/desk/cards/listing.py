"""What the page of cards counts: homes with and without one, and what became of the cards of each batch."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q

from lianxin.desk.figures import households_in
from lianxin.desk.places import Place
from lianxin.people.access import may
from lianxin.visits.models import Card as LeftCard
from lianxin.voice.keeping import sheet_file
from lianxin.voice.models import PRINT, Batch, Card
from lianxin.voice.rules import TRIES_OF_ALL
from lianxin.voice.vocabulary import CardEnd
from lianxin.work.models import Work

SHOWN = 50


@dataclass(frozen=True, slots=True)
class Line:
    """A batch and what became of its cards: `opened` at least once, ended, `guessed` at so often
    that the code waits; is its sheet there."""

    batch: Batch
    work: Work | None
    opened: int
    renewed: int
    revoked: int
    guessed: int
    has_sheet: bool


def without_card(place: Place, person: Any) -> int:
    """How many homes of a place have no card that works."""
    printed = Card.objects.working().filter(household=OuterRef("pk"))
    left = LeftCard.objects.filter(household=OuterRef("pk"), ended_at=None)
    return households_in(place, person).exclude(Exists(printed)).exclude(Exists(left)).count()


def batches_in(place: Place, person: Any) -> list[Line]:
    """The latest batches of a place, with one statement for what became of their cards."""
    seen = Batch.objects.seen_by(person).select_related("area", "asked_by", "household")
    if place.area is not None:
        seen = seen.filter(area__path__startswith=place.area.path)
    batches = list(seen[:SHOWN])
    works = {one.subject_id: one for one in Work.objects.filter(subject_id__in=[one.pk for one in batches])}
    counts = _counts([one.pk for one in batches])
    none = dict.fromkeys(("opened", "renewed", "revoked", "guessed"), 0)
    return [
        Line(
            one,
            works.get(one.pk),
            has_sheet=bool(one.made_at) and sheet_file(one.pk).exists(),
            **counts.get(one.pk, none),
        )
        for one in batches
    ]


def _counts(keys: Sequence[UUID]) -> dict[UUID, dict[str, int]]:
    rows = Card.objects.filter(batch__in=keys).order_by().values("batch")
    counted = rows.annotate(
        opened=Count("pk", filter=Q(opened_at__isnull=False)),
        renewed=Count("pk", filter=Q(end=CardEnd.RENEWED.value)),
        revoked=Count("pk", filter=Q(end=CardEnd.REVOKED.value)),
        guessed=Count("pk", filter=Q(wrong_tries__gte=TRIES_OF_ALL, ended_at=None)),
    )
    return {row.pop("batch"): row for row in counted}


def may_print(place: Place, person: Any) -> bool:
    """A batch is for one place: where several are in sight and none is chosen, there is nothing to print."""
    return place.area is not None and may(person, PRINT, place.area)
