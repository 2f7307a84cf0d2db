"""Numbers of adopted policies that nobody can mean: adopted before there were limits, they load as they
stand."""

from collections.abc import Iterator
from datetime import date
from itertools import chain

from lianxin.policies.bounds import above_bounds
from lianxin.policies.catalogue import POLICY_KINDS
from lianxin.policies.faults import Fault
from lianxin.policies.models import Policy
from lianxin.problems.proofs import out_of_range


def absurd_numbers(today: date) -> Iterator[tuple[Policy, Fault]]:
    """Of each policy in force and each to come, what would be refused were it adopted today: the policy, and
    the fault with its line and the limit."""
    for kind in POLICY_KINDS:
        holds = Policy.objects.in_force(kind, today)
        to_come = Policy.objects.of_kind(kind).filter(effective_on__gt=today).order_by("effective_on", "pk")
        for policy in chain([holds] if holds else [], to_come):
            seen: set[int] = set()
            for fault in chain(above_bounds(policy.document), out_of_range(policy.document)):
                if fault.line not in seen:  # one number is named once, by the wider limit
                    seen.add(fault.line)
                    yield policy, fault
