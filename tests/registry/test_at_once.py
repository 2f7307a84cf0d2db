"""Two who say the same of a household at the same moment, or one whose finger tapped twice."""

from datetime import timedelta

import pytest
from django.utils import timezone

from lianxin.registry.actions import NewFact, record_facts
from lianxin.registry.models import Fact
from lianxin.registry.vocabulary import Source
from tests.at_once import at_once

SAID = "income_per_head"

pytestmark = pytest.mark.django_db(transaction=True)


def tell(household, value, now, source=Source.CADRE):
    day = timezone.localdate(now) - timedelta(days=1)
    return record_facts(
        household, [NewFact(SAID, value)], observed_on=day, source=source, actor=None, now=now
    )


def test_the_same_form_sent_twice_is_one_fact(wang, now):
    found = at_once(lambda: tell(wang, 3100, now), lambda: tell(wang, 3100, now))
    assert found["second"] == []
    assert [fact.value for fact in Fact.objects.filter(indicator=SAID)] == ["3100"]


def test_two_values_told_at_once_are_both_kept_and_the_better_source_stands(wang, now):
    found = at_once(lambda: tell(wang, 3100, now), lambda: tell(wang, 2600, now, Source.DOCUMENT))
    assert len(found["second"]) == 1
    facts = Fact.objects.filter(indicator=SAID)
    assert {fact.value: fact.is_current for fact in facts} == {"3100": False, "2600": True}
