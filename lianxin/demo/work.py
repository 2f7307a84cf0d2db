"""Who can work, where they work, and where the young go to school, given age, health and fortune.

More than one able person in five earns outside the county, the young most often; when all of a household do,
its children are left behind. Nine years of school are compulsory; very few drop out, mostly where fortune
is low or a child is disabled. All rates are chosen by us.
"""

import numpy as np

from lianxin.demo.families import CHILDREN, Slot
from lianxin.demo.health import CHRONIC, DISABLED, SERIOUS
from lianxin.demo.vocabulary import (
    LABOUR,
    SCHOOLING,
    WORKS_AT,
    Bools,
    Floats,
    Folk,
    Health,
    Homes,
    Ints,
    Work,
)

FULL, SKILLED, WEAK, LOST, NONE = range(len(LABOUR))
HOME, TOWNSHIP, COUNTY, PROVINCE, ELSEWHERE, NOWHERE = range(len(WORKS_AT))
PRESCHOOL, PRIMARY, JUNIOR, SENIOR, VOCATIONAL, COLLEGE, DROPPED_OUT, NOT_IN_SCHOOL = range(len(SCHOOLING))


def set_to_work(homes: Homes, folk: Folk, health: Health, rng: np.random.Generator) -> Work:
    """Labour, place of work and schooling of every resident; pupils and students do not work."""
    fortune = homes.fortune[folk.home]
    schooling = _schooling(folk, health, fortune, rng)
    in_school = (schooling < DROPPED_OUT) & (folk.age >= 6)
    labour = _labour(folk, health, fortune, in_school, rng)
    return Work(labour, _works_at(homes, folk, labour, rng), schooling)


def _schooling(folk: Folk, health: Health, fortune: Floats, rng: np.random.Generator) -> Ints:
    age, luck = folk.age, fortune + rng.normal(0.0, 0.8, folk.m)
    stage = np.full(folk.m, NOT_IN_SCHOOL)
    stage[age < 6] = PRESCHOOL
    stage[(age >= 6) & (age < 12)] = PRIMARY
    stage[(age >= 12) & (age < 15)] = JUNIOR
    teen = (age >= 15) & (age < 18)
    stage[teen] = np.where(luck[teen] > 0.1, SENIOR, VOCATIONAL)
    stage[teen & (age >= 16) & (luck < -1.7)] = NOT_IN_SCHOOL
    stage[(age >= 18) & (age < 22) & (luck > 0.25)] = COLLEGE
    risk = 0.0015 * np.exp(-0.7 * luck) * np.where(health.state == DISABLED, 25.0, 1.0)
    stage[(age >= 6) & (age < 16) & (rng.random(folk.m) < risk)] = DROPPED_OUT
    return stage


def _labour(folk: Folk, health: Health, fortune: Floats, in_school: Bools, rng: np.random.Generator) -> Ints:
    age, draw = folk.age, rng.random(folk.m)
    skilled = draw < 0.16 / (1 + np.exp(-0.9 * fortune)) * np.where(folk.female, 0.7, 1.3)
    labour = np.where(skilled & (age < 60), SKILLED, FULL)
    aged = np.interp(age, (60, 66, 80), (0.15, 0.75, 1.0)) > draw
    labour[(age >= 60) & aged] = WEAK
    labour[(age >= 70) & (draw < np.interp(age, (70, 85), (0.35, 0.95)))] = NONE
    chance = rng.random(folk.m)
    able = labour != NONE
    labour[able & (health.state == CHRONIC) & (chance < 0.35)] = WEAK
    labour[able & (health.state == SERIOUS)] = WEAK
    labour[able & (health.state == SERIOUS) & (chance < 0.55)] = LOST
    labour[able & (health.level >= 3) & (chance < 0.75)] = WEAK
    labour[able & np.isin(health.level, (1, 2))] = LOST
    labour[(age < 16) | in_school] = NONE
    return labour


def _works_at(homes: Homes, folk: Folk, labour: Ints, rng: np.random.Generator) -> Ints:
    """Children of the house and young couples go far; those in their fifties mostly stay near the fields."""
    age, fortune = folk.age, homes.fortune[folk.home]
    works = np.isin(labour, (FULL, SKILLED, WEAK))
    pull = rng.normal(0.0, 1.0, homes.n)  # in some families everyone goes, in others nobody
    far = -0.9 - 0.075 * np.maximum(age - 28, 0) + 0.5 * homes.remote[folk.home] + 0.3 * pull[folk.home]
    far += np.where(folk.female, -0.45, 0.25) + np.where(np.isin(folk.slot, CHILDREN), 0.9, 0.4)
    far += 0.15 * fortune
    mothers = (
        folk.female & np.isin(folk.slot, (Slot.HEAD, Slot.SPOUSE)) & (folk.count(age < 13) > 0)[folk.home]
    )
    far = np.where(mothers, far - 1.0, far)
    far = np.where((labour == WEAK) | np.isin(folk.slot, (Slot.FATHER, Slot.MOTHER)), -6.0, far)
    gone = rng.random(folk.m) < 1 / (1 + np.exp(-far))
    near = np.select(
        [(draw := rng.random(folk.m)) < 0.08, draw < 0.20, draw < 0.34],
        [np.full(folk.m, NOWHERE), np.full(folk.m, COUNTY), np.full(folk.m, TOWNSHIP)],
        HOME,
    )
    near = np.where(labour == WEAK, np.where(draw < 0.5, HOME, NOWHERE), near)
    away = np.where(rng.random(folk.m) < 0.4, PROVINCE, ELSEWHERE)
    return np.where(works, np.where(gone, away, near), NOWHERE)
