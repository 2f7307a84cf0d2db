"""How a complaint comes in: at a counter, by telephone, in a visit."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from lianxin.areas.models import Area
from lianxin.ledger.keys import new_key
from lianxin.people.models import Staff
from lianxin.people.rules import plain_number, plain_text
from lianxin.problems.complaints.actions.refusals import said
from lianxin.problems.complaints.actions.steps import take
from lianxin.problems.complaints.hearing import About, Hearing, who_hears
from lianxin.problems.complaints.limits import limits_at
from lianxin.problems.complaints.models import Complaint, Named
from lianxin.problems.complaints.organisation import organisation_at
from lianxin.problems.complaints.receipts import code_index, new_code
from lianxin.problems.complaints.vocabulary import Level, Matter, StepKind
from lianxin.problems.vocabulary import Channel

MOST_NAMED = 20
"""A name that so many people share names nobody."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Raised:
    """A complaint as somebody told it. `said_of`: of whom, in his words (a name, a number, a description);
    `subjects`: who that is, where it is known already. `area`: where it happened."""

    words: str
    area: UUID
    channel: Channel
    raised_at: datetime
    matter: Matter = Matter.OTHER
    said_of: str = ""
    subjects: frozenset[UUID] = frozenset()
    household: UUID | None = None
    complainant: str = ""
    contact: str = ""
    item: UUID | None = None


@dataclass(frozen=True, slots=True)
class Recorded:
    """What came of it; `code` is for whoever complained and is kept nowhere."""

    complaint: Complaint
    code: str
    hearing: Hearing


@transaction.atomic
def record_complaint(raised: Raised, *, code: str = "", actor: Any, now: datetime) -> Recorded:
    """Write down a complaint and put it before whoever may hear it. Whoever writes it down sees it no more,
    unless he is one of those. `code`: of its receipt, where one was handed out before.
    Raises ComplaintsRefused: words-needed, too-long."""
    words = said(raised.words)
    subjects = raised.subjects or meant_by(raised.said_of)
    path = Area.objects.values_list("path", flat=True).get(pk=raised.area)
    hearing = who_hears(About(subjects, path), organisation_at(now))
    due, code = limits_at(now).answer_due(now), code or new_code()
    complaint = Complaint.objects.create(
        id=new_key(),
        item=raised.item,
        code_index=code_index(code),
        channel=raised.channel.value,
        matter=raised.matter.value,
        area_id=raised.area,
        household_id=raised.household,
        said_of=raised.said_of.strip(),
        words=words,
        complainant=raised.complainant.strip(),
        contact=raised.contact.strip(),
        raised_at=raised.raised_at,
        recorded_at=now,
        recorded_by=actor,
        floor=Level.TOWN.value,
        level=hearing.level.value,
        begins_at=now,
        due_at=due.at,
        is_provisional=due.is_provisional,
        next_at=due.at,
    )
    Named.objects.bulk_create([Named(complaint=complaint, staff_id=key) for key in sorted(subjects)])
    take(complaint, StepKind.RECORDED, by=actor, now=now)
    return Recorded(complaint, code, hearing)


def meant_by(said_of: str) -> frozenset[UUID]:
    """Whom somebody means by a number or a whole name: all who bear it. Nobody where it is neither, or where
    too many do; nothing of this is told to whoever typed it."""
    text = plain_text(said_of)
    if not text:
        return frozenset()
    numbered = Staff.objects.filter(number=plain_number(said_of)).values_list("pk", flat=True)
    named = list(
        Staff.objects.filter(name=text).order_by("pk").values_list("pk", flat=True)[: MOST_NAMED + 1]
    )
    return frozenset([*numbered] or (named if len(named) <= MOST_NAMED else []))


@transaction.atomic
def take_from_visits(raised: Sequence[Raised], *, carriers: Sequence[Any], now: datetime) -> int:
    """Record complaints that phones brought, each known by its `item`, with whoever carried it. What came
    before is passed over. Returns how many are new. Nobody gets a receipt this way: whoever complained
    follows it at the office.
    """
    keys = [one.item for one in raised]
    known = set(Complaint.objects.filter(item__among=keys).values_list("item", flat=True))
    count = 0
    for one, carrier in zip(raised, carriers, strict=True):
        if one.item in known or not one.words.strip():
            continue
        known.add(one.item)
        count += 1
        record_complaint(one, actor=carrier, now=now)
    return count
