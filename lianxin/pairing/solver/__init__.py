"""Pairing as a problem to be solved, pure: `solve(task, seed=…, budget_s=…) -> Plan`, with a proved bound.

`costs` is the one formula for choosing, proving and explaining; `solving` says how the rest is put together.
"""

from lianxin.pairing.solver.solving import solve

__all__ = ["solve"]
