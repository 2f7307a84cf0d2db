"""Income, allowances, debt, medical cost, housing, water and misfortune, from health, work and fortune.

Income grows out of who works where, so a household whose adults are ill or old is poor for a reason the
rules can see. Scale: rural people had 21,691 元 a head to dispose of in 2023, in Shaanxi 15,704 in 2022
(National Bureau of Statistics). Everything else is chosen by us; see docs/guides/demo.md.
"""

import numpy as np

from lianxin.demo.families import KINDS
from lianxin.demo.vocabulary import Bools, Floats, Folk, Health, Homes, Ints, Livelihood, Work
from lianxin.demo.work import COLLEGE, DROPPED_OUT, ELSEWHERE, FULL, SKILLED, TOWNSHIP, WEAK

# 元 a year that a worker brings home, by place of work (home, township, county, province, elsewhere, none).
EARNINGS = np.array([24_000.0, 28_500.0, 33_000.0, 38_000.0, 42_000.0, 9_000.0])
LAND_PER_HEAD = 3_000.0  # fields, forest and the usual subsidies
PENSION = 2_600.0  # a resident of 60 or more, basic pension
ALLOWANCE_LINE = 7_000.0  # what the minimum living allowance fills up to, a head
SENT_HOME = {
    "elder alone": 8_500.0,
    "elder couple": 15_500.0,
    "couple whose children left": 6_000.0,
    "grandparents with grandchildren": 24_000.0,
}  # 元 a year and household, from those who live elsewhere
SUPPORT = 9_600.0  # support for extreme poverty, a head
# Median 元 a year that a resident pays himself: healthy, chronic, serious, disabled.
MEDICAL = np.array([160.0, 1_300.0, 9_000.0, 1_200.0])


def earn(homes: Homes, folk: Folk, health: Health, work: Work, rng: np.random.Generator) -> Livelihood:
    """What every household lives on, owes, spends on illness and lacks."""
    members = folk.count(np.ones(folk.m, dtype=bool))
    wages = _wages(homes, folk, work, rng)
    pensions = PENSION * folk.count(folk.age >= 60) + 1_400.0 * folk.count(np.isin(health.level, (1, 2)))
    land = LAND_PER_HEAD * members * np.exp(0.2 * homes.fortune + rng.normal(0.0, 0.3, homes.n))
    need = (wages + land + pensions + _sent_home(folk, homes, rng)) / members
    supported, allowed = _granted(folk, work, need, rng)
    fill = np.where(allowed, np.clip(ALLOWANCE_LINE - need, 600.0, ALLOWANCE_LINE) * 0.8, 0.0)
    true_income = (need + np.where(supported, SUPPORT * 0.8, fill)) * members
    told = _told(true_income, rng)
    medical, insured = _medical(homes, folk, health, rng)
    return Livelihood(
        amounts={
            "income_total": told,
            "income_per_head": np.round(told / members).astype(np.int64),
            "debt_balance": _debts(homes, folk, work, medical, rng),
            "medical_out_of_pocket": medical,
            "disaster_loss": _losses(homes, rng),
        },
        answers={
            **_safeties(homes, rng),
            "education_is_assured": folk.count((work.schooling == DROPPED_OUT) & (folk.age < 16)) == 0,
            "medical_is_insured": insured,
            "gets_low_income_allowance": allowed,
            "gets_extreme_poverty_support": supported,
            "main_earner_lost_job": _lost_jobs(homes, folk, work, rng),
        },
        true_income=true_income,
        need=need,
    )


def _wages(homes: Homes, folk: Folk, work: Work, rng: np.random.Generator) -> Floats:
    skill = np.select(
        [work.labour == FULL, work.labour == SKILLED, work.labour == WEAK], [1.0, 1.45, 0.35], 0.0
    )
    luck = np.exp(0.13 * homes.fortune[folk.home] + rng.normal(0.0, 0.20, folk.m))
    luck *= np.exp(np.clip(2.2 * (homes.fortune + 1.25), -1.5, 0.0))[folk.home]  # trouble comes in company
    return folk.total(EARNINGS[work.works_at] * skill * luck)


def _sent_home(folk: Folk, homes: Homes, rng: np.random.Generator) -> Floats:
    """What children who have left the register send to their parents, or for their own children's keep."""
    amounts = np.array([SENT_HOME.get(kind.name, 0.0) for kind in KINDS])[folk.kind]
    sent = amounts * np.exp(0.25 * homes.fortune + rng.normal(0.0, 0.45, homes.n))
    return np.where(rng.random(homes.n) < 0.88, sent, 0.0)


def _granted(folk: Folk, work: Work, need: Floats, rng: np.random.Generator) -> tuple[Bools, Bools]:
    """(support for extreme poverty, minimum living allowance): mostly those in need, with errors."""
    workers = folk.count(np.isin(work.labour, (FULL, SKILLED)))
    kinless = np.isin(
        np.array([kind.name for kind in KINDS])[folk.kind], ("elder alone", "alone in middle age")
    )
    draw = rng.random(len(need))
    supported = kinless & (workers == 0) & (need < 9_000) & (draw < 0.60)
    chance = np.select([need < ALLOWANCE_LINE, need < 8_500, need < 12_000], [0.80, 0.50, 0.12], 0.004)
    chance = np.where(workers == 0, np.minimum(1.0, chance * 1.2), chance * 0.7)
    return supported, ~supported & (rng.random(len(need)) < chance)


def _told(true_income: Floats, rng: np.random.Generator) -> Ints:
    """Income as told to the register: rounded, off by a tenth; one in thirty is told far too high or low."""
    n = len(true_income)
    error = rng.normal(0.0, 0.08, n)
    far_off = rng.random(n) < 0.033
    error = np.where(far_off, rng.normal(0.25, 0.45, n), error)
    return (np.round(true_income * np.exp(error) / 100) * 100).astype(np.int64)


def _medical(homes: Homes, folk: Folk, health: Health, rng: np.random.Generator) -> tuple[Ints, Bools]:
    insured = rng.random(homes.n) >= np.minimum(0.3, 0.006 * np.exp(-0.4 * homes.fortune))
    spread = np.where(health.state == 0, 0.8, 0.7)
    cost = folk.total(MEDICAL[health.state] * np.exp(rng.normal(0.0, 1.0, folk.m) * spread))
    return (np.round(cost * np.where(insured, 1.0, 1.8) / 10) * 10).astype(np.int64), insured


def _debts(homes: Homes, folk: Folk, work: Work, medical: Ints, rng: np.random.Generator) -> Ints:
    """Still owed for a house, a business, a student, an illness; the last follows medical cost."""
    n, total = homes.n, np.zeros(homes.n)
    student = folk.count(work.schooling == COLLEGE) > 0
    for chance, median, spread in (
        (0.10 + 0.02 * np.clip(homes.fortune, -2, 2), np.full(n, 28_000.0), 0.6),
        (0.03 + 0.015 * np.clip(homes.fortune, -2, 2), np.full(n, 40_000.0), 0.8),
        (np.where(student, 0.25, 0.0), np.full(n, 14_000.0), 0.5),
        (np.where(medical > 8_000, 0.40, 0.012), 4_000.0 + 1.2 * medical, 0.7),
    ):
        total += np.where(rng.random(n) < chance, median * np.exp(rng.normal(0.0, spread, n)), 0.0)
    return (np.round(total / 500) * 500).astype(np.int64)


def _safeties(homes: Homes, rng: np.random.Generator) -> dict[str, Bools]:
    """A house, water, food and clothes; water fails for a whole group at once."""
    poor = np.exp(-0.8 * homes.fortune)
    dry = rng.random((len(homes.places), 64)) < 0.025
    water_fails = dry[homes.place, homes.group % 64] & (rng.random(homes.n) < 0.25 + 0.3 * homes.remote)
    return {
        "housing_is_safe": rng.random(homes.n) >= np.minimum(0.4, 0.0065 * poor),
        "water_is_safe": ~water_fails,
        "food_is_enough": rng.random(homes.n) >= np.minimum(0.1, 0.0006 * poor),
        "clothing_is_enough": rng.random(homes.n) >= np.minimum(0.1, 0.0005 * poor),
    }


def _losses(homes: Homes, rng: np.random.Generator) -> Ints:
    """Floods and landslides strike some villages and there every seventh home; fires strike anywhere."""
    struck = (rng.random(len(homes.places)) < 0.06)[homes.place] & (rng.random(homes.n) < 0.14)
    burnt = rng.random(homes.n) < 0.004
    loss = np.where(struck, 7_000.0, 0.0) + np.where(burnt, 16_000.0, 0.0)
    return (np.round(loss * np.exp(rng.normal(0.0, 0.8, homes.n)) / 100) * 100).astype(np.int64)


def _lost_jobs(homes: Homes, folk: Folk, work: Work, rng: np.random.Generator) -> Bools:
    """Only where somebody works for pay (in the town, the county or farther)."""
    earners = folk.count((work.works_at >= TOWNSHIP) & (work.works_at <= ELSEWHERE))
    return (earners > 0) & (rng.random(homes.n) < np.minimum(0.1, 0.011 * np.exp(-0.4 * homes.fortune)))
