"""The names behind the keys of events: one query for each kind of thing that occurs, however many events."""

from collections.abc import Iterable
from functools import cached_property
from typing import Any
from uuid import UUID

from lianxin.areas.models import Area
from lianxin.desk.words import is_english, said, spoken, titled
from lianxin.ledger.models import Event
from lianxin.people.models import Post, Staff
from lianxin.policies.catalogue import default
from lianxin.policies.models import Policy
from lianxin.registry.models import Household, Resident
from lianxin.registry.values import shown
from lianxin.wording import Word


class Names:
    """Looks things up for the events it was made for. A thing that is gone has the name "—"."""

    def __init__(self, events: Iterable[Event], *, hides_sensitive: bool) -> None:
        self.events = list(events)
        self.hides_sensitive = hides_sensitive

    def staff(self, key: Any) -> str:
        return self._staff.get(_key(key), "—")

    def area(self, key: Any) -> str:
        return self._areas.get(_key(key), "—")

    def household(self, key: Any) -> str:
        return self._households.get(_key(key), "")

    def resident(self, key: Any) -> str:
        return self._residents.get(_key(key), "—")

    def policy(self, key: Any) -> str:
        return self._policies.get(_key(key), "—")

    def post(self, key: Any) -> Post | None:
        return self._posts.get(_key(key))

    def rung(self, code: Any) -> str:
        """What any policy of deadlines ever called a rung; a code that none knows stays itself."""
        return self._rungs.get(str(code), str(code))

    def fact(self, key: str, value: str | None) -> tuple[str, str | None]:
        """`("人均纯收入", "3,100 元/年")` for a key of `facts.changed`; whose fact it is stands before it.

        The value is None where there is none, and "" where it is not for this page.
        """
        code, _, resident = key.partition(":")
        indicator = default().get(code)
        if indicator is None:
            return code, value
        title = f"{self.resident(resident)} · {titled(indicator)}" if resident else titled(indicator)
        if value is None:
            return title, None
        if self.hides_sensitive and indicator.sensitivity == "sensitive":
            return title, ""
        return title, shown(value, indicator, spoken())

    @cached_property
    def _staff(self) -> dict[UUID, str]:
        keys = {event.actor_id for event in self.events} | self._about("staff")
        keys |= {key for event in self.events if (key := _key(event.after.get("staff")))}
        said = (side.get("keeper") for event in self.events for side in (event.before, event.after))
        keys |= {key for one in said if (key := _key(one))}
        return {one.pk: one.name for one in Staff.objects.filter(pk__in=keys - {None}).only("pk", "name")}

    @cached_property
    def _areas(self) -> dict[UUID, str]:
        keys = {event.area_id for event in self.events if event.area_id} | self._about("area")
        for event in self.events:
            keys |= {_key(value) for name, value in _changes(event) if name == "area_id"} - {None}
        return dict(Area.objects.filter(pk__in=keys).values_list("pk", "name"))

    @cached_property
    def _households(self) -> dict[UUID, str]:
        return dict(Household.objects.filter(pk__in=self._about("household")).values_list("pk", "number"))

    @cached_property
    def _residents(self) -> dict[UUID, str]:
        keys = {_key(event.after.get("resident")) for event in self.events}
        keys |= {_key(name.partition(":")[2]) for event in self.events for name in event.after}
        return dict(Resident.objects.filter(pk__in=keys - {None}).values_list("pk", "name"))

    @cached_property
    def _policies(self) -> dict[UUID, str]:
        return dict(Policy.objects.filter(pk__in=self._about("policy")).values_list("pk", "document_id"))

    @cached_property
    def _rungs(self) -> dict[str, str]:
        policies = Policy.objects.of_kind("deadlines").order_by("effective_on", "adopted_on")
        ladders = [policy.document.ladder for policy in policies]
        return {rung.code: said(rung.title) for ladder in ladders if ladder for rung in ladder.rungs}

    @cached_property
    def _posts(self) -> dict[UUID, Post]:
        return Post.objects.select_related("area").in_bulk(self._about("post"))

    def _about(self, kind: str) -> set[UUID]:
        return {event.subject_id for event in self.events if event.subject_kind == kind and event.subject_id}


def word(kind: type[Word], code: str) -> str:
    """The word of a code of the register; a code that is not known stays itself."""
    try:
        return said(kind(code))
    except ValueError:
        return code


def comma() -> str:
    return ", " if is_english() else "、"


def _key(value: Any) -> UUID | None:
    if isinstance(value, UUID):
        return value
    try:
        return UUID(str(value))
    except ValueError:
        return None


def _changes(event: Event) -> Iterable[tuple[str, Any]]:
    changes = event.after.get("changes", [])
    return [(change["field"], change["after"]) for change in changes if isinstance(change, dict)]
