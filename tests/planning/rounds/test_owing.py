"""What is still owed in the middle of a year: what was done counts, and a new class counts from its day."""

from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lianxin.classification.vocabulary import BY_CODE, Tier
from lianxin.planning.rounds.owing import homes_within_a_year
from lianxin.planning.rounds.spreading import spread
from lianxin.planning.rounds.weeks import weeks_between
from lianxin.workdays import official
from tests.planning.numbers_of import NUMBERS, numbers
from tests.planning.rounds.checker import faults_of_home, season, visits_of
from tests.planning.rounds.owed import accrued_by, seasons_seen

YEAR = date(2026, 1, 1), date(2026, 12, 31)
STANDARDS = numbers()


def owed(periods, visits_on, today):
    """The one home of a plan from `today`, after these periods of a class and these visits."""
    accrued = accrued_by(periods, YEAR, STANDARDS)
    return homes_within_a_year(
        np.zeros(1, np.int64),
        np.zeros(1, np.int64),
        np.array([periods[-1][0].code]),
        np.array([max(visits_on).toordinal() if visits_on else 0]),
        accrued=np.array([accrued]),
        done=np.array([len(visits_on)]),
        covered=np.array([seasons_seen(visits_on, STANDARDS)]),
        weeks=weeks_between(today, YEAR[1], STANDARDS, official()),
        standards=STANDARDS,
    )


def test_a_home_that_becomes_priority_in_july_is_owed_half_of_the_twelve():
    periods = [(Tier.FINE, YEAR[0], date(2026, 6, 30)), (Tier.PRIORITY, date(2026, 7, 1), YEAR[1])]
    homes = owed(periods, [date(2026, 2, 2), date(2026, 5, 5)], date(2026, 7, 1))
    assert homes.visits.tolist() == [6]  # 1.5 as 放心户 and 6 as 连心户 make 8, of which 2 are done


def test_a_home_that_leaves_priority_is_owed_the_seasons_it_has_not_been_seen_in():
    periods = [(Tier.PRIORITY, YEAR[0], date(2026, 6, 30)), (Tier.WATCH, date(2026, 7, 1), YEAR[1])]
    monthly = [date(2026, month, 9) for month in range(1, 7)]
    homes = owed(periods, monthly, date(2026, 7, 1))
    assert homes.visits.tolist() == [2]
    assert homes.seasons.tolist() == [4]


def test_visits_done_ahead_are_not_owed_again_but_an_unseen_season_is():
    periods = [(Tier.WATCH, *YEAR)]
    four_in_spring = [date(2026, month, 2) for month in (1, 2, 3)] + [date(2026, 3, 30)]
    homes = owed(periods, four_in_spring, date(2026, 4, 1))
    assert homes.visits.tolist() == [3]


def test_what_was_missed_stays_owed():
    homes = owed([(Tier.WATCH, *YEAR)], [date(2026, 1, 20)], date(2026, 7, 1))
    assert homes.visits.tolist() == [3]


@pytest.mark.parametrize(("registered", "visits"), [(date(2026, 4, 1), 2), (date(2026, 10, 5), 1)])
def test_a_home_new_on_the_register_is_owed_its_part_of_the_year(registered, visits):
    homes = owed([(Tier.FINE, registered, YEAR[1])], [], registered)
    assert homes.visits.tolist() == [visits]


def test_days_outside_the_year_and_unknown_classes_owe_nothing():
    assert accrued_by([(Tier.PRIORITY, date(2025, 1, 1), date(2025, 12, 31))], YEAR, STANDARDS) == 0
    assert accrued_by([(Tier.PRIORITY, date(2025, 1, 1), YEAR[1])], YEAR, STANDARDS) == pytest.approx(12)


classes = st.sampled_from(list(Tier))


@settings(max_examples=40, deadline=None)
@given(classes, classes, st.integers(20, 330), st.lists(st.integers(1, 329), max_size=8, unique=True))
def test_the_rest_of_the_year_keeps_every_rule_unless_it_says_otherwise(before, after, at, made):
    today = YEAR[0] + timedelta(days=at)
    periods = [(before, YEAR[0], today - timedelta(days=1)), (after, today, YEAR[1])]
    made_on = sorted(YEAR[0] + timedelta(days=day) for day in made if day < at)
    homes = owed(periods, made_on, today)
    weeks = weeks_between(today, YEAR[1], STANDARDS, official())
    rounds = spread(homes, weeks, STANDARDS, limit=np.array([6]))
    windows = visits_of(rounds).get(0, [])
    times = STANDARDS.visits[BY_CODE[after.code]]
    last = made_on[-1] if made_on else None
    broken = set(faults_of_home(windows, times, last, (today, YEAR[1]), NUMBERS, official()))
    planned = len(windows)
    accrued = accrued_by(periods, YEAR, STANDARDS)
    assert broken <= {"number", "seasons", "too_close", "too_far"}
    if not rounds.breaks[0]:
        assert not broken & {"too_close", "too_far"}
        assert planned + len(made_on) >= int(accrued + 0.5)
        seen = {season(day, NUMBERS) for day in made_on}
        ahead = {int(one) for one in weeks.season}
        wanted = min(min(times, int(accrued + 0.5), 4), len(seen | ahead))
        assert len(seen | {season(opens, NUMBERS) for opens, _, _ in windows}) >= wanted
