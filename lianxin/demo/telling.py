"""What the demo's visits tell, as operations of phones, and the duties they met. Reads only.

`Office` knows who is who and what was in force when; `tell` makes of a year of days and hours (`rounds`,
`hours`, `owed`, `doorstep`) what `visits.actions.write_past` takes.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID

import numpy as np
from django.utils import timezone

from lianxin.demo.doorstep import Asker, Talk, copied
from lianxin.demo.hours import ELSEWHERE, HOME, PHONE, Hours
from lianxin.demo.rounds import Days
from lianxin.ledger.keys import new_keys
from lianxin.policies.models import Policy
from lianxin.visits.actions import Told
from lianxin.visits.payloads import VisitRecord

PLACES = {HOME: "home", ELSEWHERE: "elsewhere", PHONE: "phone"}
OTHERS = ("relative", "neighbour", "village_cadre")
FIELD_SECONDS, ITEM_SECONDS = 18, 55  # it takes to fill in
FORM_FIELDS, ITEM_FIELDS = 3, 4  # whom one met, where, the note; and what each item asks for


@dataclass(slots=True)
class Office:
    """Days by their ordinal. `forms`: (first day, id) of the policies of visits, the latest first."""

    forms: list[tuple[int, str]]
    _midnights: dict[int, datetime] = field(default_factory=dict)

    @classmethod
    def open(cls) -> "Office":
        adopted = Policy.objects.filter(kind="visits").values_list(
            "effective_on", "adopted_on", "document_id"
        )
        return cls(sorted(((max(days[:2]).toordinal(), name) for *days, name in adopted), reverse=True))

    def at(self, day: int, seconds: int) -> datetime:
        """A moment of a day, by seconds after midnight; in UTC, which databases like best."""
        midnight = self._midnights.get(day)
        if midnight is None:
            local = timezone.make_aware(datetime.combine(date.fromordinal(day), time()))
            midnight = self._midnights[day] = local.astimezone(UTC)
        return midnight + timedelta(seconds=seconds)

    def form_on(self, day: int) -> str | None:
        return next((name for first, name in self.forms if first <= day), None)


@dataclass(frozen=True, slots=True, eq=False)
class Known:
    """Where the county's homes are on the register, by their index: (key, area); and whom one meets there."""

    homes: Sequence[tuple[UUID, UUID] | None]
    members: Mapping[int, Sequence[UUID]]


def tell(
    days: Days,
    hours: Hours,
    talk: Talk,
    *,
    office: Office,
    asker: Asker,
    known: Known,
    staff: Sequence[UUID],
    duties: Sequence[UUID | None],
    order: Sequence[int],
    between: tuple[datetime, datetime],
    luck: Sequence[float],
) -> list[Told]:
    """One operation for each visit, in `order`; each is received between two moments.

    `staff`: keys of the cadres that `days` count; `duties`: what each visit met; `luck`: 0 to 1 for each.
    """
    home, cadre, day, paper = (column.tolist() for column in (days.home, days.cadre, days.day, days.on_paper))
    began, took, sent, place = (one.tolist() for one in (hours.began, hours.took, hours.sent, hours.place))
    first, raised = (np.cumsum(talk.raised) - talk.raised).tolist(), talk.raised.tolist()
    keys = iter(new_keys(2 * len(order) + len(talk.category)))
    told = []
    for at in order:
        row, who, on = home[at], cadre[at], day[at]
        key, area = known.homes[row]
        visit_id, op_id = next(keys), next(keys)
        items = []
        for one in range(first[at], first[at] + raised[at]):
            if paper[at]:
                items.append(copied(who, next(keys)))
            else:
                items.append(asker.item(row, talk.category[one], talk.luck[one], next(keys)))
        ended = min(office.at(on, began[at] + took[at]), between[1])
        form = office.form_on(on)
        fields, seconds = filled_in(len(items), paper[at], luck[at]) if form else (0, 0)
        met, other = _met(known.members.get(row, ()), luck[at])
        record = VisitRecord(
            visit_id,
            ended - timedelta(seconds=took[at]),
            ended,
            key,
            None,
            met,
            other,
            PLACES[place[at]],
            [],
            items,
            not items,
            talk.note[at],
            [duties[at]] if duties[at] else [],
            seconds,
            fields,
        )
        received = min(max(office.at(on, sent[at]), ended, between[0]), between[1])
        told.append(Told(op_id, "visit.record", staff[who], key, area, record, ended, received, form))
    return told


def filled_in(items: int, on_paper: bool, luck: float, answers: int = 0) -> tuple[int, int]:
    """(fields, seconds) that a form with so many items and answers took."""
    fields = FORM_FIELDS + ITEM_FIELDS * items + answers
    if on_paper:
        return fields, 40 + 4 * fields
    return fields, int((fields * FIELD_SECONDS + items * ITEM_SECONDS) * (0.6 + 1.1 * luck))


def _met(members: Sequence[UUID], luck: float) -> tuple[list[UUID], str | None]:
    """Whom one spoke with: one of the home or two, seldom somebody else."""
    if not members or luck > 0.93:
        return [], OTHERS[int(luck * 1000) % len(OTHERS)]
    return list(members[: 2 if luck < 0.25 else 1]), None
