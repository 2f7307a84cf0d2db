"""Is a plan what it says it is? Written from the words of the vocabulary, one home at a time.

Nothing of the solver is used.
`faults_in` says everything that is wrong with a plan; `optimum` tries every plan there is.
"""

from itertools import product
from math import hypot, inf

from benchmarks.assigning.proving import proved
from lianxin.pairing.vocabulary import NOBODY, PRIORITY, Reason


def cost_of_pair(task, home, cadre):
    """Points, worked out from `Weights`; `cadre` may be nobody."""
    homes, cadres, weights = task.homes, task.cadres, task.weights
    if cadre == NOBODY:
        return weights.unpaired
    way = hypot(homes.x[home] - cadres.x[cadre], homes.y[home] - cadres.y[cadre])
    points = round(way * weights.visit_km * int(homes.visits[home]))
    if homes.town[home] != cadres.town[cadre]:
        points += weights.other_town
    if homes.keeper[home] not in (NOBODY, cadre):
        points += weights.change
    points += weights.skill * bin(int(homes.needs[home]) & ~int(cadres.skills[cadre])).count("1")
    if cadres.first_tier[cadre] and homes.tier[home] != PRIORITY:
        points += weights.leader
    return points


def cost_of(task, pairs):
    return sum(cost_of_pair(task, home, int(cadre)) for home, cadre in enumerate(pairs))


def broken_rules(task, pairs):
    """The rules of the task that these pairs break, as sentences."""
    forbidden = set(zip(task.forbidden.home.tolist(), task.forbidden.cadre.tolist(), strict=True))
    fixed = dict(zip(task.fixed.home.tolist(), task.fixed.cadre.tolist(), strict=True))
    faults = [f"home {home} has the wrong cadre" for home, cadre in fixed.items() if pairs[home] != cadre]
    for home, cadre in enumerate(int(cadre) for cadre in pairs):
        if cadre != NOBODY and not 0 <= cadre < task.cadres.m:
            faults.append(f"home {home} has a cadre who is not there")
        if (home, cadre) in forbidden:
            faults.append(f"home {home} must not have cadre {cadre}")
    for cadre in range(task.cadres.m):
        mine = [home for home, whose in enumerate(pairs) if whose == cadre]
        set_by_desk = [home for home in mine if home in fixed]
        for limit, quota, load in (
            ("homes", task.cadres.quota_homes, len),
            (
                "visits",
                task.cadres.quota_visits,
                lambda some: sum(int(task.homes.visits[home]) for home in some),
            ),
        ):
            if load(mine) > max(int(quota[cadre]), load(set_by_desk)):
                faults.append(f"cadre {cadre} has too many {limit}: {load(mine)} of {int(quota[cadre])}")
            if load(set_by_desk) > int(quota[cadre]) and len(mine) > len(set_by_desk):
                faults.append(f"cadre {cadre} is over his {limit} and got more than the desk has set")
    return faults


def faults_in(task, plan):
    """Everything that is wrong with a plan, as sentences."""
    faults = broken_rules(task, plan.pairs)
    if plan.cost != cost_of(task, plan.pairs):
        faults.append(f"the cost is {cost_of(task, plan.pairs)}, not {plan.cost}")
    if plan.bound > plan.cost:
        faults.append(f"the bound {plan.bound} is above the cost {plan.cost}")
    if not plan.floor <= plan.cost:
        faults.append("the floor is above the cost")
    if plan.unpaired != sum(bool(bits & Reason.UNPAIRED) for bits in plan.reasons.tolist()):
        faults.append("the reasons do not tell the unpaired")
    if (plan.shortage is None) != (plan.unpaired == 0):
        faults.append("the shortage does not fit the unpaired")
    return faults


def unproved(task, plan):
    """By how many points the bound of a plan is above what its worths prove; 0 when they prove it."""
    return max(0, plan.bound - proved(task, plan.worth))


def optimum(task):
    """The least cost of any plan that keeps the rules, found by trying them all."""
    choices = [range(NOBODY, task.cadres.m)] * task.homes.n
    costs = (cost_of(task, pairs) for pairs in product(*choices) if not broken_rules(task, pairs))
    return min(costs, default=inf)
