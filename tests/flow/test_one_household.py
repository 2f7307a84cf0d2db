"""One family through the whole house, as far as it stands today. This is the living specification.

A couple, both disabled, no income; a daughter working far away; a son in vocational school. They want to
raise sheep and be no burden.
"""

from datetime import date, timedelta
from random import Random

import pytest

from lianxin import flow
from lianxin.classification.actions import (
    approve_exit,
    decide_review,
    open_objection,
    record_exit_visit,
)
from lianxin.classification.explaining import explain_household
from lianxin.classification.models import Review, Standing, Tenure
from lianxin.field.actions import enrol_device, hand_out, receive
from lianxin.ledger.models import Event
from lianxin.ledger.queue import waiting_events
from lianxin.proofs.phones import Phone, send_by
from lianxin.registry.actions import add_household, add_resident
from lianxin.registry.models import Household
from lianxin.registry.search import find_households
from lianxin.registry.vocabulary import Relation, Sex
from lianxin.visits.models import Visit
from tests.registry.families import NOW, TODAY, member
from tests.registry.states import tell, tell_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def family(areas, policy):
    home = add_household(
        number="HB004217",
        area=areas["V1"],
        head={"name": "卢长根", "sex": Sex.MALE, "birth_on": date(1977, 4, 2)},
        actor=None,
        now=NOW,
        group_name="二组",
    )
    for name, relation, sex, birth_on in [
        ("单桂香", Relation.SPOUSE, Sex.FEMALE, date(1980, 1, 9)),
        ("卢小燕", Relation.CHILD, Sex.FEMALE, date(2003, 6, 1)),
        ("卢小军", Relation.CHILD, Sex.MALE, date(2009, 9, 1)),
    ]:
        add_resident(home, name=name, relation=relation, sex=sex, birth_on=birth_on, actor=None, now=NOW)
    return home


@pytest.fixture
def worker_with_phone(worker, settings, tmp_path):
    """The worker's phone, and what the server knows of it; journal and epoch lie in a home of this test."""
    (tmp_path / "keys").symlink_to(settings.LIANXIN_HOME / "keys")
    settings.LIANXIN_HOME = tmp_path
    device, token = enrol_device(staff=worker, name="phone", actor=worker, now=NOW)
    return Phone(send_by(None), str(device.pk), token, Random(7)), device


def learn_of_the_members(home):
    facts = {
        "卢长根": {"labour": "lost", "health": "disabled", "disability_level": "2", "works_at": "none"},
        "单桂香": {"labour": "weak", "health": "disabled", "disability_level": "3", "works_at": "none"},
        "卢小燕": {"labour": "full", "health": "healthy", "works_at": "elsewhere"},
        "卢小军": {"labour": "none", "health": "healthy", "works_at": "none", "schooling": "vocational"},
    }
    for name, known in facts.items():
        tell_of(member(home, name), **known)


def standing(home):
    return Standing.objects.get(household=home)


def test_the_family_is_found_understood_contested_and_followed(
    family, worker, worker_with_phone, town_head, desk, supervisor
):
    # On the day they are registered only their names are known: neither fine nor poor, but to be asked.
    flow.settle(NOW)
    assert standing(family).tier == "unassessed"
    assert "income_per_head" in standing(family).ask

    # The worker finds them by how their name sounds, surname read rightly, and sits down with them.
    assert find_households("sgx", worker) == [family]
    learn_of_the_members(family)
    flow.settle(NOW)
    assert standing(family).tier == "priority"
    assert "adults-at-home-disabled" in standing(family).rules

    # Income adds reasons; the explanation names rule, fact, threshold and source.
    tell(family, income_per_head=0, income_total=0, debt_balance=6000)
    flow.settle(NOW)
    reasons = {reason.rule: reason for reason in explain_household(family, today=TODAY).reasons}
    assert {"income-below-line", "severe-disability-low-income"} <= set(reasons)
    assert (reasons["income-below-line"].value, reasons["income-below-line"].threshold) == (0, 7800)

    # In spring she sits with them without a network; in the evening her phone tells what they said and need.
    spring = NOW + timedelta(days=120)
    phone, device = worker_with_phone
    debt = {"indicator": "debt_balance", "value": "4000", "old": "6000"}
    sheep = {"item_id": phone.new_id(), "kind": "need", "category": "sheep", "text": "想养几只羊"}
    told = phone.visit(family.pk, answers=[debt], items=[sheep])
    for answer in ("accepted", "duplicate"):  # the first answer is lost on the way, so it is sent again
        answers = receive(device, phone.body([told]), now=spring)
        assert [one.answer for one in answers.answers] == [answer]
    flow.settle(spring)
    visit = Visit.objects.get(household=family)
    assert (visit.staff, visit.visited_on) == (worker, spring.date())
    assert [item.text for item in visit.items.all()] == ["想养几只羊"]
    assert family.facts.current().get(indicator="debt_balance").value == "4000"
    assert standing(family).tier == "priority"
    (row,) = [row for row in hand_out(device, {}, now=spring).rows if row["key"] == f"home:{family.pk}"]
    assert [one["text"] for one in row["row"]["open_items"]] == ["想养几只羊"]

    # They do not want to be a burden and object to the class; a person looks and answers.
    review = open_objection(family, words="我们想养羊，不想当包袱", actor=worker, now=NOW)
    decide_review(review, outcome="kept", answer="先帮着把羊养起来，再一起看", actor=town_head, now=NOW)
    assert standing(family).tier == "priority"

    # A year later the flock pays and the daughter came home: the rules let them go, people decide.
    later = NOW + timedelta(days=365)
    tell(
        family, later.date(), later, income_per_head=26_000, income_total=104_000, debt_balance=0,
        medical_out_of_pocket=600, housing_is_safe=True, water_is_safe=True, food_is_enough=True,
        clothing_is_enough=True, education_is_assured=True, medical_is_insured=True,
        gets_low_income_allowance=False, gets_extreme_poverty_support=False,
        disaster_loss=0, main_earner_lost_job=False,
    )  # fmt: skip
    came_home = {"labour": "skilled", "works_at": "home", "health": "healthy"}
    came_home |= {"schooling": "not_in_school"}
    tell_of(member(family, "卢小燕"), later.date(), later, **came_home)
    for name in ("卢长根", "单桂香", "卢小军"):
        known = {fact.indicator: fact.value for fact in member(family, name).facts.current()}
        tell_of(member(family, name), later.date(), later, **known)
    flow.settle(later)
    exit_review = Review.objects.open().get(household=family, kind="exit")
    assert standing(family).tier == "priority"

    # A visit and two people; then they are watched for a year.
    record_exit_visit(exit_review, visited_on=later.date(), actor=worker, now=later)
    assert not approve_exit(exit_review, actor=town_head, now=later)
    assert approve_exit(exit_review, actor=desk, now=later)
    flow.settle(later)
    assert standing(family).tier == "watch"
    assert "just-left-priority" in standing(family).rules

    # Nothing was lost on the way: every class with its dates, every step in the ledger, nothing waiting.
    tiers = [tenure.tier for tenure in Tenure.objects.filter(household=family)]
    assert tiers == ["unassessed", "priority", "watch"]
    kinds = set(Event.objects.about("household", family.pk).values_list("kind", flat=True))
    assert {"facts.changed", "class.changed", "class.contested", "review.decided", "exit.approved"} <= kinds
    assert {"visit.recorded", "household.handed_out"} <= kinds
    assert waiting_events() == 0


def test_a_neighbour_town_never_sees_them(family, areas):
    from tests.people.cast import Role, make_worker

    stranger = make_worker("W-9", Role.TOWN_HEAD, areas["T2"])

    assert not Household.objects.seen_by(stranger).exists()
    assert find_households("卢长根", stranger) == []
