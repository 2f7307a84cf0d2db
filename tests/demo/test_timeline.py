"""The order in which the demo's year is written."""

from datetime import timedelta

import pytest

from lianxin.demo.gaps import SURVEYS
from lianxin.demo.lives import unfold_lives
from lianxin.demo.timeline import STEP, steps
from lianxin.demo.year import unfold


@pytest.fixture(scope="module")
def story(district):
    changes = unfold(district)
    return list(steps(district.today, changes, unfold_lives(district, changes)))


def test_steps_come_in_order_of_time_and_end_today(story, district):
    days = [step.on for step in story]
    assert days == sorted(days)
    assert days[-1] <= district.today


def test_every_survey_is_imported_once_a_few_days_after_it_was_taken(story, district):
    imports = {step.survey: step.on for step in story if step.survey is not None}
    assert len(imports) == len(SURVEYS)
    for survey, on in imports.items():
        assert on == district.today - timedelta(days=SURVEYS[survey] - 3)


def test_every_change_is_written_once_and_never_before_it_was_observed(story, district):
    written = [change for step in story for change in step.changes]
    assert written == unfold(district)
    for step in story:
        ago = (district.today - step.on).days
        assert all(change.days_ago >= ago for change in step.changes)


def test_every_birth_wedding_death_and_departure_is_told_once_and_within_two_weeks(story, district):
    told = [life for step in story for life in step.lives]
    assert told == unfold_lives(district, unfold(district))
    for step in story:
        ago = (district.today - step.on).days
        assert all(ago <= life.days_ago < ago + STEP for life in step.lives)


def test_a_household_is_on_the_register_before_anything_changes_in_it(story, district):
    imported = set()
    for step in story:
        imported.add(step.survey)
        spoken_of = (*step.changes, *step.lives)
        surveys = {int(district.gaps.survey[one.household]) for one in spoken_of}
        assert surveys <= imported


def test_no_fact_changes_twice_in_one_step(story):
    for step in story:
        keys = [(change.household, change.resident, change.indicator) for change in step.changes]
        assert len(set(keys)) == len(keys)
