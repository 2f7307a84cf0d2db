"""Why each pair of a plan is as it is, as bits. Pure. The desk has the words for them."""

import numpy as np

from lianxin.pairing.vocabulary import NOBODY, PRIORITY, Bools, Floats, Ints, Reason, Task


def reasons_of(task: Task, pairs: Ints, cost: Floats, least: Floats) -> Ints:
    """`Reason` bits of each home.

    pairs: the cadre of each home or -1. cost: points of each home in the plan. least: what it would cost with
    its cheapest allowed cadre, if nobody had quotas; infinite where every cadre is forbidden.
    """
    homes, cadres = task.homes, task.cadres
    bits = np.zeros(homes.n, np.int64)
    paired, known = pairs != NOBODY, homes.keeper != NOBODY
    fixed, keeper_banned = np.zeros(homes.n, bool), _keeper_banned(task)
    fixed[task.fixed.home] = True
    if cadres.m:
        cadre = np.where(paired, pairs, 0)
        kept = known & (pairs == homes.keeper)
        same_town = homes.town == cadres.town[cadre]
        missing = (homes.needs & ~cadres.skills[cadre]) != 0
        leader, priority = cadres.first_tier[cadre], homes.tier == PRIORITY
        held: dict[Reason, Bools] = {
            Reason.FIXED: fixed,
            Reason.KEPT: kept,
            Reason.CHEAPEST: cost <= least,
            Reason.SAME_AREA: homes.area == cadres.area[cadre],
            Reason.SAME_TOWN: same_town,
            Reason.SKILLED: (homes.needs != 0) & ~missing,
            Reason.LEADER_FIRST: leader & priority,
            Reason.CHANGED: known & ~kept,
            Reason.KEEPER_FORBIDDEN: known & ~kept & keeper_banned,
            Reason.OTHER_TOWN: ~same_town,
            Reason.SKILL_MISSING: missing,
            Reason.LEADER_OTHER: leader & ~priority,
        }
        for reason, holds in held.items():
            bits[holds & paired] |= reason.value
    nobody_allowed = ~paired & ~np.isfinite(least)
    bits[~paired] |= Reason.UNPAIRED.value
    bits[nobody_allowed] |= Reason.ALL_FORBIDDEN.value
    bits[~paired & ~nobody_allowed] |= Reason.ROOM_LACKING.value
    return bits


def _keeper_banned(task: Task) -> Bools:
    banned = np.zeros(task.homes.n, bool)
    keeps = task.homes.keeper[task.forbidden.home] == task.forbidden.cadre
    banned[task.forbidden.home[keeps]] = True
    return banned
