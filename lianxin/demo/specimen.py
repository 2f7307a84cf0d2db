"""The family of the living specification, in every county under the same number.

A couple, both disabled, without income of their own; a daughter who works far away and sends a little
home; a son at a vocational school. They want to raise sheep and be no burden. They receive no allowance,
though they might. `families.gather` seats them as household 0; here their story is written into every
column. Each function changes the arrays in place.
"""

from lianxin.demo.gaps import Gaps
from lianxin.demo.health import DISABLED, HEALTHY
from lianxin.demo.vocabulary import Bools, Health, Livelihood, Work
from lianxin.demo.work import ELSEWHERE, FULL, LOST, NONE, NOT_IN_SCHOOL, NOWHERE, VOCATIONAL

NUMBER = 4217  # 户编号 HB004217
NAMES = ("王长顺", "李桂莲", "王春燕", "王小军")
FOUR = slice(0, 4)
AMOUNTS = {
    "income_total": 12_400,
    "income_per_head": 3_100,
    "debt_balance": 18_000,
    "medical_out_of_pocket": 4_600,
    "disaster_loss": 0,
}
NO = ("gets_low_income_allowance", "gets_extreme_poverty_support", "main_earner_lost_job")


def live_in(health: Health, work: Work) -> None:
    """Health and work of the four: head, spouse, daughter, son."""
    health.state[FOUR] = (DISABLED, DISABLED, HEALTHY, HEALTHY)
    health.level[FOUR] = (2, 2, 0, 0)
    work.labour[FOUR] = (LOST, LOST, FULL, NONE)
    work.works_at[FOUR] = (NOWHERE, NOWHERE, ELSEWHERE, NOWHERE)
    work.schooling[FOUR] = (NOT_IN_SCHOOL, NOT_IN_SCHOOL, NOT_IN_SCHOOL, VOCATIONAL)


def live_on(livelihood: Livelihood) -> None:
    """What they live on, as told and as it is."""
    for code, amount in AMOUNTS.items():
        livelihood.amounts[code][0] = amount
    for code, answers in livelihood.answers.items():
        answers[0] = code not in NO  # a safe house, water, food, school: yes
    livelihood.true_income[0] = AMOUNTS["income_total"]
    livelihood.need[0] = AMOUNTS["income_per_head"]


def be_known(gaps: Gaps, marks: dict[str, Bools]) -> None:
    """Nothing about them is missing, and they hold no public role."""
    gaps.survey[0] = 1
    for mask in gaps.of_homes.values():
        mask[0] = False
    for mask in (*gaps.of_folk.values(), gaps.no_id_number, gaps.no_birthday, *marks.values()):
        mask[FOUR] = False
    gaps.has_phone[FOUR] = (True, True, True, True)
