"""All rows of one person at one moment, and what of them a phone lacks."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from typing import Any
from uuid import UUID

import msgspec
from django.utils import timezone

from lianxin.field import wire
from lianxin.field.pulling import rest
from lianxin.field.pulling.homes import home_rows
from lianxin.field.pulling.moment import one_moment
from lianxin.field.pulling.whose import Caseload, caseload_of
from lianxin.field.settings_row import staff_row
from lianxin.people.access import may
from lianxin.registry.models import Household

HASH_DIGITS = 16


@dataclass(frozen=True, slots=True)
class Difference:
    """What a phone must change: rows to write, keys that are no more, and keys that leave this phone.

    `homes`: all that lie on the phone once it has taken this over.
    """

    rows: list[dict[str, Any]] = field(default_factory=list)
    gone: list[str] = field(default_factory=list)
    leave: list[str] = field(default_factory=list)
    homes: tuple[UUID, ...] = ()


def difference(person: Any, have: Mapping[str, str], *, now: datetime) -> Difference:
    """Compare all rows of a person, read at one moment, with the hashes of what a phone has.

    Whoever does no field work (any more) has no rows: everything leaves his phone.
    """
    with one_moment():
        all_rows, caseload = rows_of(person, now) if may(person, "field.work") else ({}, None)
        strange = [key for key in have if key not in all_rows]
        there = _still_there(strange)
    changed = []
    for key, row in all_rows.items():
        digest = hash_of(row)
        if have.get(key) != digest:
            changed.append({"key": key, "kind": key.partition(":")[0], "hash": digest, "row": row})
    leave = [key for key in strange if key in there]
    gone = [key for key in strange if key not in there]
    return Difference(changed, gone, leave, caseload.homes if caseload else ())


def rows_of(person: Any, now: datetime) -> tuple[dict[str, dict[str, Any]], Caseload]:
    """Every row of a person, by key, and the homes among them."""
    today = timezone.localdate(now)
    caseload = caseload_of(person)
    form = rest.form_in_force(today)
    rows: dict[str, dict[str, Any]] = {
        "me": rest.me_row(person, staff_row(person, now), caseload, today),
        "words": rest.words_row(),
    }
    rows |= rest.form_rows(form)
    rows |= home_rows(caseload.homes, person, form, today)
    rows |= rest.duty_rows(person, today)
    rows |= rest.trip_rows(person, today)
    rows |= rest.item_rows(person, caseload.homes, now)
    rows |= rest.feedback_rows(person, now)
    return rows, caseload


def hash_of(row: Mapping[str, Any]) -> str:
    """The first hexadecimal digits of the SHA-256 of a row's canonical JSON."""
    return sha256(msgspec.json.encode(row, order="deterministic")).hexdigest()[:HASH_DIGITS]


def _still_there(keys: list[str]) -> set[str]:
    """Those of the keys that are homes of the register, only no longer this phone's."""
    homes = {key: found for key in keys if (found := wire.key_of(key.removeprefix("home:")))}
    there = set(Household.objects.present().filter(pk__in=homes.values()).values_list("pk", flat=True))
    return {key for key, home in homes.items() if home in there}
