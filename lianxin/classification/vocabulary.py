"""The words of classification: tiers, verdicts and their reasons. Pure."""

from dataclasses import dataclass
from datetime import date
from functools import cache

from lianxin.wording import Word

Plain = bool | int | float | str


class Tier(Word):
    """How much contact and help a household is owed. `code` is what columns hold: higher is more serious."""

    UNASSESSED = "unassessed", "待评", "unassessed"
    FINE = "fine", "放心户", "fine"
    WATCH = "watch", "关心户", "watch"
    PRIORITY = "priority", "连心户", "priority"

    @property
    def code(self) -> int:
        return _CODES[self]

    @property
    def bit(self) -> int:
        """The tier's bit in a mask of tiers."""
        return 1 << _CODES[self]

    @classmethod
    def of(cls, code: int) -> "Tier":
        return BY_CODE[code]


BY_CODE = (Tier.UNASSESSED, Tier.FINE, Tier.WATCH, Tier.PRIORITY)
BY_SERIOUSNESS = (Tier.PRIORITY, Tier.WATCH, Tier.FINE, Tier.UNASSESSED)
SERIOUS = (Tier.PRIORITY, Tier.WATCH)  # the tiers that rules give
_CODES = {tier: code for code, tier in enumerate(BY_CODE)}


@cache
def tiers_in(mask: int) -> tuple[Tier, ...]:
    """The tiers of a mask, the most serious first."""
    return tuple(tier for tier in BY_SERIOUSNESS if mask & tier.bit)


@dataclass(frozen=True, slots=True)
class Reason:
    """One comparison that made a rule true, as a sentence: `fact operator threshold`, with the value found.

    `fact` is an indicator, or a sum of several as written in the rule; `facts` are the indicators in it.
    `threshold` is the number compared with, `threshold_name` its name or text when it has one; `observed_on`
    the oldest day among the facts, None where it is not known (derived inputs).
    """

    rule: str
    title_zh: str
    title_en: str
    gives: Tier
    fact: str
    facts: tuple[str, ...]
    value: Plain | None
    operator: str
    threshold: Plain | tuple[Plain | None, ...] | None
    threshold_name: str | None
    source: str
    observed_on: date | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the rules say of one household, and what is not known yet.

    `rules` are the ids of all rules that are true, the most serious first; `could_be` the other tiers that
    unknown and stale facts leave open; `ask` the facts that could still change the tier, the most telling
    first; `policy` the id of the document.
    """

    tier: Tier
    rules: tuple[str, ...]
    reasons: tuple[Reason, ...]
    could_be: tuple[Tier, ...]
    ask: tuple[str, ...]
    policy: str
