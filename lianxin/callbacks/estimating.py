"""What the answers allow one to say of all visits of a round. Pure.

Only the part drawn by chance counts. A stratum's answers weigh as much as its homes; the interval is
Wilson's, on the number of answers that a plain sample would need to know as much (Kish 1965), corrected for a
finite population. Homes that did not answer are taken to be like those of their stratum that did: what that
may hide is told by the rates of response beside every figure.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from lianxin.callbacks.sizing import Z
from lianxin.callbacks.vocabulary import REACHED, Outcome
from lianxin.chance import around


@dataclass(frozen=True, slots=True)
class Answers:
    """Of one stratum: homes in the frame, homes that answered, how many of those said the thing."""

    size: int
    n: int
    said: int


@dataclass(frozen=True, slots=True)
class Estimate:
    """Shares of 1. `n`: answers; `effective`: what they are worth; `covered`: the share of the frame that
    lies in strata with an answer."""

    share: float
    low: float
    high: float
    n: int
    effective: float
    covered: float


@dataclass(frozen=True, slots=True)
class Rates:
    """AAPOR (2023) response rate 1, contact rate and refusal rate; what is unknown counts as if it could have
    answered. `drawn`: all calls of the part."""

    drawn: int
    response: float
    contact: float
    refusal: float


def estimate(strata: Sequence[Answers], *, confidence: int = 95, few: int = 1) -> Estimate | None:
    """The share of all homes of the frame that would say the thing; None where fewer than `few` answered.

    Raises ValueError for answers that cannot be: more than the stratum has, or more said than answered.
    """
    if any(not 0 <= one.said <= one.n <= one.size for one in strata):
        raise ValueError("these are no answers of a sample")
    told = [one for one in strata if one.n]
    n, homes = sum(one.n for one in told), sum(one.size for one in told)
    if n < max(few, 1):
        return None
    whole = sum(one.size for one in strata)
    weights = [one.size / homes for one in told]
    share = sum(weight * one.said / one.n for weight, one in zip(weights, told, strict=True))
    share = min(max(share, 0.0), 1.0)
    # Each stratum's own finite population correction goes into what its answers are worth.
    spread = sum(
        weight**2 / one.n * (one.size - one.n) / max(one.size - 1, 1)
        for weight, one in zip(weights, told, strict=True)
    )
    covered = homes / whole
    if spread <= 0:
        return Estimate(share, share, share, n, float(homes), covered)
    effective = 1 / spread
    held = around(share, effective, Z[confidence])
    return Estimate(share, held.low, held.high, n, effective, covered)


def rates(outcomes: Mapping[Outcome, int]) -> Rates:
    """How many of the calls were answered, reached anybody, were refused. Calls that still wait count too:
    they are in `outcomes` under `NOT_CALLED`."""
    drawn = sum(outcomes.values())
    share = {one: number / drawn for one, number in outcomes.items()} if drawn else {}
    return Rates(
        drawn,
        share.get(Outcome.ANSWERED, 0.0),
        sum(share.get(one, 0.0) for one in REACHED),
        share.get(Outcome.REFUSED, 0.0) + share.get(Outcome.STOPPED, 0.0),
    )
