"""From the tables to who may call whom."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from lianxin.callbacks.assigning import Asked, Caller, is_third
from lianxin.callbacks.models import ASK, Call
from lianxin.callbacks.populations import population_of
from lianxin.people.access import VERBS
from lianxin.people.models import Post
from lianxin.people.vocabulary import Role
from lianxin.problems.models import Problem
from lianxin.registry.models import Household

CALLERS = tuple(role.value for role, verbs in VERBS.items() if ASK in verbs)
LINE = (Role.COLLECTOR.value, Role.TOWN_HEAD.value)


def asked_of(doers: Mapping[UUID, Collection[UUID]]) -> dict[UUID, Asked]:
    """By home, who is near to it. `doers`: by home who did what it is asked about."""
    homes = list(doers)
    owners: dict[UUID, set[UUID]] = defaultdict(set)
    rows = Problem.objects.open().exclude(owner=None).filter(household__among=homes).order_by()
    for home, owner in rows.values_list("household", "owner"):
        owners[home].add(owner)
    where = Household.objects.filter(pk__among=homes).order_by("number")
    return {
        home: Asked(home, path, frozenset({*doers[home], *owners[home], *(key for key in near if key)}))
        for home, path, *near in where.values_list("pk", "area__path", "keeper", "handing_over")
    }


def callers_on(day: date) -> list[Caller]:
    """Everybody who may call on a day, by key; with the places where he works in the line himself."""
    posts = Post.objects.on(day).filter(staff__is_active=True, role__in=[*CALLERS, *LINE])
    paths: dict[UUID, list[str]] = defaultdict(list)
    line: dict[UUID, list[str]] = defaultdict(list)
    for staff, role, path in posts.order_by("staff", "pk").values_list("staff", "role", "area__path"):
        (paths if role in CALLERS else line)[staff].append(path)
    return [Caller(staff, tuple(some), tuple(line[staff])) for staff, some in paths.items()]


def may_call(call: Call, person: Any, day: date) -> bool:
    """Whether a person is a third person to a call."""
    own = [one for one in callers_on(day) if one.key == person.pk]
    asked = asked_of({call.household_id: population_of(call.round).doers_behind(call)})
    return bool(own and asked) and is_third(own[0], asked[call.household_id])
