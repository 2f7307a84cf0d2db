"""Random organisations, and who may hear a complaint in one, worked out by hand: parents instead of paths,
pairs of people instead of searches, and a table of who is over whom that is written down once more."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import product
from random import Random
from uuid import UUID

from django.utils import timezone

from lianxin.areas.models import Area
from lianxin.pairing.models import HandOver
from lianxin.people.models import Post, Secondment, Staff
from lianxin.people.vocabulary import ROLE_LEVELS, Role
from lianxin.registry.actions import add_household

SURNAMES, GIVEN = "赵钱孙李周吴郑王冯陈", "伟芳娜敏静丽强磊军洋"
UNITS = ("", "", "", "甲镇政府", "区委", "供电所")
WEIGHTS = {"collector": 6, "town_head": 4, "district_desk": 3, "supervisor": 3, "system_admin": 1}


@dataclass
class Organised:
    """What a random organisation is made of."""

    areas: list[Area] = field(default_factory=list)
    staff: list[Staff] = field(default_factory=list)
    posts: list[tuple[UUID, str, Area]] = field(default_factory=list)
    ties: list[tuple[UUID, UUID]] = field(default_factory=list)

    def parent(self, area: Area) -> Area | None:
        return next((one for one in self.areas if one.pk == area.parent_id), None)

    def above(self, area: Area) -> list[Area]:
        """The areas strictly above one, by going from parent to parent."""
        found, one = [], self.parent(area)
        while one is not None:
            found.append(one)
            one = self.parent(one)
        return found


def plant(chance: Random, number: int, today: date) -> Organised:
    """Make one: a district of one to three towns, six to twelve people with one to three posts each."""
    made = Organised()
    _grow(made, chance, number)
    for at in range(chance.randint(6, 12)):
        name = chance.choice(SURNAMES) + chance.choice(GIVEN)
        made.staff.append(Staff(number=f"R{number}-{at}", name=name, unit=chance.choice(UNITS)))
        made.staff[-1].must_change_password = False
        made.staff[-1].set_unusable_password()
    Staff.objects.bulk_create(made.staff)
    _appoint(made, chance, today)
    _tie(made, chance, today)
    return made


def _grow(made: Organised, chance: Random, number: int) -> None:
    root = _area(made, number, None, "district")
    for _ in range(chance.randint(1, 3)):
        town = _area(made, number, root, "town")
        for _ in range(chance.randint(0, 2)):
            community = _area(made, number, town, "community")
            for _ in range(chance.randint(0, 2)):
                _area(made, number, community, "village")
        for _ in range(chance.randint(0, 1)):
            _area(made, number, town, "village")
    Area.objects.bulk_create(made.areas)


def _area(made: Organised, number: int, parent: Area | None, level: str) -> Area:
    code = f"99{number % 100_000:05d}{len(made.areas):05d}"
    path = f"{parent.path if parent else ''}{code}/"
    since = date(2000, 1, 1)
    area = Area(code=code, name=f"地{code}", level=level, parent=parent, path=path, opened_on=since)
    made.areas.append(area)
    return area


def _appoint(made: Organised, chance: Random, today: date) -> None:
    rows = []
    since = today - timedelta(days=100)
    roles, weights = zip(*WEIGHTS.items(), strict=True)
    for staff in made.staff:
        for _ in range(chance.choices((1, 2, 3), (6, 2, 1))[0]):
            (role,) = chance.choices(roles, weights)
            area = chance.choice([one for one in made.areas if one.level in ROLE_LEVELS[Role(role)]])
            if (staff.pk, role, area) in made.posts:
                continue
            made.posts.append((staff.pk, role, area))
            rows.append(Post(staff=staff, role=role, area=area, from_on=since))
    Post.objects.bulk_create(rows)


def _tie(made: Organised, chance: Random, today: date) -> None:
    """Now and then somebody works elsewhere for a time, and two hand a home over."""
    if chance.random() < 0.3:
        staff, area = chance.choice(made.staff), chance.choice(made.areas)
        Secondment.objects.create(staff=staff, unit="原单位", area=area, from_on=today - timedelta(days=5))
        made.posts.append((staff.pk, "collector", area))
    if chance.random() < 0.3:
        one, other = chance.sample(made.staff, 2)
        head = {"name": "孙远", "phone": "13800000000"}
        about = {"number": f"T{made.areas[0].code}", "area": made.areas[-1], "head": head}
        home = add_household(**about, actor=None, now=timezone.now())
        HandOver.objects.create(household=home, leaving=one, coming=other, from_on=today, due_on=today)
        made.ties.append((one.pk, other.pk))


def over(made: Organised, boss: tuple[UUID, str, Area], other: tuple[UUID, str, Area]) -> bool:
    """Whether one post is over another, by the table of decision 12."""
    _, role, place = boss
    _, his_role, his_place = other
    is_below = any(one.pk == place.pk for one in made.above(his_place))
    is_beside = place.pk == his_place.pk
    if role == "town_head":
        return is_below or (is_beside and his_role != "town_head")
    if role == "district_desk":
        return is_below or (is_beside and his_role in ("collector", "system_admin"))
    return role == "supervisor" and is_below and his_role == "supervisor"


def may_learn_from(made: Organised, subject: UUID) -> set[UUID]:
    """Everybody through whom the subject could learn of something: he himself, who is under him in however
    many steps, who sits beside him, who is tied to him."""
    under = {(boss[0], other[0]) for boss, other in product(made.posts, repeat=2) if over(made, boss, other)}
    reached = {subject}
    while more := {other for boss, other in under if boss in reached} - reached:
        reached |= more
    mine = {(role, area.pk) for person, role, area in made.posts if person == subject}
    reached |= {person for person, role, area in made.posts if (role, area.pk) in mine}
    units = {one.pk: one.unit for one in made.staff}
    for person, unit in units.items():
        if unit and unit == units[subject] and (person, subject) not in under:
            reached.add(person)
    for pair in made.ties:
        if subject in pair:
            reached |= set(pair)
    return reached


def hears_by_hand(made: Organised, subjects: Iterable[UUID]) -> tuple[str, set[UUID]]:
    """(level, persons) of a complaint about these, as a person with the decision in hand would say."""
    subjects = list(subjects)
    barred = set().union(*(may_learn_from(made, one) for one in subjects))
    towns = {_town(made, area) for person, _role, area in made.posts if person in subjects}
    is_of_a_town = len(towns) == 1 and None not in towns
    everybody_works = all(any(person == one for person, *_ in made.posts) for one in subjects)
    if is_of_a_town and everybody_works:
        heads = {who for who, role, area in made.posts if role == "town_head" and area.pk in towns} - barred
        if heads:
            return "town", heads
    for level, role in (("desk", "district_desk"), ("supervisor", "supervisor")):
        found = {who for who, held, area in made.posts if held == role and area.parent_id is None} - barred
        if found:
            return level, found
    return "above", set()


def _town(made: Organised, area: Area) -> UUID | None:
    lineage = [area, *made.above(area)]
    return next((one.pk for one in lineage if one.level == "town"), None)
