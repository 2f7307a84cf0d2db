"""Derived inputs: what the members' facts say of the household, three-valued. Pure.

One implementation for the whole register and for one household (columns of length 1). Somebody's missing
fact makes a derived input unknown only where it could make a difference: one able worker is enough to know
that there is one. A household with no member recorded is unknown throughout, never "without children".
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import product

import numpy as np
import numpy.typing as npt

from lianxin.classification import traits
from lianxin.classification.traits import Flags, People, Trait, known_of
from lianxin.classification.vocabulary import Plain
from lianxin.criteria import Column

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Anyone:
    """There is a member with the trait; with `wanted` False, there is none."""

    trait: Trait
    wanted: bool = True


# All the lines of an input must hold.
FLAGS: Mapping[str, tuple[Anyone, ...]] = {
    "has_able_worker": (Anyone(traits.ABLE),),
    "has_disability": (Anyone(traits.DISABLED),),
    "has_severe_disability": (Anyone(traits.SEVERELY_DISABLED),),
    "has_serious_illness": (Anyone(traits.SERIOUSLY_ILL),),
    "has_chronic_illness": (Anyone(traits.CHRONICALLY_ILL),),
    # Grown children far away or still at school do not make the couple at home less alone.
    "all_adults_disabled": (
        Anyone(traits.AT_HOME & traits.DISABLED),
        Anyone(traits.AT_HOME & ~traits.DISABLED, wanted=False),
    ),
    "has_child_out_of_school": (Anyone(traits.OUT_OF_SCHOOL),),
    "elders_live_alone": (Anyone(~traits.ELDER, wanted=False),),
    "has_left_behind_child": (
        Anyone(traits.CHILD),
        Anyone(traits.ABLE & traits.AWAY),
        Anyone(traits.ABLE & ~traits.AWAY, wanted=False),
    ),
}
COUNTS: Mapping[str, Trait] = {
    "adults_16_59": traits.WORKING_AGE,
    "elders_60": traits.ELDER,
    "children_under_16": traits.CHILD,
}
FROM_RESIDENTS = frozenset({"members", *FLAGS, *COUNTS})
MONTHS = "months_since_priority"
NEVER = np.inf  # months since 连心户 of a household that never was

# Ages at which some trait changes its answer, for `missing_behind`.
_TELLING_AGES = (5, 6, 7, 15, 16, 24, 25, 60)


def derive(people: People, households: int, months_since_priority: Floats | None = None) -> dict[str, Column]:
    """Return every derived input as a column of `households` rows.

    `months_since_priority`: shape (households,), infinite where the household never was 连心户 (the default).
    """
    members = np.bincount(people.home, minlength=households)
    listed = members > 0
    columns = {"members": Column(members, listed)}
    for name, trait in COUNTS.items():
        truth = trait.judge(people)
        counted = np.bincount(people.home[truth.true], minlength=households)
        columns[name] = Column(counted, listed & ~_anyone(truth.unknown, people, households))
    for name, lines in FLAGS.items():
        true, false = listed.copy(), np.zeros(households, np.bool_)
        for line in lines:
            is_true, is_false = _judge(line, people, households)
            true &= is_true
            false |= is_false
        columns[name] = Column(true, listed & (true | false))
    if months_since_priority is None:
        months_since_priority = np.full(households, NEVER)
    columns[MONTHS] = Column(months_since_priority)
    return columns


def facts_behind(names: Iterable[str]) -> set[str]:
    """The facts on which these inputs rest: those of members for what is derived, else the input itself."""
    found: set[str] = set()
    for name in names:
        lines = (Anyone(COUNTS[name]),) if name in COUNTS else FLAGS.get(name, ())
        found |= {fact for line in lines for fact in line.trait.facts} or {name}
    return found


def _judge(line: Anyone, people: People, households: int) -> tuple[Flags, Flags]:
    truth = line.trait.judge(people)
    some = _anyone(truth.true, people, households)
    none = ~_anyone(~truth.false, people, households)
    return (some, none) if line.wanted else (none, some)


def _anyone(flags: Flags, people: People, households: int) -> Flags:
    found = np.zeros(households, np.bool_)
    found[people.home[flags]] = True
    return found


def missing_behind(name: str, people: People) -> tuple[tuple[int, str], ...]:
    """Say whose missing facts leave a derived input of one household unknown: (row in `people`, fact code).

    `age` stands for the day of birth. Empty when the input is known, or when no member is recorded at all.
    """
    if name in COUNTS:
        lines: tuple[Anyone, ...] = (Anyone(COUNTS[name]),)
    else:
        lines = FLAGS.get(name, ())
        judged = [_judge(line, people, 1) for line in lines]
        if any(false[0] for _, false in judged):
            return ()
        lines = tuple(line for line, (true, _) in zip(lines, judged, strict=True) if not true[0])
    missing: set[tuple[int, str]] = set()
    for line in lines:
        for person in np.flatnonzero(line.trait.judge(people).unknown):
            missing |= {(int(person), fact) for fact in _undecided_by(line.trait, people, int(person))}
    return tuple(sorted(missing))


def _undecided_by(trait: Trait, people: People, person: int) -> list[str]:
    """The unknown facts of one person on which the trait still depends, found by trying every value."""
    unknown = [fact for fact in sorted(trait.facts) if not _is_known(people.facts[fact], person)]
    options = [range(len(people.facts[fact].choices or ())) or _TELLING_AGES for fact in unknown]
    tries = np.array(list(product(*options)), np.int64).reshape(-1, len(unknown))
    tried: dict[str, Column] = {}
    for fact, column in people.facts.items():
        at = unknown.index(fact) if fact in unknown else None
        values = np.full(len(tries), column.values[person]) if at is None else tries[:, at]
        known = np.full(len(tries), at is not None or _is_known(column, person))
        tried[fact] = Column(values, known, column.choices)
    answers = trait.judge(People(np.zeros(len(tries), np.int32), tried)).true
    grid = answers.reshape([len(option) for option in options])
    return [fact for axis, fact in enumerate(unknown) if (grid != grid.take([0], axis)).any()]


def _is_known(column: Column, row: int) -> bool:
    return bool(known_of(column)[row])


def plain_row(columns: Mapping[str, Column], row: int) -> dict[str, Plain | None]:
    """One row of columns as plain values, None where it is unknown."""
    values: dict[str, Plain | None] = {}
    for name, column in columns.items():
        value = column.values[row].item() if _is_known(column, row) else None
        values[name] = column.choices[value] if column.choices is not None and value is not None else value
    return values


def ages_on(born: Column, as_of: date) -> Column:
    """Whole years on the day `as_of`. `born`: days as proleptic ordinals (`date.toordinal`)."""
    known = known_of(born) & (born.values > 0) & (born.values <= as_of.toordinal())
    days = np.where(known, born.values, 1).astype(np.int64) - date(1970, 1, 1).toordinal()
    day = days.astype("datetime64[D]")
    month = day.astype("datetime64[M]")
    year = day.astype("datetime64[Y]")
    in_year = (month - year).astype(np.int64) * 100 + (day - month).astype(np.int64)
    birthday_passed = in_year <= (as_of.month - 1) * 100 + as_of.day - 1
    years = as_of.year - (year.astype(np.int64) + 1970) - ~birthday_passed
    return Column(years.astype(np.int16), known)


def stale_between(all_known: Mapping[str, Column], fresh: Mapping[str, Column]) -> dict[str, Flags]:
    """Rows in which an input rests on stale facts: known with all facts, unknown with the fresh ones only."""
    return {name: known_of(all_known[name]) & ~known_of(fresh[name]) for name in all_known}
