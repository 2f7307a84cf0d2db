"""What the tests of actions say again and again."""

from datetime import timedelta

from django.utils import timezone

from lianxin import flow
from lianxin.planning.actions import plan_rounds
from lianxin.planning.models import Duty
from lianxin.registry.actions import NewFact, record_facts
from lianxin.registry.vocabulary import Source
from tests.planning.policies import shipped
from tests.planning.rounds.checker import faults_of_home

DAY = timedelta(days=1)


def plan(now, **span):
    """Plan from today on, as everybody does."""
    return plan_rounds(**{"from_on": timezone.localdate(now)} | span, actor=None, now=now)


def know(household, now, **values):
    """Write facts of a household down and let follow what follows."""
    facts = [NewFact(code, value) for code, value in values.items()]
    day = timezone.localdate(now)
    record_facts(household, facts, observed_on=day, source=Source.CADRE, actor=None, now=now)
    flow.carry_on(now=now)


def rounds_of(household):
    """Its rounds that are owed, in order of time."""
    return list(Duty.objects.open().filter(household=household, reason="round").order_by("opens_on"))


def faults(household, times, year, calendar):
    """The rules of the visits policy that a home's rounds of a year break, by the independent checker."""
    windows = [
        (duty.opens_on, duty.due_on, duty.planned_on)
        for duty in rounds_of(household)
        if year[0] <= duty.opens_on <= year[1]
    ]
    return set(faults_of_home(windows, times, None, year, shipped("visits").values, calendar))
