"""How long a visit takes, and when people are at home; by the shipped policy."""

from datetime import date

import pytest

from lianxin.criteria import Column
from lianxin.planning.judging import KINDS
from lianxin.planning.manners import manners, windows_on
from lianxin.planning.vocabulary import Window
from lianxin.workdays import official
from tests.planning.numbers_of import numbers
from tests.planning.policies import shipped

DAYTIME, EVENING = Window(8 * 60 + 30, 18 * 60), Window(18 * 60, 20 * 60 + 30)
TUESDAY, SUNDAY, WORKING_SATURDAY = date(2026, 11, 24), date(2026, 11, 22), date(2026, 10, 10)


def judged(*homes):
    policy = shipped("visits")
    names = set().union(*(rule.when.names for rule in policy.rules)) & {one.code for one in policy.catalogue}
    kinds = {name: KINDS[policy.catalogue[name].type] for name in names}
    columns = {name: Column.of([home.get(name) for home in homes], kinds[name]) for name in names}
    found = manners(policy, columns, numbers())
    return list(zip(found.minutes.tolist(), found.after_work.tolist(), strict=True))


def test_frail_homes_are_given_more_time_and_unknown_ones_the_usual():
    homes = [{"elders_live_alone": True}, {"has_severe_disability": True}, {"elders_live_alone": False}, {}]
    assert [minutes for minutes, _ in judged(*homes)] == [60, 60, 40, 40]


def test_only_those_who_all_work_by_day_are_seen_after_work():
    at_work = {
        "has_able_worker": True, "members": 2, "adults_16_59": 2, "has_disability": False,
        "has_serious_illness": False, "main_earner_lost_job": False,
    }  # fmt: skip
    changed = [{}, {"members": 3}, {"main_earner_lost_job": True}, {"has_disability": None}]
    assert [after for _, after in judged(*(at_work | one for one in changed))] == [True, False, False, False]


@pytest.mark.parametrize(
    ("day", "is_after_work", "changed", "windows"),
    [
        (TUESDAY, False, {}, (DAYTIME,)),
        (TUESDAY, True, {}, (EVENING,)),
        (TUESDAY, True, {"evening_visits": 0}, (DAYTIME,)),
        (WORKING_SATURDAY, False, {}, (DAYTIME,)),
        (SUNDAY, True, {}, ()),
        (SUNDAY, True, {"weekend_visits": 1}, (DAYTIME,)),
        (SUNDAY, False, {"weekend_visits": 1}, ()),
    ],
)
def test_a_home_is_visited_when_people_are_there(day, is_after_work, changed, windows):
    assert windows_on(day, is_after_work, numbers(**changed), official()) == windows
