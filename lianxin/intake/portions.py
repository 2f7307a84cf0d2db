"""The journal of a batch taken apart by household, so that it can be undone a few households at a time."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from lianxin.intake.known import chunks
from lianxin.registry.actions import Journal
from lianxin.registry.models import Fact, Resident

Parts = dict[str, list[Any]]


class Portions:
    """The parts of one journal. `homes` are the households it wrote to, in the order of their keys.

    Rows that are gone belong to no household and are left out: they went with a part undone before.
    """

    def __init__(self, journal: Journal) -> None:
        self._parts: dict[UUID, Parts] = defaultdict(lambda: defaultdict(list))
        for key in journal.households:
            self._parts[UUID(key)]["households"].append(key)
        people = _homes_of(Resident, [*journal.residents, *_changed(journal, "resident")])
        facts = _homes_of(Fact, [*journal.facts, *journal.retired])
        for name, rows, homes in (
            ("residents", journal.residents, people),
            ("facts", journal.facts, facts),
            ("retired", journal.retired, facts),
        ):
            for key in rows:
                if home := homes.get(key):
                    self._parts[home][name].append(key)
        for change in journal.changed:
            key = change["key"]
            home = UUID(key) if change["table"] == "household" else people.get(key)
            if home:
                self._parts[home]["changed"].append(change)
        self.homes = sorted(self._parts)

    def is_new(self, home: UUID) -> bool:
        """Whether the batch created the household."""
        return bool(self._parts[home].get("households"))

    def of(self, homes: Iterable[UUID]) -> Journal:
        """The journal of these households alone."""
        joined: Parts = {name: [] for name in ("households", "residents", "facts", "retired", "changed")}
        for home in homes:
            for name, rows in self._parts[home].items():
                joined[name] += rows
        return Journal(**joined)


def _changed(journal: Journal, table: str) -> list[str]:
    return [change["key"] for change in journal.changed if change["table"] == table]


def _homes_of(table: Any, keys: list[str]) -> dict[str, UUID]:
    """{key of a row: key of its household}"""
    found: dict[str, UUID] = {}
    for some in chunks(keys):
        rows = table.objects.filter(pk__in=some).values_list("pk", "household")
        found |= {str(key): home for key, home in rows}
    return found
