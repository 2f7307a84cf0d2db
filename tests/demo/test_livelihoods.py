"""The joint distributions: what goes together in life goes together here."""

import numpy as np
import pytest

from lianxin.demo.health import CHRONIC, HEALTHY, SERIOUS
from lianxin.demo.work import DROPPED_OUT, ELSEWHERE, FULL, LOST, NONE, NOWHERE, PROVINCE, SKILLED


@pytest.fixture(scope="module")
def able(district):
    """Per household, whether anyone can work fully."""
    return district.folk.count(np.isin(district.work.labour, (FULL, SKILLED))) > 0


def test_income_a_head_is_near_what_rural_people_had(district):
    amounts = district.livelihood.amounts
    mean = amounts["income_total"].sum() / district.folk.m
    assert 20_000 < mean < 25_000, "21,691 元 in 2023"
    assert np.median(amounts["income_per_head"]) < np.mean(amounts["income_per_head"]), "a long right tail"


def test_income_a_head_times_members_is_the_total(district):
    amounts = district.livelihood.amounts
    members = district.folk.count(np.ones(district.folk.m, dtype=bool))
    off = np.abs(amounts["income_per_head"] * members - amounts["income_total"])
    assert (off <= members / 2).all()


def test_households_without_anyone_able_to_work_are_poorer(district, able):
    income = district.livelihood.amounts["income_per_head"]
    assert np.median(income[~able]) < 0.75 * np.median(income[able])


def test_serious_illness_costs_money_and_leads_to_debt(district):
    amounts = district.livelihood.amounts
    ill = district.folk.count(district.health.state == SERIOUS) > 0
    cost = amounts["medical_out_of_pocket"]
    assert np.median(cost[ill]) > 5 * np.median(cost[~ill])
    assert np.mean(amounts["debt_balance"][ill] > 0) > 1.5 * np.mean(amounts["debt_balance"][~ill] > 0)


def test_allowances_go_mostly_but_not_only_to_those_in_need(district):
    living = district.livelihood
    granted = living.answers["gets_low_income_allowance"] | living.answers["gets_extreme_poverty_support"]
    poor = living.need < 6_800
    assert np.mean(granted[poor]) > 10 * np.mean(granted[~poor])
    assert np.sum(granted & ~poor) > 0, "errors of inclusion"
    assert np.sum(~granted & poor) > 0, "errors of exclusion"


def test_disability_and_lasting_illness_rise_with_age(district):
    age, health = district.folk.age, district.health
    old, young = age >= 60, age < 40
    assert 0.015 < np.mean(health.level > 0) < 0.0634, "certified, so fewer than the 6.34 % of the survey"
    assert np.mean(health.level[old] > 0) > 2 * np.mean(health.level[young] > 0)
    assert np.mean(health.state[old] == CHRONIC) > 5 * np.mean(health.state[young] == CHRONIC)
    assert np.mean(health.state == HEALTHY) > 0.8


def test_labour_fits_age_and_health(district):
    age, labour = district.folk.age, district.work.labour
    assert (labour[age < 16] == NONE).all()
    severe = (district.health.level > 0) & (district.health.level <= 2) & (age >= 16) & (age < 60)
    assert np.isin(labour[severe], (LOST, NONE)).all()
    assert (district.work.works_at[np.isin(labour, (LOST, NONE))] == NOWHERE).all()


def test_more_than_one_able_person_in_five_works_outside_the_county(district):
    able = np.isin(district.work.labour, (FULL, SKILLED))
    outside = np.isin(district.work.works_at[able], (PROVINCE, ELSEWHERE))
    assert 0.18 < np.mean(outside) < 0.35


def test_very_few_children_have_left_school(district):
    of_age = (district.folk.age >= 6) & (district.folk.age < 16)
    out = district.work.schooling[of_age] == DROPPED_OUT
    assert 0.0005 < np.mean(out) < 0.01
    assured = district.livelihood.answers["education_is_assured"]
    assert (~assured).sum() <= out.sum() + 1


def test_water_fails_for_groups_not_for_single_homes(district):
    homes, water = district.homes, district.livelihood.answers["water_is_safe"]
    cell = homes.place * 100 + homes.group
    failing = np.unique(cell[~water])
    assert np.mean(~water[np.isin(cell, failing)]) > 10 * np.mean(~water)
