"""The numbers of call-backs, read from the policy of visits in force. Pure.

A district whose policy names none of them goes by these; each is explained in policy/visits/.
"""

from collections.abc import Mapping
from types import MappingProxyType

Numbers = Mapping[str, float]

DEFAULTS: Numbers = MappingProxyType(
    {
        "call_least_per_town": 5,  # homes drawn in each town at least
        "call_response": 0.6,  # the share of those called who answer, for the size of a sample
        "call_risk_share": 0.25,  # calls for a risk, as a share of those drawn by chance
        "call_due_days": 14,  # days for the calls of a round
        "call_tries": 4,  # calls to a home that does not answer
        "call_hours": 3,  # hours between two calls
        "call_few": 20,  # with fewer answers nothing is said
        "call_wait_days": 7,  # days between the end of a round and the question to a worker
        "call_answer_days": 10,  # days in which a worker answers
        "call_keep_months": 12,  # months for which answers of single homes are kept
        "call_short_minutes": 8,
        "call_crowded_visits": 6,
        "call_silent_visits": 8,
        "call_quick_hours": 4,
        "call_batch_endings": 6,
        "call_weight_short": 3,
        "call_weight_crowded": 3,
        "call_weight_silent": 2,
        "call_weight_quick": 2,
        "call_weight_batch": 3,
        "call_weight_bare": 3,
        "call_weight_by_staff": 3,
        "call_weight_disputed": 4,
    }
)


BOUNDS: Mapping[str, tuple[float, float]] = MappingProxyType(
    {
        "call_least_per_town": (0, 1_000),
        "call_response": (0.05, 1),
        "call_risk_share": (0, 5),
        "call_due_days": (1, 366),
        "call_tries": (1, 20),
        "call_hours": (0, 168),
        "call_few": (5, 100_000),  # `ratings.pooling.K` homes at least
        "call_wait_days": (0, 366),
        "call_answer_days": (1, 366),
        "call_keep_months": (1, 120),
    }
)
"""From where to where a policy's number counts: beyond it the bound does. Those of risks have none."""


def numbers_of(values: Mapping[str, float]) -> Numbers:
    """The numbers of a policy within their bounds, each by its default where the policy names none."""
    named = {name: values.get(name, default) for name, default in DEFAULTS.items()}
    for name, (least, most) in BOUNDS.items():
        named[name] = max(least, min(most, named[name]))
    return MappingProxyType(named)
