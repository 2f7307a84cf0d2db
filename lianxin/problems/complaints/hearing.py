"""Who hears a complaint about staff. Pure: who holds what, who is tied to whom, and about whom it is.

Nobody hears it through whom the person concerned could learn of it (decision 12):

- whoever he is, or one of several it may be about;
- whoever answers to him, straight or by way of others, by any post that either of them holds;
- whoever shares his desk: the same role in the same place, or the same unit unless he is his superior;
- whoever is tied to him: stands in for him, takes over from him, or he from them.

Whoever carried it (a cadre in a visit, a clerk) knows it already and gains nothing: he hears it only where
the rule lets him. Of those left, the nearest level does. There is always one: the last lies outside.
"""

from bisect import bisect_left
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from uuid import UUID

from lianxin.people.vocabulary import Role
from lianxin.problems.complaints.vocabulary import INSIDE, Level

END = "\uffff"
"""Sorts behind every path that begins alike."""


@dataclass(frozen=True, slots=True)
class Holding:
    """A post held today, or a place where somebody was sent to work; `path` is that of its area."""

    person: UUID
    role: Role
    path: str


@dataclass(frozen=True, slots=True)
class About:
    """Whom a complaint is about (all it may mean; nobody where that is not known), in which area it happened,
    and the lowest level that may still hear it."""

    subjects: frozenset[UUID]
    place: str
    floor: Level = Level.TOWN


@dataclass(frozen=True, slots=True)
class Hearing:
    """The level that hears a complaint, and who there may; nobody where that lies outside."""

    level: Level
    persons: frozenset[UUID]


@dataclass(frozen=True)
class Organisation:
    """Who holds what today. `units`: where somebody is employed; `ties`: pairs of people who work for each
    other for a time, in any order."""

    holdings: Sequence[Holding]
    units: Mapping[UUID, str]
    ties: Collection[tuple[UUID, UUID]] = ()

    @cached_property
    def _of(self) -> dict[UUID, list[Holding]]:
        found: dict[UUID, list[Holding]] = {}
        for one in self.holdings:
            found.setdefault(one.person, []).append(one)
        return found

    @cached_property
    def _by_path(self) -> list[Holding]:
        return sorted(self.holdings, key=lambda one: one.path)

    @cached_property
    def _paths(self) -> list[str]:
        return [one.path for one in self._by_path]

    def of(self, person: UUID) -> Sequence[Holding]:
        return self._of.get(person, ())

    def within(self, path: str) -> Sequence[Holding]:
        """What is held in an area and below it."""
        return self._by_path[bisect_left(self._paths, path) : bisect_left(self._paths, path + END)]

    def answering(self, subjects: Iterable[UUID]) -> set[UUID]:
        """Whoever answers to one of these, straight or by way of others."""
        found: set[UUID] = set()
        waiting = list(subjects)
        while waiting:
            for mine in self.of(waiting.pop()):
                if mine.role not in COMMANDING:
                    continue
                for other in self.within(mine.path):
                    if other.person not in found and commands(mine, other):
                        found.add(other.person)
                        waiting.append(other.person)
        return found

    def is_superior(self, person: UUID, subject: UUID) -> bool:
        """Whether the subject answers to the person, straight, by one of his posts."""
        return any(commands(mine, his) for mine in self.of(person) for his in self.of(subject))

    def beside(self, subject: UUID) -> set[UUID]:
        """Whoever shares the subject's desk, or is tied to him."""
        found = {one if other == subject else other for one, other in self.ties if subject in (one, other)}
        for his in self.of(subject):
            found |= {one.person for one in self.within(his.path) if shares(one, his)}
        unit = self.units.get(subject, "").strip()
        if unit:
            same = (person for person, other in self.units.items() if other.strip() == unit)
            found |= {person for person in same if not self.is_superior(person, subject)}
        return found


COMMANDING = frozenset({Role.TOWN_HEAD, Role.DISTRICT_DESK, Role.SUPERVISOR})


def commands(one: Holding, other: Holding) -> bool:
    """Whether whoever holds `other` answers for that to whoever holds `one`.

    A town's head has everybody in his town under him, its supervisor too; the district desk everybody but the
    district's supervisors; a supervisor only those below him.
    """
    if not other.path.startswith(one.path):
        return False
    is_below = other.path != one.path
    match one.role:
        case Role.TOWN_HEAD:
            return is_below or other.role is not Role.TOWN_HEAD
        case Role.DISTRICT_DESK:
            return is_below or other.role not in (Role.DISTRICT_DESK, Role.SUPERVISOR)
        case Role.SUPERVISOR:
            return is_below and other.role is Role.SUPERVISOR
        case _:
            return False


def shares(one: Holding, other: Holding) -> bool:
    """The same role in the same place."""
    return one.path == other.path and one.role is other.role


def who_hears(about: About, organisation: Organisation) -> Hearing:
    """The level that hears a complaint now, and who there may.

    Where nobody from `floor` upwards may, it goes back to the highest level below it that has somebody; where
    there is none inside, it lies with the level above this district.
    """
    subjects = about.subjects or suspects(about.place, organisation)
    barred = set(subjects) | organisation.answering(subjects)
    for subject in subjects:
        barred |= organisation.beside(subject)
    upwards = [level for level in INSIDE if level.place >= about.floor.place]
    back = [level for level in reversed(INSIDE) if level.place < about.floor.place]
    for level in (*upwards, *back):
        persons = _of_level(level, subjects, organisation) - barred
        if persons:
            return Hearing(level, frozenset(persons))
    return Hearing(Level.ABOVE, frozenset())


def suspects(place: str, organisation: Organisation) -> frozenset[UUID]:
    """Whom a complaint may mean that names nobody who is known: everybody in the town where it happened, or,
    where it happened at the district itself, everybody there but its supervisors."""
    parts = place.rstrip("/").split("/")
    if len(parts) > 1:
        return frozenset(one.person for one in organisation.within("/".join(parts[:2]) + "/"))
    return frozenset(
        one.person for one in organisation.holdings if one.path == place and one.role is not Role.SUPERVISOR
    )


def _of_level(level: Level, subjects: Collection[UUID], organisation: Organisation) -> set[UUID]:
    """Who sits on a level: before it is asked whether they may hear this one."""
    if level is Level.TOWN:
        return _heads(subjects, organisation)
    role = Role.DISTRICT_DESK if level is Level.DESK else Role.SUPERVISOR
    return {one.person for one in organisation.holdings if one.role is role and _is_district(one.path)}


def _heads(subjects: Collection[UUID], organisation: Organisation) -> set[UUID]:
    """The heads of the town under whom every post of all the subjects lies; nobody where one lies elsewhere,
    or a subject holds none."""
    held = [organisation.of(subject) for subject in subjects]
    if not all(held) or any(_is_district(one.path) for some in held for one in some):
        return set()
    towns = {"/".join(one.path.split("/")[:2]) + "/" for some in held for one in some}
    if len(towns) != 1:
        return set()
    (town,) = towns
    return {
        one.person for one in organisation.within(town) if one.role is Role.TOWN_HEAD and one.path == town
    }


def _is_district(path: str) -> bool:
    return path.count("/") == 1
