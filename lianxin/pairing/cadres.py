"""The cadres of a day who may have households in their care: rank, where they set out from, load."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from operator import itemgetter
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Count

from lianxin.areas.models import Area
from lianxin.databases.reading import keys_of, raw_keys, raw_rows
from lianxin.people.access import KEEPERS
from lianxin.people.models import Post, Secondment
from lianxin.people.vocabulary import Rank
from lianxin.registry.models import Household

NO_TOWN = -1  # of the district itself


class Places:
    """The tree of areas as numbers: for each area its path, a number of its own, and that of its town."""

    def __init__(self) -> None:
        areas = Area.objects.order_by("path").values_list("pk", "path", "level")
        self.path: dict[UUID, str] = {}
        self.level: dict[UUID, str] = {}
        self.number: dict[UUID, int] = {}
        self.town: dict[UUID, int] = {}
        towns: dict[str, int] = {}
        for number, (key, path, level) in enumerate(areas):
            self.path[key], self.level[key], self.number[key] = path, level, number
            if level == "town":
                towns[path] = number
            above = "/".join(path.split("/")[:2]) + "/"
            self.town[key] = towns.get(path, towns.get(above, NO_TOWN))
        self.key_of_town = {self.number[key]: key for key, path in self.path.items() if path in towns}


class Cadre(NamedTuple):
    """A cadre who may keep households. `lives_in` is the area he sets out from; `level` that of his post."""

    key: UUID
    rank: Rank
    level: str
    lives_in: UUID
    abilities: int


def cadres_on(day: date, places: Places, among: Collection[UUID] | None = None) -> list[Cadre]:
    """The cadres of a day, or those among some staff, by their numbers.

    Of somebody's posts the most senior counts, and of equal ones that closest to homes.
    A cadre sets out from where he was posted down to, else where he lives, else his office, else his post.
    """
    downs = Secondment.objects.on(day).order_by("from_on", "pk")
    posts = Post.objects.on(day).filter(staff__is_active=True, role__in=[role.value for role in KEEPERS])
    if among is not None:
        posts, downs = (rows.filter(staff__among=list(among)) for rows in (posts, downs))
    posted_down = dict(raw_rows(downs.values_list("staff", "area")))
    area_of = dict(zip(raw_keys(list(places.path)), places.path, strict=True))
    depth = {raw: -places.path[key].count("/") for raw, key in area_of.items()}

    def standing(row: tuple[Any, ...]) -> tuple[Any, ...]:
        _number, rank, area, post, *_rest = row
        return _SENIORITY[rank], depth[area], post

    found: dict[Any, tuple[Any, ...]] = {}
    for row in raw_rows(posts.order_by().values_list(*_COLUMNS)):
        if (other := found.setdefault(row[4], row)) is not row and standing(row) < standing(other):
            found[row[4]] = row
    by_number = sorted(found.values(), key=itemgetter(0))
    return [
        Cadre(
            key,
            _RANKS[rank],
            places.level[area_of[area]],
            area_of[posted_down.get(staff) or home or office or area],
            abilities,
        )
        for key, (_number, rank, area, _post, staff, home, office, abilities) in zip(
            keys_of([row[4] for row in by_number]), by_number, strict=True
        )
    ]


_COLUMNS = ("staff__number", "rank", "area", "pk", "staff")
_COLUMNS += ("staff__home_area", "staff__office_area", "staff__abilities")
_RANKS = {rank.value: rank for rank in Rank}
_SENIORITY = {rank.value: at for at, rank in enumerate(Rank)}


def load_of(
    besides: Sequence[UUID], visits: Mapping[str, int], among: Collection[UUID] | None = None
) -> dict[UUID, tuple[int, int]]:
    """What each cadre (or those among some) keeps besides some households: (how many, visits owed a year)."""
    kept = Household.objects.present().filter(keeper__isnull=False).exclude(pk__in=besides).order_by()
    if among is not None:
        kept = kept.filter(keeper__among=list(among))
    load: dict[UUID, tuple[int, int]] = {}
    for keeper, tier, count in kept.values_list("keeper", "standing__tier").annotate(number=Count("*")):
        homes, owed = load.get(keeper, (0, 0))
        load[keeper] = (homes + count, owed + count * visits[tier or "unassessed"])
    return load


def keepers_among(staff: Collection[UUID], day: date) -> set[UUID]:
    """Those of some staff who may have households in their care on the day."""
    roles = [role.value for role in KEEPERS]
    posts = Post.objects.on(day).filter(staff__is_active=True, role__in=roles, staff__among=list(staff))
    return set(posts.order_by().values_list("staff", flat=True))
