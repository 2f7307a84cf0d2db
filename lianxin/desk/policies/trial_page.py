"""What a trial found, for reading: moves, places, households and their reasons, visits and workers."""

from dataclasses import dataclass
from functools import cached_property
from math import ceil
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from lianxin.classification.models import PolicyTrial
from lianxin.desk.households.rows import Row, rows_of
from lianxin.desk.words import is_english
from lianxin.ledger.models import Event
from lianxin.people.access import may
from lianxin.policies.models import Policy, PolicyDraft
from lianxin.registry.models import Household

TIERS = ("priority", "watch", "fine", "unassessed")
OF_THE_REGISTER = ("household.imported", "household.changed", "facts.changed", "class.changed")


@dataclass(frozen=True, slots=True)
class Cell:
    """How many go from one class to another; on the diagonal, how many stay."""

    tier: str
    count: int
    is_stay: bool
    anchor: str


@dataclass(frozen=True, slots=True)
class Town:
    """`bar` is the length of its bar, 0 to 1000, the longest being that of the town with most moves."""

    name: str
    before: list[int]
    after: list[int]
    change: int
    moved: int
    bar: int


@dataclass(frozen=True, slots=True)
class Moved:
    """One household that moves. `row` is None for who may not see it."""

    row: Row | None
    gained: list[str]
    lost: list[str]


class TrialPage:
    """One trial. `reader` decides which of the households are named."""

    def __init__(self, trial: PolicyTrial, draft: PolicyDraft, reader: Any) -> None:
        self.trial, self.draft, self.reader = trial, draft, reader
        self.result: dict[str, Any] = trial.result

    @classmethod
    def of(cls, draft: PolicyDraft, reader: Any) -> "TrialPage | None":
        trial = PolicyTrial.objects.select_related("compared_with", "tried_by").filter(draft=draft).first()
        return cls(trial, draft, reader) if trial else None

    @cached_property
    def outdated(self) -> list[str]:
        """Why the answer may no longer hold, in words; empty while it does."""
        trial, today = self.trial, timezone.localdate()
        in_force = Policy.objects.in_force(self.draft.kind, today)
        newer = Event.objects.filter(pk__gt=trial.last_event, kind__in=OF_THE_REGISTER)
        why = [
            (trial.draft_version != self.draft.version, _("草稿后来又改过")),
            (trial.compared_with_id != (in_force.pk if in_force else None), _("正在施行的办法换了")),
            (newer.exists(), _("户里的情况后来有变动")),
            (trial.as_of != today, _("不是今天算的")),
        ]
        return [words for is_so, words in why if is_so]

    @property
    def moved(self) -> int:
        return sum(move["count"] for move in self.result["moves"])

    @property
    def tiers(self) -> list[tuple[str, int, int, int]]:
        """(class, before, after, change)."""
        before, after = self.result["before"], self.result["after"]
        return [(tier, before[tier], after[tier], after[tier] - before[tier]) for tier in TIERS]

    @property
    def matrix(self) -> list[tuple[str, list[Cell], int]]:
        """For each class before: where its households go, and how many they are."""
        counts = {(move["from"], move["to"]): move["count"] for move in self.result["moves"]}
        lines = []
        for before in TIERS:
            total = self.result["before"][before]
            counts[before, before] = total - sum(counts.get((before, to), 0) for to in TIERS if to != before)
            cells = [Cell(to, counts.get((before, to), 0), to == before, f"{before}-{to}") for to in TIERS]
            lines.append((before, cells, total))
        return lines

    @property
    def towns(self) -> list[Town]:
        most = max((town["moved"] for town in self.result["towns"]), default=0)
        return [
            Town(
                town["name"],
                [town["before"][tier] for tier in TIERS],
                [town["after"][tier] for tier in TIERS],
                town["after"]["priority"] - town["before"]["priority"],
                town["moved"],
                round(1000 * town["moved"] / most) if most else 0,
            )
            for town in self.result["towns"]
        ]

    @property
    def visits(self) -> int:
        """How many more visits a year."""
        return int(self.result["visits_after"] - self.result["visits_before"])

    @property
    def workers(self) -> int | None:
        """How many more workers that means, rounded away from 0; None where no number says."""
        each = self.result["per_worker"]
        return ceil(abs(self.visits) / each) * (1 if self.visits > 0 else -1) if each else None

    @cached_property
    def moves(self) -> list[tuple[dict[str, Any], str, list[Moved]]]:
        """(move, anchor, some of its households)."""
        keys = [UUID(one["household"]) for move in self.result["moves"] for one in move["samples"]]
        rows = {}
        if may(self.reader, "household.see"):
            seen = Household.objects.seen_by(self.reader).filter(pk__in=keys).select_related("area")
            rows = {str(row.household.pk): row for row in rows_of(seen)}
        side = 1 if is_english() else 0
        told = []
        for move in self.result["moves"]:
            some = [
                Moved(
                    rows.get(one["household"]),
                    [titles[side] for titles in one["gained"]],
                    [titles[side] for titles in one["lost"]],
                )
                for one in move["samples"]
            ]
            told.append((move, f"{move['from']}-{move['to']}", some))
        return told
