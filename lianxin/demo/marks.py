"""Public roles that the must-see visits (五必访) need. Rates chosen by us; used for that duty alone."""

import numpy as np

from lianxin.demo.health import DISABLED, SERIOUS
from lianxin.demo.vocabulary import Bools, Folk, Health, Homes

CADRES_PER_PLACE = 5


def mark(homes: Homes, folk: Folk, health: Health, rng: np.random.Generator) -> dict[str, Bools]:
    """By indicator code, true for the residents (length m) who hold the role."""
    draw = rng.random(folk.m)
    grown = (folk.age >= 30) & (folk.age < 62) & ~np.isin(health.state, (SERIOUS, DISABLED))
    people = np.bincount(homes.place[folk.home[grown]], minlength=len(homes.places))
    share = CADRES_PER_PLACE / np.maximum(people, 1)
    return {
        "is_veteran_party_member": (folk.age >= 65) & (draw < 0.03),
        "is_delegate": grown & (rng.random(folk.m) < 0.004),
        "is_village_cadre": grown & (rng.random(folk.m) < share[homes.place[folk.home]]),
    }
