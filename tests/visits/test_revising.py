"""Facts that visits tell: applied where the phone knew what stood, else a clash, and kept in any case."""

from datetime import timedelta
from itertools import permutations
from uuid import uuid4

import pytest

from lianxin.ledger.models import Event
from lianxin.registry.models import Fact
from lianxin.registry.vocabulary import Source
from lianxin.visits.actions import revise_registry, take_in
from lianxin.visits.models import Claim, Clash, Visit
from tests.registry.families import member
from tests.visits.phones import answer, visit

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def current(home, indicator="income_per_head"):
    return home.facts.current().get(indicator=indicator).value


def history(home, indicator="income_per_head"):
    return sorted(home.facts.filter(indicator=indicator).values_list("value", flat=True))


def test_a_visit_tells_facts_of_the_home_and_of_its_people(to_wang, wang, worker):
    son = member(wang, "王小明")
    to_wang(answer("income_per_head", "3100"), answer("schooling", "vocational", resident=son))
    fact = wang.facts.get(indicator="income_per_head")
    assert (fact.value, fact.source, fact.by, fact.is_current) == ("3100", "resident", worker, True)
    assert son.facts.get().value == "vocational"
    event = Event.objects.get(kind="facts.changed")
    assert event.actor_id == worker.pk
    assert event.after == {"income_per_head": "3100", f"schooling:{son.pk}": "vocational"}


def test_the_next_visit_that_knew_it_changes_it_without_a_question(to_wang, wang):
    to_wang(answer("income_per_head", "3100", source="document"))
    to_wang(answer("income_per_head", "4200", old="3100"), after=DAY)
    assert current(wang) == "4200"
    assert history(wang) == ["3100", "4200"]
    assert not Clash.objects.exists()


def test_two_who_knew_the_same_clash_and_the_better_source_stands(to_wang, wang, neighbour):
    to_wang(answer("income_per_head", "3100"))
    to_wang(answer("income_per_head", "9000", old="3100", source="document"), after=DAY)
    to_wang(answer("income_per_head", "2000", old="3100"), after=2 * DAY, by=neighbour)
    assert current(wang) == "9000"
    assert history(wang) == ["2000", "3100", "9000"]
    clash = Clash.objects.get()
    assert (clash.told.value, clash.held.value, clash.stands) == ("2000", "9000", "held")
    assert clash.told.claim.known == "3100"
    assert Event.objects.get(kind="facts.clashed").after == {"indicators": ["income_per_head"]}


def test_the_order_in_which_visits_come_in_changes_nothing(wang, worker, neighbour, now, visits, db):
    told = [
        visit(by=worker, now=now, home=wang, answers=[answer("income_per_head", "3100")]),
        visit(by=worker, now=now + DAY, home=wang, answers=[answer("income_per_head", "4200", old="3100")]),
        visit(
            by=neighbour,
            now=now + 2 * DAY,
            home=wang,
            answers=[answer("income_per_head", "5000", old="3100", source="cadre")],
        ),
        visit(
            by=worker, now=now + 3 * DAY, home=wang, answers=[answer("income_per_head", "4300", old="4200")]
        ),
    ]
    outcomes = set()
    for order in permutations(told):
        for one in order:
            visits(one, at=now + 4 * DAY)
        pairs = Clash.objects.values_list("told__value", "held__value", "stands")
        outcomes.add((current(wang), tuple(history(wang)), tuple(sorted(pairs))))
        for model in (Clash, Claim, Fact):
            model.objects.all().delete()
        Visit.objects.all()._raw_delete("default")
    assert outcomes == {
        (
            "5000",
            ("3100", "4200", "4300", "5000"),
            (("4300", "5000", "held"), ("5000", "4200", "told")),
        )
    }


def test_told_twice_it_is_written_once(to_wang, wang, now):
    to_wang(answer("income_per_head", "3100"), answer("income_per_head", "3200", source="nonsense"))
    before = (Fact.objects.count(), Event.objects.count())
    revise_registry(Event.objects.filter(kind="visit.recorded"), now=now)
    assert (Fact.objects.count(), Event.objects.count()) == before == (1, before[1])
    assert current(wang) == "3200"


def test_what_the_register_cannot_hold_stays_with_the_visit_and_is_told_once(to_wang, wang, li, now):
    stranger = member(li, "李明芳")
    to_wang(
        answer("income_per_head", "-5"),
        answer("no_such_thing", "1"),
        answer("members", "4"),
        answer("health", "serious", resident=stranger),
        answer("housing_is_safe", "perhaps"),
        answer("debt_balance", "0"),
    )
    assert list(Fact.objects.values_list("indicator", flat=True)) == ["debt_balance"]
    assert len(Visit.objects.get().answers) == 6
    revise_registry(Event.objects.filter(kind="visit.recorded"), now=now)
    (event,) = Event.objects.filter(kind="answers.set_aside")
    assert event.after["indicators"] == [
        "health",
        "housing_is_safe",
        "income_per_head",
        "members",
        "no_such_thing",
    ]


def test_a_visit_that_comes_in_late_does_not_push_aside_what_was_seen_since(to_wang, wang, now):
    to_wang(answer("income_per_head", "5000", source="cadre"))
    to_wang(answer("income_per_head", "4000", source="resident"), after=-30 * DAY)
    assert current(wang) == "5000"
    assert history(wang) == ["4000", "5000"]
    clash = Clash.objects.get()  # the later one did not know of the earlier
    assert (clash.told.value, clash.held.value) == ("5000", "4000")


def test_a_late_visit_can_bring_back_what_had_lost(to_wang, wang):
    """The fourth knew what the third, which came late, had said."""
    to_wang(answer("income_per_head", "2000", source="document"))
    to_wang(answer("income_per_head", "4000", old="3000"), after=2 * DAY)
    assert current(wang) == "2000"
    to_wang(answer("income_per_head", "3000", old="2000"), after=DAY)
    assert current(wang) == "4000"
    assert history(wang) == ["2000", "3000", "4000"]


def test_a_fact_of_the_office_and_one_of_a_visit_go_by_the_same_rule(to_wang, wang, desk, now):
    from lianxin.registry.actions import NewFact, record_facts

    record_facts(
        wang,
        [NewFact("income_per_head", 6000)],
        observed_on=now.date() - DAY,
        source=Source.DOCUMENT,
        actor=desk,
        now=now,
    )
    to_wang(answer("income_per_head", "4000"))
    assert current(wang) == "6000"
    assert Clash.objects.get().held.value == "6000"


def test_a_phone_cannot_write_under_another_key(to_wang, wang, now, worker):
    """Two operations that say the same of the same thing are two facts."""
    same = [
        visit(by=worker, now=now, home=wang, answers=[answer("debt_balance", "7")], op_id=uuid4())
        for _ in "ab"
    ]
    take_in(same, now=now)
    revise_registry(Event.objects.filter(kind="visit.recorded"), now=now)
    assert history(wang, "debt_balance") == ["7", "7"]
    assert current(wang, "debt_balance") == "7"


def test_the_class_of_the_home_follows_from_what_a_visit_told(wang, worker, now, settle):
    from lianxin.classification.models import Standing

    take_in([visit(by=worker, now=now, home=wang, answers=[answer("income_per_head", "900")])], now=now)
    settle(now)
    before = Standing.objects.get(pk=wang.pk)
    told = [
        answer("income_per_head", "60000", old="900", source="document"),
        answer("housing_is_safe", "true"),
    ]
    take_in([visit(by=worker, now=now + DAY, home=wang, answers=told)], now=now + DAY)
    settle(now + DAY)
    after = Standing.objects.get(pk=wang.pk)
    assert (before.rules, before.ask) != (after.rules, after.ask)
    assert current(wang) == "60000"
