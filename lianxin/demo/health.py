"""Illness and disability of each resident, given age and the household's latent frailty.

The national sample survey of 2006 counted 6.34 % disabled people of all grades (about 85 million in the
estimate of 2010). A register holds certified ones, who are fewer: about 2 in 100 here, more where frailty
is high, more with age. Lasting illness means one that is treated for years and costs money. These rates
are chosen by us.
"""

import numpy as np

from lianxin.demo.vocabulary import Bools, Floats, Folk, Health, Homes

HEALTHY, CHRONIC, SERIOUS, DISABLED = range(4)
_AGES = (0, 16, 40, 60, 75, 120)
_CHRONIC = (0.003, 0.012, 0.050, 0.160, 0.230, 0.230)  # at the ages above, straight lines between
_SERIOUS = (0.0005, 0.0015, 0.005, 0.012, 0.014, 0.014)
_DISABLED = (0.004, 0.009, 0.017, 0.031, 0.050, 0.050)
_LEVELS = (0.13, 0.25, 0.32, 0.30)  # grades 1 (most severe) to 4, of those certified


def examine(homes: Homes, folk: Folk, rng: np.random.Generator) -> Health:
    """One state per resident; a disabled person who is also ill is listed as disabled, as rosters do."""
    frailty = homes.frailty[folk.home] + rng.normal(0.0, 0.4, folk.m)
    state = np.full(folk.m, HEALTHY)
    rising = ((CHRONIC, _CHRONIC, 0.35), (SERIOUS, _SERIOUS, 0.55), (DISABLED, _DISABLED, 0.65))
    for kind, rates, pull in rising:
        state[_strikes(folk, frailty, rates, pull, rng)] = kind
    level = np.searchsorted(np.cumsum(_LEVELS)[:3], rng.random(folk.m), side="right") + 1
    return Health(state=state, level=np.where(state == DISABLED, level, 0))


def _strikes(
    folk: Folk, frailty: Floats, rates: tuple[float, ...], pull: float, rng: np.random.Generator
) -> Bools:
    """True with the age's rate, multiplied up where the household is frail (mean multiplier near 1)."""
    rate = np.interp(folk.age, _AGES, rates) * np.exp(pull * frailty - 0.5 * pull**2)
    struck: Bools = rng.random(folk.m) < rate
    return struck
