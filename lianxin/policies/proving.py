"""Who can run the examples of which kind of policy. Pure.

A room that understands a kind of policy has a module `proofs.py` that registers a function here; Django
imports all of them at start (`PoliciesConfig.ready`). A kind that nobody can prove is refused.
"""

from collections.abc import Callable

from lianxin.policies.bounds import above_bounds
from lianxin.policies.faults import Fault, PolicyError, fault
from lianxin.policies.vocabulary import PolicyDocument

Prover = Callable[[PolicyDocument], list[Fault]]

_provers: dict[str, Prover] = {}


def register(kind: str, prover: Prover) -> None:
    """Say who runs the examples of a kind of policy."""
    _provers[kind] = prover


def prove(policy: PolicyDocument) -> None:
    """Look at the size of its numbers, then run its examples; raise PolicyError with the place of each fault.

    Numbers come first: a clock of a million years would be counted through day by day.
    """
    if policy.kind not in _provers:
        raise PolicyError([fault(1, 1, "no_prover", kind=policy.kind)], filename=policy.filename)
    faults = list(above_bounds(policy)) or _provers[policy.kind](policy)
    if faults:
        raise PolicyError(faults, filename=policy.filename)
