"""Facts: the newest valid one counts, nothing is overwritten, nonsense is refused."""

from datetime import UTC, date, datetime

import pytest

from lianxin.ledger.models import Event
from lianxin.registry.actions import NewFact, record_facts, retract_fact
from lianxin.registry.models import Fact
from lianxin.registry.values import ValueRefused
from lianxin.registry.vocabulary import Source
from tests.registry.families import member

pytestmark = pytest.mark.django_db
MARCH, APRIL = date(2026, 3, 2), date(2026, 4, 2)


@pytest.fixture
def state(wang, now):
    def state(code, value, on, source=Source.CADRE, resident=None):
        return record_facts(
            wang, [NewFact(code, value, resident)], observed_on=on, source=source, actor=None, now=now
        )

    return state


def current(household, code):
    return household.facts.current().get(indicator=code).value


def test_a_newer_fact_takes_the_place_and_the_old_one_stays_as_history(state, wang):
    state("income_per_head", 3100, MARCH)
    state("income_per_head", 5200, APRIL)

    assert current(wang, "income_per_head") == "5200"
    history = wang.facts.filter(indicator="income_per_head").newest_first()
    assert [fact.value for fact in history] == ["5200", "3100"]


def test_an_older_fact_is_kept_but_does_not_count(state, wang):
    state("income_per_head", 5200, APRIL)
    state("income_per_head", 3100, MARCH)

    assert current(wang, "income_per_head") == "5200"
    assert wang.facts.count() == 2


def test_on_one_day_a_document_stands_over_a_cadre(state, wang):
    state("housing_is_safe", False, MARCH, Source.DOCUMENT)
    state("housing_is_safe", True, MARCH, Source.CADRE)

    assert current(wang, "housing_is_safe") == "false"


def test_the_same_fact_again_changes_nothing(state, wang):
    state("income_per_head", 3100, MARCH)
    events = Event.objects.count()

    assert state("income_per_head", 3100, MARCH) == []
    assert Event.objects.count() == events


def test_the_same_value_seen_later_is_fresh_again(state, wang):
    state("income_per_head", 3100, MARCH)
    state("income_per_head", 3100, APRIL)

    assert wang.facts.current().get(indicator="income_per_head").observed_on == APRIL


def test_members_have_facts_of_their_own(state, wang):
    for name, value in [("王有田", "chronic"), ("曾秀兰", "healthy")]:
        state("health", value, MARCH, resident=member(wang, name))

    assert Fact.objects.current().filter(indicator="health").count() == 2


@pytest.mark.parametrize(
    ("code", "value", "whose", "refusal"),
    [
        ("shoe_size", 42, None, "unknown-indicator"),
        ("has_able_worker", True, None, "unknown-indicator"),
        ("health", "chronic", None, "wrong-subject"),
        ("income_per_head", 3100, "王有田", "wrong-subject"),
        ("income_per_head", -5, None, "too-small"),
    ],
)
def test_nonsense_is_refused_and_nothing_is_written(state, wang, code, value, whose, refusal):
    with pytest.raises(ValueRefused) as refused:
        state(code, value, MARCH, resident=member(wang, whose) if whose else None)

    assert refused.value.code == refusal
    assert not wang.facts.exists()


def test_a_day_that_lies_ahead_is_refused(state):
    with pytest.raises(ValueRefused, match="还没到"):
        state("income_per_head", 3100, date(2027, 1, 1))


def test_a_member_of_another_household_is_refused(state, li):
    with pytest.raises(ValueRefused, match="不在这一户"):
        state("health", "chronic", MARCH, resident=li.head)


def test_a_retracted_fact_gives_way_to_the_newest_valid_one(state, wang, now):
    state("income_per_head", 3100, MARCH)
    (wrong,) = state("income_per_head", 52000, APRIL)

    retract_fact(wrong, reason="多写了一个零", actor=None, now=now)

    assert current(wang, "income_per_head") == "3100"
    assert Fact.objects.get(pk=wrong.pk).retracted_at == now


def test_the_only_fact_retracted_leaves_the_indicator_unknown(state, wang, now):
    (wrong,) = state("income_per_head", 3100, MARCH)

    retract_fact(wrong, reason="张冠李戴", actor=None, now=now)

    assert not wang.facts.current().exists()


def test_the_ledger_tells_before_and_after(state, wang):
    state("income_per_head", 3100, MARCH)
    state("income_per_head", 5200, APRIL)

    event = Event.objects.filter(kind="facts.changed").last()
    assert (event.before, event.after) == ({"income_per_head": "3100"}, {"income_per_head": "5200"})
    assert event.subject_id == wang.pk


def test_what_was_seen_before_eight_in_the_morning_was_seen_today(wang):
    """In Beijing it is already the next day while the clock of the world still shows the one before."""
    early = datetime(2026, 11, 21, 23, 30, tzinfo=UTC)
    new = [NewFact("debt_balance", 100)]
    seen = {"source": Source.CADRE, "actor": None, "now": early}
    assert record_facts(wang, new, observed_on=date(2026, 11, 22), **seen)
    with pytest.raises(ValueRefused):
        record_facts(wang, new, observed_on=date(2026, 11, 23), **seen)
