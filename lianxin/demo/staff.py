"""Who works in the demo: one login for each role, and the cadres who stand in the villages. Pure.

Real scale: 4,372 cadres for about 60,000 households, so a town of 2,200 has 160; the village has more than
its share, or the logins would be nearly all of it. The logins are the same in every size; the neighbour
works in the next town and must see nothing of ours. A second person of the district desk comes besides, for
whatever takes two of the office; she came lately, so nobody is paired otherwise for her. One cadre in twelve
is a leader with a post in the town or the district, party secretaries of villages are of middle rank, about
half of all can do something that some homes need, and one in a hundred was posted down from a unit of the
district. These shares are ours.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from lianxin.demo import names
from lianxin.demo.towns import in_proportion
from lianxin.demo.vocabulary import HOUSEHOLDS, Homes, Place, Size
from lianxin.people.vocabulary import Ability, Rank, Role

CADRES = 4_372
FEWEST = 16  # with six of the logins, ten for the homes of the village
LEADERS_EVERY, SECONDED_EVERY = 12, 100
FIRST_LEADER, FIRST_SECONDED = 5, 7  # neither of whom has the title of a secretary
ABLE = 0.5  # of the cadres; the abilities below are drawn evenly
ABILITIES = (Ability.DISABILITY_CARE, Ability.FARMING, Ability.SCHOOLING, Ability.HEALTH, Ability.LAW)
SECRETARIES = ("村党支部书记", "社区党支部书记")
LEADER_TITLES = {"town": ("党委副书记", "副镇长", "人大主席"), "district": ("副局长", "副主任")}
UNITS = ("区农业农村局", "区民政局", "区教育体育局", "区卫生健康局", "区司法局", "区人社局")
ADMIN = "ADMIN"  # the first administrator, who comes with every new district
DESK, SECOND = "DESK", "DESK2"
WORKER = "WORKER"
VILLAGE_TITLES = ("村党支部书记", "村委会主任", "驻村第一书记", "驻村工作队员", "村监委会主任", "包村镇干部")
COMMUNITY_TITLES = ("社区党支部书记", "社区居委会主任", "社区工作者", "网格员", "包联社区干部")


@dataclass(frozen=True, slots=True)
class Colleague:
    """A cadre and the post he holds; `is_login` marks those that a newcomer signs in with."""

    number: str
    name: str
    role: Role
    area_code: str
    title: str
    is_login: bool = False
    rank: Rank = Rank.ORDINARY
    abilities: int = 0
    unit: str = ""
    is_seconded: bool = False
    came_lately: bool = False


def staff_for(
    size: Size, homes: Homes, everywhere: Sequence[Place], rng: np.random.Generator
) -> list[Colleague]:
    """Everyone who works in a county of this size: six logins, town heads, cadres in every place; and besides
    those, behind the first, the second login of the district desk.

    `everywhere` is the whole division list, in which the neighbour's town is found.
    """
    logins = list(_logins(homes, everywhere))
    ours = homes.places[homes.place[0]].town_code
    towns = sorted({place.town_code for place in homes.places} - {ours})
    total = max(FEWEST, round(HOUSEHOLDS[size] * CADRES / HOUSEHOLDS[Size.DISTRICT]))
    places = _places_of_cadres(homes, total - len(logins) - len(towns))
    female = rng.random(total) < 0.32
    called = names.draw(total, female.tolist(), rng)
    posts = [
        *((number, role, code, title, True) for number, role, code, title in logins),
        *((f"ZB{at:03d}", Role.TOWN_HEAD, code, "党委书记", False) for at, code in enumerate(towns, start=1)),
        *(
            (f"GB{at:05d}", Role.COLLECTOR, code, title, False)
            for at, (code, title) in enumerate(_posts_of_cadres(places), start=1)
        ),
    ]
    able = np.where(rng.random(total) < ABLE, rng.choice([one.value for one in ABILITIES], total), 0)
    colleagues = [
        Colleague(number, name, role, code, title, is_login, _rank(role, title), abilities, *_from(number))
        for name, abilities, (number, role, code, title, is_login) in zip(
            called, able.tolist(), posts, strict=True
        )
    ]
    first = next(at for at, one in enumerate(colleagues) if one.number == DESK)
    (name,) = names.draw(1, [True], rng)  # drawn last: everybody else is who he was without her
    second = replace(colleagues[first], number=SECOND, name=name, abilities=0, came_lately=True)
    return [*colleagues[: first + 1], second, *colleagues[first + 1 :]]


def _posts_of_cadres(places: Sequence[Place]) -> Iterator[tuple[str, str]]:
    """(area code, title) of each: every place keeps its first cadre, of the others one in twelve leads."""
    for at, place in enumerate(places, start=1):
        has_another = at > 1 and places[at - 2].code == place.code
        if at % LEADERS_EVERY == FIRST_LEADER and has_another:
            level = "district" if at % (3 * LEADERS_EVERY) == FIRST_LEADER else "town"
            titles = LEADER_TITLES[level]
            code = place.town_code if level == "town" else f"{place.code[:6]}000000"
            yield code, titles[at % len(titles)]
        else:
            yield place.code, _title(place, at)


def _rank(role: Role, title: str) -> Rank:
    if role is Role.TOWN_HEAD or any(title in titles for titles in LEADER_TITLES.values()):
        return Rank.LEADER
    return Rank.MIDDLE if title in SECRETARIES or role is Role.DISTRICT_DESK else Rank.ORDINARY


def _from(number: str) -> tuple[str, bool]:
    """(unit, whether posted down) of a cadre by his number; nobody else has either."""
    at = int(number.removeprefix("GB")) if number.startswith("GB") else 0
    is_seconded = at % SECONDED_EVERY == FIRST_SECONDED
    return (UNITS[at // SECONDED_EVERY % len(UNITS)] if is_seconded else ""), is_seconded


def _places_of_cadres(homes: Homes, count: int) -> list[Place]:
    """Where each cadre works: one in every place, the rest in proportion to its households."""
    households = np.bincount(homes.place, minlength=len(homes.places))
    spare = in_proportion(count - len(homes.places), households).tolist()
    return [place for place, more in zip(homes.places, spare, strict=True) for _ in range(1 + more)]


def _title(place: Place, at: int) -> str:
    titles = COMMUNITY_TITLES if place.name.endswith("居委会") else VILLAGE_TITLES
    return titles[at % len(titles)]


def _logins(homes: Homes, everywhere: Sequence[Place]) -> Iterator[tuple[str, Role, str, str]]:
    """(number, role, area code, title) of six; all but the neighbour work around the first household."""
    ours = homes.places[homes.place[0]]
    district = f"{ours.code[:6]}000000"
    next_door = next(place for place in everywhere if place.town_code != ours.town_code)
    yield ADMIN, Role.SYSTEM_ADMIN, district, "系统管理员"
    yield DESK, Role.DISTRICT_DESK, district, "群众工作部干事"
    yield "SUPERVISOR", Role.SUPERVISOR, district, "督查室干部"
    yield "HEAD", Role.TOWN_HEAD, ours.town_code, "党委书记"
    yield WORKER, Role.COLLECTOR, ours.code, "社区工作者"
    yield "NEIGHBOUR", Role.COLLECTOR, next_door.code, "村干部"
