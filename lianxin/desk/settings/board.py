"""The switchboard as a page shows it: each switch, who set it, and what waits for a second person."""

from collections.abc import Mapping
from dataclasses import dataclass

from lianxin.desk.words import is_english, spoken
from lianxin.switches.models import SwitchChange
from lianxin.switches.rules import in_words
from lianxin.switches.switchboard import GROUPS, SWITCHES
from lianxin.switches.vocabulary import Kind, Switch, Words


@dataclass(frozen=True, slots=True)
class Stand:
    """How one switch stands. `last` is the change in force (None: never touched), `waiting` one undecided."""

    switch: Switch
    value: str
    last: SwitchChange | None
    waiting: SwitchChange | None

    @property
    def is_never(self) -> bool:
        return self.switch.kind is Kind.NEVER

    @property
    def words(self) -> str:
        return value_words(self.switch, self.value)

    @property
    def wish(self) -> str:
        """What the waiting change asks for, in words."""
        return value_words(self.switch, self.waiting.value) if self.waiting else ""

    @property
    def does(self) -> str:
        return told(self.switch.does)

    @property
    def law(self) -> str:
        return told(self.switch.law)

    @property
    def waits_for(self) -> str:
        return told(self.switch.waits_for)

    @property
    def is_default(self) -> bool:
        return self.value == self.switch.default


def told(words: Words) -> str:
    return words[is_english()]


def value_words(switch: Switch, value: str) -> str:
    return in_words(switch, value, spoken())


def stands() -> dict[str, Stand]:
    """Every switch, in two queries however many there are."""
    changes = SwitchChange.objects.select_related("asked_by", "decided_by")
    last: Mapping[str, SwitchChange] = {
        change.code: change for change in changes.adopted().order_by("decided_at", "id")
    }
    waiting = {change.code: change for change in changes.waiting()}
    return {code: _stand(switch, last.get(code), waiting.get(code)) for code, switch in SWITCHES.items()}


def stand_of(switch: Switch) -> Stand:
    return stands()[switch.code]


def by_group() -> list[tuple[str, list[Stand]]]:
    """(title of the group, its switches) in the order of the page."""
    found = stands().values()
    return [
        (told(words), [stand for stand in found if stand.switch.group == group])
        for group, words in GROUPS.items()
    ]


def _stand(switch: Switch, last: SwitchChange | None, waiting: SwitchChange | None) -> Stand:
    return Stand(switch, last.value if last else switch.default, last, waiting)
