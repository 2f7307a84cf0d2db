"""Households with facts, as few or as many as a test of the desk wants. All people are invented."""

import re
from datetime import timedelta
from html import unescape

from django.utils import timezone

from lianxin import flow
from lianxin.registry.actions import NewFact, add_household, record_facts
from lianxin.registry.vocabulary import Source

ALL_WELL = {
    "income_per_head": 30000,
    "income_total": 90000,
    "debt_balance": 0,
    "medical_out_of_pocket": 0,
    "housing_is_safe": True,
    "water_is_safe": True,
    "education_is_assured": True,
    "medical_is_insured": True,
    "gets_low_income_allowance": False,
    "gets_extreme_poverty_support": False,
}


def know(household, *, days_ago=0, **values):
    """Write down facts of a household, told so many days ago, and let the class follow."""
    now = timezone.now()
    record_facts(
        household,
        [NewFact(code, value) for code, value in values.items()],
        observed_on=timezone.localdate(now) - timedelta(days=days_ago),
        source=Source.CADRE,
        actor=None,
        now=now,
    )
    flow.carry_on(now=now)
    household.refresh_from_db()


def tell_of(resident, *, days_ago=0, **values):
    """Write down facts of one member."""
    now = timezone.now()
    record_facts(
        resident.household,
        [NewFact(code, value, resident) for code, value in values.items()],
        observed_on=timezone.localdate(now) - timedelta(days=days_ago),
        source=Source.DOCUMENT,
        actor=None,
        now=now,
    )
    flow.carry_on(now=now)


def settle_households(area, count, *, start=100):
    """So many households of one person each, with numbers in a row."""
    now = timezone.now()
    for number in range(start, start + count):
        name = f"住户{number}"
        add_household(number=f"HB{number:06d}", area=area, head={"name": name}, actor=None, now=now)
    flow.carry_on(now=now)


def words(response):
    """What a page says: its text without the markup, blanks run together."""
    html = response.content.decode()
    body = re.sub(r"<(script|style|head)\b.*?</\1>", " ", html, flags=re.S)
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", body)))


def content(response):
    """The text inside <main> only."""
    html = response.content.decode()
    main = html[html.index("<main") : html.index("</main>")]
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", main)))
