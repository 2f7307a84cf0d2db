"""Two who say the same of a household at the same moment, or one whose finger tapped twice.

SQLite has one writer, so nothing happens at once there.
"""

from datetime import timedelta
from threading import Event, Thread

import pytest
from django.db import connection, transaction
from django.utils import timezone

from lianxin.registry.actions import NewFact, record_facts
from lianxin.registry.models import Fact
from lianxin.registry.vocabulary import Source

PATIENCE_S = 30
SAID = "income_per_head"

pytestmark = pytest.mark.django_db(transaction=True)


def tell(household, value, now, source=Source.CADRE):
    day = timezone.localdate(now) - timedelta(days=1)
    return record_facts(
        household, [NewFact(SAID, value)], observed_on=day, source=source, actor=None, now=now
    )


def at_once(*deeds):
    """What comes of the second deed, begun while the first is not yet committed."""
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has one writer")
    is_done, may_end, found = Event(), Event(), []

    def first():
        with transaction.atomic():
            deeds[0]()
            is_done.set()
            may_end.wait(PATIENCE_S)
        connection.close()

    def second():
        found.append(deeds[1]())
        connection.close()

    threads = [Thread(target=first), Thread(target=second)]
    threads[0].start()
    assert is_done.wait(PATIENCE_S)
    threads[1].start()
    threads[1].join(timeout=1)  # it waits for what the first has written
    may_end.set()
    for one in threads:
        one.join(PATIENCE_S)
    return found


def test_the_same_form_sent_twice_is_one_fact(wang, now):
    assert at_once(lambda: tell(wang, 3100, now), lambda: tell(wang, 3100, now)) == [[]]
    assert [fact.value for fact in Fact.objects.filter(indicator=SAID)] == ["3100"]


def test_two_values_told_at_once_are_both_kept_and_the_better_source_stands(wang, now):
    document = at_once(lambda: tell(wang, 3100, now), lambda: tell(wang, 2600, now, Source.DOCUMENT))
    assert len(document) == 1
    facts = Fact.objects.filter(indicator=SAID)
    assert {fact.value: fact.is_current for fact in facts} == {"3100": False, "2600": True}
