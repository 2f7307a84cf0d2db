"""Telling the register facts in tests, a household at a time."""

from datetime import date

from lianxin.registry.actions import NewFact, record_facts
from lianxin.registry.models import Household
from lianxin.registry.vocabulary import Source
from tests.registry.families import NOW, TODAY

WELL_OFF = {
    "income_per_head": 30_000,
    "income_total": 90_000,
    "debt_balance": 0,
    "medical_out_of_pocket": 500,
    "housing_is_safe": True,
    "water_is_safe": True,
    "food_is_enough": True,
    "clothing_is_enough": True,
    "education_is_assured": True,
    "medical_is_insured": True,
    "gets_low_income_allowance": False,
    "gets_extreme_poverty_support": False,
    "disaster_loss": 0,
    "main_earner_lost_job": False,
}
FIT = {
    "labour": "full",
    "health": "healthy",
    "disability_level": "none",
    "works_at": "home",
    "schooling": "not_in_school",
}


def tell(household: Household, on: date = TODAY, now=NOW, **facts) -> None:
    """Record facts of the household; keywords are indicator codes."""
    new = [NewFact(code, value) for code, value in facts.items()]
    record_facts(household, new, observed_on=on, source=Source.CADRE, actor=None, now=now)


def tell_of(resident, on: date = TODAY, now=NOW, **facts) -> None:
    """Record facts of one resident."""
    new = [NewFact(code, value, resident) for code, value in facts.items()]
    record_facts(resident.household, new, observed_on=on, source=Source.CADRE, actor=None, now=now)


def tell_all_is_well(household: Household, on: date = TODAY, now=NOW) -> None:
    """Everything known, and nothing wrong: a household that is plainly fine."""
    tell(household, on, now, **WELL_OFF)
    for resident in household.residents.present():
        if resident.birth_on is None:
            resident.birth_on = date(1985, 5, 5)
            resident.save()
        tell_of(resident, on, now, **FIT)
