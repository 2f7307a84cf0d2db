"""Runs the examples of a policy of pairing, so that one that does not do what it says is never adopted. Pure.

`lianxin.policies` finds this module by its name when Django starts; see `lianxin.policies.proving`.
"""

from collections.abc import Iterator

from lianxin.classification.proofs import values_of
from lianxin.pairing.limits import NOTHING, rules_that_hold
from lianxin.policies.faults import Fault, fault
from lianxin.policies.proving import register
from lianxin.policies.vocabulary import Example, PolicyDocument


def prove(policy: PolicyDocument) -> list[Fault]:
    """Return a fault for every expectation of every example that does not come true."""
    return [found for example in policy.examples for found in _check(example, policy)]


def _check(example: Example, policy: PolicyDocument) -> Iterator[Fault]:
    """`gives` is what the first rule that holds gives, or "nothing"; `rules` are all that hold."""
    held = rules_that_hold(values_of(example, policy.catalogue), policy)
    given = held[0].gives if held else NOTHING
    if example.expect.gives != given:
        yield _fails(example, "gives", example.expect.gives, given)
    expected, found = example.expect.rules, frozenset(rule.id for rule in held)
    if expected is not None and expected != found:
        yield _fails(example, "rules", ", ".join(sorted(expected)) or "-", ", ".join(sorted(found)) or "-")


def _fails(example: Example, what: str, expected: str, found: str) -> Fault:
    words = {"what": what, "expected": expected, "found": found}
    return fault(example.line, example.column, "example_fails", example=example.id, **words)


register("pairing", prove)
