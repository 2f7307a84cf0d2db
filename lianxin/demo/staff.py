"""Who works in the demo: one login for each role, and the cadres who stand in the villages. Pure.

Real scale: 4,372 cadres for about 60,000 households, so a village of 120 has nine and a town of 2,200 has
160. The six logins are the same in every size; the neighbour works in the next town and must see nothing
of ours.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from lianxin.demo import names
from lianxin.demo.towns import in_proportion
from lianxin.demo.vocabulary import HOUSEHOLDS, Homes, Place, Size
from lianxin.people.vocabulary import Role

CADRES = 4_372
ADMIN = "ADMIN"  # the first administrator, who comes with every new district
VILLAGE_TITLES = ("村党支部书记", "村委会主任", "驻村第一书记", "驻村工作队员", "村监委会主任", "包村镇干部")
COMMUNITY_TITLES = ("社区党支部书记", "社区居委会主任", "社区工作者", "网格员", "包联社区干部")


@dataclass(frozen=True, slots=True)
class Colleague:
    """A cadre and the post he holds; `is_login` marks the six that a newcomer signs in with."""

    number: str
    name: str
    role: Role
    area_code: str
    title: str
    is_login: bool = False


def staff_for(
    size: Size, homes: Homes, everywhere: Sequence[Place], rng: np.random.Generator
) -> list[Colleague]:
    """Everyone who works in a county of this size: the six logins, town heads, then cadres in every place.

    `everywhere` is the whole division list, in which the neighbour's town is found.
    """
    logins = list(_logins(homes, everywhere))
    ours = homes.places[homes.place[0]].town_code
    towns = sorted({place.town_code for place in homes.places} - {ours})
    total = round(HOUSEHOLDS[size] * CADRES / HOUSEHOLDS[Size.DISTRICT])
    places = _places_of_cadres(homes, total - len(logins) - len(towns))
    female = rng.random(total) < 0.32
    called = names.draw(total, female.tolist(), rng)
    posts = [
        *((number, role, code, title, True) for number, role, code, title in logins),
        *((f"ZB{at:03d}", Role.TOWN_HEAD, code, "党委书记", False) for at, code in enumerate(towns, start=1)),
        *(
            (f"GB{at:05d}", Role.COLLECTOR, place.code, _title(place, at), False)
            for at, place in enumerate(places, start=1)
        ),
    ]
    return [
        Colleague(number, name, role, code, title, is_login)
        for name, (number, role, code, title, is_login) in zip(called, posts, strict=True)
    ]


def _places_of_cadres(homes: Homes, count: int) -> list[Place]:
    """Where each cadre works: one in every place, the rest in proportion to its households."""
    households = np.bincount(homes.place, minlength=len(homes.places))
    spare = in_proportion(count - len(homes.places), households).tolist()
    return [place for place, more in zip(homes.places, spare, strict=True) for _ in range(1 + more)]


def _title(place: Place, at: int) -> str:
    titles = COMMUNITY_TITLES if place.name.endswith("居委会") else VILLAGE_TITLES
    return titles[at % len(titles)]


def _logins(homes: Homes, everywhere: Sequence[Place]) -> Iterator[tuple[str, Role, str, str]]:
    """(number, role, area code, title) of the six; all but the neighbour work around the first household."""
    ours = homes.places[homes.place[0]]
    district = f"{ours.code[:6]}000000"
    next_door = next(place for place in everywhere if place.town_code != ours.town_code)
    yield ADMIN, Role.SYSTEM_ADMIN, district, "系统管理员"
    yield "DESK", Role.DISTRICT_DESK, district, "群众工作部干事"
    yield "SUPERVISOR", Role.SUPERVISOR, district, "督查室干部"
    yield "HEAD", Role.TOWN_HEAD, ours.town_code, "党委书记"
    yield "WORKER", Role.COLLECTOR, ours.code, "社区工作者"
    yield "NEIGHBOUR", Role.COLLECTOR, next_door.code, "村干部"
