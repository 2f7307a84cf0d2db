"""How much each cadre has in his care, beside what his post allows."""

from typing import Any
from uuid import UUID

from django.utils import timezone

from lianxin.pairing.cadres import Places, cadres_on, load_of
from lianxin.pairing.limits import room_of
from lianxin.pairing.reading import NoPolicy, policies_on, visits_by_tier
from lianxin.people.models import Staff


def loads_of(here: dict[UUID, int]) -> list[dict[str, Any]]:
    """A line for each cadre: homes here and in all, visits a year, and what his post allows."""
    today = timezone.localdate()
    try:
        pairing, tiers = policies_on(today)
    except NoPolicy:
        return []
    known = {cadre.key: cadre for cadre in cadres_on(today, Places(), here)}
    load = load_of([], visits_by_tier(tiers), here)
    people = Staff.objects.in_bulk(list(here))
    lines = []
    for key, number in here.items():
        homes, visits = load.get(key, (0, 0))
        room = room_of(known[key].rank, pairing.document) if key in known else None
        lines.append(
            {
                "staff": people[key],
                "here": number,
                "homes": homes,
                "visits": visits,
                "room": room,
                "is_over": room is None or homes > room.homes or visits > room.visits,
            }
        )
    return sorted(lines, key=lambda line: (not line["is_over"], -line["visits"], line["staff"].number))
