"""What every action stands on: the policy in force, the calendar, and where areas lie on the ladder."""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.utils import timezone

from lianxin.areas.models import Area
from lianxin.areas.vocabulary import TOWN
from lianxin.policies.calendars.in_force import calendar_in_force
from lianxin.policies.ladder.parts import Ladder
from lianxin.policies.models import Policy
from lianxin.problems.actions.refusals import ProblemsRefused
from lianxin.problems.clocks import Times, times_of


@dataclass(frozen=True)
class Ground:
    """The ladder and the times that hold at a moment. Areas are read once, when first asked for."""

    ladder: Ladder
    times: Times
    _areas: dict[UUID, tuple[str, UUID | None]] = field(default_factory=dict, repr=False)

    def holder(self, area: UUID, rung: str) -> tuple[str, UUID]:
        """(rung, area) that settles something of `area` on `rung`: the nearest area above it, itself
        included, that stands on this rung; where there is none, on the next rung up that has one."""
        lineage = self._lineage(area)
        codes = self.ladder.codes
        for code in codes[codes.index(self.ladder.rung(rung).code) :]:
            levels = self.ladder.rung(code).levels
            for key, level in lineage:
                if level in levels:
                    return code, key
        return self.ladder.top, lineage[-1][0]

    def town(self, area: UUID) -> UUID:
        """The town of an area, whose head answers; the district where it lies in none."""
        lineage = self._lineage(area)
        return next((key for key, level in lineage if level == TOWN), lineage[-1][0])

    def _lineage(self, area: UUID) -> list[tuple[UUID, str]]:
        """The area and those above it, from the lowest to the district."""
        if area not in self._areas:
            for key, level, parent in Area.objects.order_by().values_list("pk", "level", "parent"):
                self._areas[key] = (level, parent)
        found: list[tuple[UUID, str]] = []
        key: UUID | None = area
        while key is not None:
            level, parent = self._areas[key]
            found.append((key, level))
            key = parent
        return found


def ground_at(now: datetime) -> Ground:
    """What holds at a moment. Raises ProblemsRefused `no-policy`."""
    found = ground_or_none(now)
    if found is None:
        raise ProblemsRefused("no-policy")
    return found


def ground_or_none(now: datetime) -> Ground | None:
    """The same, or None while no policy of deadlines is in force."""
    policy = Policy.objects.in_force("deadlines", timezone.localdate(now))
    ladder = policy.document.ladder if policy else None
    if ladder is None:
        return None
    return Ground(ladder, times_of(ladder, calendar_in_force(), timezone.get_default_timezone()))
