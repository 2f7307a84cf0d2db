"""五必去 and 五必访: the places and homes that the rules say must be visited, and by when. Pure.

A rule asks of places (figures of an area), of homes, or of the people in them; the names it uses show which.
`days_<reason>` of the policy says within how many days to go; `again_<reason>` after how many days it is owed
anew. Without the latter one visit is enough, until the matter arises again.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from lianxin.criteria import Column, Ruleset
from lianxin.planning.vocabulary import Reason
from lianxin.policies.catalogue import Catalogue
from lianxin.policies.vocabulary import PolicyDocument, Rule

Ints = NDArray[np.int64]
Level = Literal["place", "home", "resident"]
NEVER = 0  # in `done_on` and `since_on`
FOR_GOOD = 10**6  # days that never pass


@dataclass(frozen=True, slots=True, eq=False)
class MustVisits:
    """Visits owed, in order of row and reason; all of shape (N,).

    `row`: of the table judged (for residents: of the home). `rule`: position in `policy.rules` of the first
    rule that says so. `opens`, `due`: ordinals, both included.
    """

    policy: PolicyDocument
    row: Ints
    rule: Ints
    opens: Ints
    due: Ints

    def reason(self, at: int) -> Reason:
        return Reason(self.policy.rules[self.rule[at]].gives)

    def why(self, at: int, last: date | None) -> dict[str, str | int | None]:
        """The values of the sentence that says why (`sentences.sentence`); `last`: the last visit."""
        rule, numbers = self.policy.rules[self.rule[at]], self.policy.values
        return {
            "title_zh": rule.title_zh,
            "title_en": rule.title_en,
            "days": int(numbers[f"days_{rule.gives}"]),
            "again": int(numbers[f"again_{rule.gives}"]) if f"again_{rule.gives}" in numbers else None,
            "last": last.isoformat() if last else None,
        }


def level_of(rule: Rule, catalogue: Catalogue) -> Level:
    """Of what a rule asks: of places, of homes, or (one name is enough) of the people in them."""
    about = {catalogue[name].about for name in rule.when.names if name in catalogue}
    if "area" in about:
        return "place"
    return "resident" if "resident" in about else "home"


def must_visit(
    policy: PolicyDocument,
    level: Level,
    columns: Mapping[str, Column],
    *,
    today: date,
    until: date,
    done_on: Ints,
    since_on: Mapping[Reason, Ints] | None = None,
    home: Ints | None = None,
) -> MustVisits:
    """The visits that the rules of one level owe from `today` on and that open by `until`.

    `columns`: what the rules ask, one row for each place, home or resident. `done_on`: the last visit to the
    place or home, `since_on`: since when the matter stands, by reason (a visit before that does not count);
    ordinals, NEVER for none, one for each place or home. `home`: row of the home of each resident.
    """
    at = [place for place, rule in enumerate(policy.rules) if level_of(rule, policy.catalogue) == level]
    found: list[Ints] = [np.zeros((4, 0), np.int64)]
    if at:
        rules = Ruleset([policy.rules[place].when for place in at], policy.values)
        outcome = rules.run(columns)
        truths = [outcome.rule(place).unpack()[0] for place in range(len(at))]
        for gives in dict.fromkeys(policy.rules[place].gives for place in at):
            of_reason = [place for place in range(len(at)) if policy.rules[at[place]].gives == gives]
            first = _first_true([truths[place] for place in of_reason], home, len(done_on))
            rows = np.flatnonzero(first >= 0)
            rule = np.array(at)[np.array(of_reason)[first[rows]]]
            since = (since_on or {}).get(Reason(gives))
            opens = _opens(policy, gives, rows, today, done_on, since)
            due = opens + int(policy.values[f"days_{gives}"])
            in_time = opens <= until.toordinal()
            found.append(np.stack([rows, rule, opens, due])[:, in_time])
    row, rule, opens, due = np.concatenate(found, axis=1)
    order = np.lexsort((rule, row))
    return MustVisits(policy, row[order], rule[order], opens[order], due[order])


def _first_true(truths: list[NDArray[np.bool_]], home: Ints | None, count: int) -> Ints:
    """For each place or home the first of these rules that is true (of any resident), -1 for none."""
    first = np.full(count, -1, np.int64)
    for place in range(len(truths) - 1, -1, -1):
        rows = np.flatnonzero(truths[place])
        first[rows if home is None else home[rows]] = place
    return first


def _opens(
    policy: PolicyDocument, gives: str, rows: Ints, today: date, done_on: Ints, since: Ints | None
) -> Ints:
    """From when each is owed: now, or as long after the last visit that counted as the policy says."""
    again = int(policy.values.get(f"again_{gives}", FOR_GOOD))
    done = done_on[rows]
    counts = (done != NEVER) & (done >= (since[rows] if since is not None else NEVER))
    now = today.toordinal()
    return np.where(counts, np.maximum(done + again, now), now)
