"""Standings as plain rows: a register has tens of thousands, most alike, so what was read once is kept."""

import json
from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import TextField
from django.db.models.functions import Cast

from lianxin.classification.models import Standing
from lianxin.databases.reading import keys_of, raw_keys, raw_rows
from lianxin.registry.columns import DayText


class Row(NamedTuple):
    """One row of standings: the columns of `Standing` in their order. Lists are shared: never change one."""

    household_id: UUID
    tier: str
    since_on: date
    ruled_tier: str
    rules: list[str]
    could_be: list[str]
    ask: list[str]
    policy_id: UUID
    ruled_on: date
    expires_on: date


LISTS, DAYS = ("rules", "could_be", "ask"), ("since_on", "ruled_on", "expires_on")


def read_standings(keys: Sequence[UUID]) -> dict[UUID, Row]:
    """How these households stand now, as far as they do, by household."""
    as_text = {name: Cast(name, TextField()) for name in LISTS} | {name: DayText(name) for name in DAYS}
    columns = [as_text.get(name, name) for name in Row._fields]
    own = dict(zip(raw_keys(keys), keys, strict=True))
    found = {}
    for home, tier, since, ruled, rules, could_be, ask, policy, on, until in raw_rows(
        Standing.objects.filter(pk__among=keys).values_list(*columns)
    ):
        key = own[home]
        found[key] = Row(
            *(key, tier, _day(since), ruled, _listed(rules), _listed(could_be), _listed(ask)),
            *(_key(policy), _day(on), _day(until)),
        )
    return found


@lru_cache(maxsize=4096)
def _day(text: str) -> date:
    return date.fromisoformat(text)


@lru_cache(maxsize=4096)
def _listed(text: str) -> list[str]:
    return list(json.loads(text))


@lru_cache(maxsize=64)
def _key(raw: Any) -> UUID:
    return keys_of([raw])[0]
