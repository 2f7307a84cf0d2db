"""What each role may do, written out once more, by hand, from the description of the five roles.

The matrix compares the pages with this table and never with `lianxin.people.access.VERBS`, so a slip in one
of the two is found. `*` marks verbs that reach into a household: a collector has them only where his post is
on a community or a village.
"""

TABLE = """
                       collector  town_head  district_desk  supervisor  system_admin
household.see        *     x          x            x             x            .
household.reveal     *     x          x            x             x            .
household.contest    *     x          x            x             .            .
household.edit       *     .          x            x             .            .
fact.record          *     x          x            x             .            .
classification.see   *     x          x            x             x            .
classification.run         .          .            x             .            .
review.decide              .          x            x             .            .
exit.approve               .          x            x             .            .
import.run                 .          x            x             .            .
import.undo                .          x            x             .            .
pairing.see          *     x          x            x             x            .
pairing.choose       *     .          x            x             .            .
pairing.draft              .          .            x             .            .
planning.see         *     x          x            x             x            .
planning.edit        *     .          x            x             .            .
planning.run               .          .            x             .            .
upload.see           *     .          x            x             x            .
upload.resolve       *     .          x            x             .            .
problem.see          *     x          x            x             x            .
problem.open         *     x          x            x             .            .
problem.accept       *     x          x            x             .            .
problem.note         *     x          x            x             .            .
problem.promise      *     x          x            x             .            .
problem.raise        *     x          x            x             .            .
problem.pause        *     x          x            x             .            .
problem.end          *     x          x            x             .            .
problem.dispatch     *     .          x            x             .            .
problem.send_back    *     .          x            x             .            .
problem.judge        *     .          x            x             x            .
problem.decide       *     .          .            x             .            .
exclusion.propose    *     x          x            x             .            .
exclusion.review     *     .          .            x             .            .
exclusion.decide     *     .          .            x             x            .
rating.see           *     x          x            x             x            .
callback.see         *     .          .            x             x            .
callback.run         *     .          .            x             x            .
callback.ask         *     .          .            x             x            .
finding.decide       *     .          .            .             x            .
card.print           *     .          x            x             .            .
rights.see           *     .          x            x             x            .
rights.answer        *     .          x            x             .            .
complaint.record           x          x            x             x            .
field.work                 x          x            x             .            .
device.revoke              .          x            x             .            x
policy.see                 x          x            x             x            .
policy.adopt               .          .            x             .            .
area.see                   x          x            x             x            x
area.edit                  .          .            .             .            x
staff.see                  .          x            x             x            x
staff.edit                 .          .            .             .            x
ledger.see                 .          .            x             x            .
switch.see                 .          .            x             x            x
switch.approve             .          .            x             .            .
system.manage              .          .            .             .            x
"""

ROLES, *_LINES = [line.split() for line in TABLE.strip().splitlines()]
REACHES_HOUSEHOLDS = frozenset(line[0] for line in _LINES if line[1] == "*")
ALLOWED = {
    line[0]: frozenset(role for role, mark in zip(ROLES, line[-len(ROLES) :], strict=True) if mark == "x")
    for line in _LINES
}

CARE = frozenset(
    {"household.see", "household.reveal", "household.contest", "fact.record"}
    | {"classification.see", "pairing.see", "planning.see"}
    | {"problem.see", "problem.open", "problem.accept", "problem.note", "problem.promise"}
    | {"problem.raise", "problem.pause", "problem.end", "rating.see"}
    | {"exclusion.propose"}
)
"""What a cadre may do for a household in his care, or that he is handing over, wherever it lies."""


def is_allowed(verb: str, role: str | None, own: str, level: str, there: str | None = None) -> bool:
    """Whether a role held on the area with path `own` may do this at path `there` (None: anywhere at all)."""
    if role not in ALLOWED[verb]:
        return False
    if role == "collector" and verb in REACHES_HOUSEHOLDS and level not in ("community", "village"):
        return False
    return there is None or there.startswith(own)
