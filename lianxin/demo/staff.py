"""Who works in the demo: one login for each role, and the cadres who stand in the villages. Pure.

Real scale: 4,372 cadres for about 60,000 households, so a village of 120 has nine and a town of 2,200 has
160. The six logins are the same in every size; the neighbour works in the next town and must see nothing
of ours.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from lianxin.demo import names
from lianxin.demo.vocabulary import HOUSEHOLDS, Homes, Place, Size
from lianxin.people.vocabulary import Role

CADRES = 4_372
VILLAGE_TITLES = ("村党支部书记", "村委会主任", "驻村第一书记", "驻村工作队员", "村监委会主任", "包村镇干部")
COMMUNITY_TITLES = ("社区党支部书记", "社区居委会主任", "社区工作者", "网格员", "包联社区干部")
COMMUNITY = "居委会"


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
    """Everyone who works in a county of this size: the six logins first, then cadres in every place.

    `everywhere` is the whole division list, in which the neighbour's town is found.
    """
    logins = list(_logins(homes, everywhere))
    total = max(len(logins) + len(homes.places), round(HOUSEHOLDS[size] * CADRES / HOUSEHOLDS[Size.DISTRICT]))
    households = np.bincount(homes.place, minlength=len(homes.places))
    counts = _spread(total - len(logins), households)
    female = rng.random(total) < 0.32
    called = names.draw(total, female.tolist(), rng)
    cast = [
        Colleague(number, called[at], role, code, title, is_login=True)
        for at, (number, role, code, title) in enumerate(logins)
    ]
    posted = [place for place, count in zip(homes.places, counts, strict=True) for _ in range(count)]
    for at, place in enumerate(posted, start=len(cast)):
        titles = COMMUNITY_TITLES if place.name.endswith(COMMUNITY) else VILLAGE_TITLES
        title = titles[at % len(titles)]
        cast.append(Colleague(f"GB{at:05d}", called[at], Role.COLLECTOR, place.code, title))
    return cast


def _logins(homes: Homes, everywhere: Sequence[Place]) -> Iterator[tuple[str, Role, str, str]]:
    """(number, role, area code, title) of the six; all but the neighbour work around the first household."""
    ours = homes.places[homes.place[0]]
    district = f"{ours.code[:6]}000000"
    next_door = next(place for place in everywhere if place.town_code != ours.town_code)
    yield "ADMIN", Role.SYSTEM_ADMIN, district, "系统管理员"
    yield "DESK", Role.DISTRICT_DESK, district, "群众工作部干事"
    yield "SUPERVISOR", Role.SUPERVISOR, district, "督查室干部"
    yield "HEAD", Role.TOWN_HEAD, ours.town_code, "党委书记"
    yield "WORKER", Role.COLLECTOR, ours.code, "社区工作者"
    yield "NEIGHBOUR", Role.COLLECTOR, next_door.code, "村干部"


def _spread(total: int, households: np.typing.NDArray[np.int64]) -> list[int]:
    """At least one to every place, the rest in proportion to the households (largest remainders)."""
    exact = (total - len(households)) * households / households.sum()
    counts = np.floor(exact).astype(np.int64)
    counts[np.argsort(counts - exact, kind="stable")[: total - len(households) - counts.sum()]] += 1
    return [int(count) + 1 for count in counts]
