"""What the ladder of a policy of deadlines is made of. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from lianxin.policies.form.parts import Words

ORDINARY = "ordinary"
"""The urgency whose clock is that of the rung; a policy must name it."""

FLAGGED, NEEDED = "flagged", "needed"
"""What becomes of an end without evidence: it is shown as one, or it is refused."""


@dataclass(frozen=True, slots=True)
class Rung:
    """One rung: on areas of which levels it stands, in how many workdays it settles a matter, and how many
    workdays before the end it is warned."""

    code: str
    title: Words
    levels: tuple[str, ...]
    workdays: int
    warn: int
    source: str


@dataclass(frozen=True, slots=True)
class Urgency:
    """How pressing something is. `hours` run day and night, on every rung alike; None: by the rung."""

    code: str
    title: Words
    hours: int | None
    warn: int
    source: str

    @property
    def is_in_hours(self) -> bool:
        return self.hours is not None


@dataclass(frozen=True, slots=True)
class Category:
    """What a problem can be about. `path` is the codes from the top of the tree down to this one.

    `units`: what it is counted in; `rung`: which rung usually settles it; `office`: which line of work helps;
    `evidence`: FLAGGED or NEEDED. A part that the file leaves out is that of the category above.
    """

    code: str
    path: tuple[str, ...]
    title: Words
    units: tuple[str, ...]
    rung: str
    urgency: str
    office: Words
    line: int = field(default=0, compare=False)
    column: int = field(default=0, compare=False)
    evidence: str = FLAGGED

    @property
    def needs_evidence(self) -> bool:
        return self.evidence == NEEDED


@dataclass(frozen=True, slots=True)
class PauseReason:
    """Why a clock may stand, for how many days in all within one problem; `words` are for the household."""

    code: str
    title: Words
    words: Words
    days: int
    source: str


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why something cannot be done, in words that a household understands, and the law behind it."""

    code: str
    title: Words
    words: Words
    source: str


@dataclass(frozen=True, slots=True)
class ExclusionGround:
    """Why a problem may be left out of what staff are measured by: in `words` that the household is told."""

    code: str
    title: Words
    words: Words
    source: str


@dataclass(frozen=True, slots=True)
class ClockExample:
    """A matter in words and when it is due: checked when the policy is adopted. Moments are local time."""

    id: str
    title: Words
    category: str
    urgency: str
    raised: datetime
    due: datetime
    line: int
    column: int


@dataclass(frozen=True, eq=False)
class Ladder:
    """Rungs from the lowest to the highest; `fallback` is what a category that nobody knows counts as.

    The numbers (`decide_workdays`, …) are those of the policy, whole, in the units their names end in.
    Without `exclusions`, as in a policy adopted before there were any, nothing is left out of the figures.
    """

    version: str
    rungs: tuple[Rung, ...]
    urgencies: Mapping[str, Urgency]
    categories: Mapping[str, Category]
    fallback: str
    pauses: Mapping[str, PauseReason]
    refusals: Mapping[str, Refusal]
    examples: tuple[ClockExample, ...]
    numbers: Mapping[str, int | float] = field(repr=False)
    exclusions: Mapping[str, ExclusionGround] = field(default_factory=dict)

    @property
    def codes(self) -> tuple[str, ...]:
        return tuple(rung.code for rung in self.rungs)

    @property
    def top(self) -> str:
        return self.rungs[-1].code

    def rung(self, code: str) -> Rung:
        """A rung by its code. What lies on a rung that this policy does not name is for the top to settle."""
        return next((rung for rung in self.rungs if rung.code == code), self.rungs[-1])

    def above(self, code: str) -> Rung | None:
        """The rung above; None at the top."""
        at = self.rungs.index(self.rung(code)) + 1
        return self.rungs[at] if at < len(self.rungs) else None

    def category(self, code: str) -> Category:
        """What a code means; a code that nobody knows (of an older or newer form) is the fallback."""
        return self.categories.get(code) or self.categories[self.fallback]

    def urgency(self, code: str) -> Urgency:
        return self.urgencies.get(code) or self.urgencies[ORDINARY]

    def number(self, name: str) -> int:
        return int(self.numbers[name])
