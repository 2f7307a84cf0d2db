"""Runs the examples of a policy of classes, so that a policy that does not do what it says is never adopted.

Pure. `lianxin.policies` finds this module by its name when Django starts; see `lianxin.policies.proving`.
"""

from collections.abc import Iterator, Sequence

import numpy as np

from lianxin.classification.inputs import FROM_RESIDENTS, NEVER, derive, plain_row
from lianxin.classification.rules import verdict
from lianxin.classification.traits import People
from lianxin.classification.vocabulary import Plain
from lianxin.criteria import Column
from lianxin.policies.catalogue import Catalogue
from lianxin.policies.faults import Fault, fault
from lianxin.policies.proving import register
from lianxin.policies.vocabulary import Example, ExampleResident, PolicyDocument


def prove(policy: PolicyDocument) -> list[Fault]:
    """Return a fault for every expectation of every example that does not come true."""
    return [found for example in policy.examples for found in _check(example, policy)]


def values_of(example: Example, catalogue: Catalogue) -> dict[str, Plain | None]:
    """The example's household by indicator code: what is not stated is unknown.

    It never was 连心户 unless the example says so, since a household's own history is always known.
    """
    values: dict[str, Plain | None] = {
        one.code: None for one in catalogue if one.about in ("household", "derived")
    }
    if example.residents:
        derived = plain_row(derive(people_of(example.residents, catalogue), 1), 0)
        values |= {code: derived[code] for code in FROM_RESIDENTS}
    return values | {"months_since_priority": NEVER} | dict(example.values)


def people_of(residents: Sequence[ExampleResident], catalogue: Catalogue) -> People:
    """The residents of one household as rows."""
    facts = {"age": Column.of([resident.age for resident in residents], "number")}
    for indicator in catalogue.about("resident"):
        if indicator.type == "choice":
            listed = [resident.facts.get(indicator.code) for resident in residents]
            places = [0 if code is None else indicator.choice_codes.index(str(code)) for code in listed]
            known = np.array([code is not None for code in listed], np.bool_)
            facts[indicator.code] = Column(np.array(places, np.int16), known, indicator.choice_codes)
    return People(np.zeros(len(residents), np.int32), facts)


def _check(example: Example, policy: PolicyDocument) -> Iterator[Fault]:
    if example.residents:
        for name in sorted(FROM_RESIDENTS & example.values.keys()):
            yield fault(example.line, example.column, "derived_twice", name=name)
    found = verdict(values_of(example, policy.catalogue), policy, example.stale)
    expect = example.expect
    yield from _compare(example, "gives", [expect.gives], [found.tier])
    if expect.rules is not None:
        yield from _compare(example, "rules", sorted(expect.rules), sorted(found.rules))
    if expect.could_be is not None:
        yield from _compare(example, "could_be", sorted(expect.could_be), sorted(found.could_be))
    if expect.ask is not None:
        asked = found.ask[: len(expect.ask)] if expect.ask else found.ask
        yield from _compare(example, "ask", expect.ask, asked)


def _compare(example: Example, what: str, expected: Sequence[str], found: Sequence[str]) -> Iterator[Fault]:
    if list(expected) != list(found):
        words = {"expected": ", ".join(expected) or "-", "found": ", ".join(found) or "-"}
        yield fault(example.line, example.column, "example_fails", example=example.id, what=what, **words)


register("tiers", prove)
