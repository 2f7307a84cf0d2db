"""Family steps: what they change, what they refuse, and that undo puts everything back."""

from datetime import date

import pytest
from django.forms.models import model_to_dict

from lianxin.registry import actions
from lianxin.registry.actions import NewFact, StructureRefused, record_facts
from lianxin.registry.models import Fact, Household, Resident
from lianxin.registry.vocabulary import Relation, Source
from tests.registry.families import NOW, TODAY, member

pytestmark = pytest.mark.django_db
BY = {"actor": None, "now": NOW}


def snapshot():
    """Everything the register holds; a split taken back leaves one closed household behind, left out here."""
    people = {str(row.pk): model_to_dict(row) for row in Resident.objects.all()}
    homes = {row.number: model_to_dict(row) for row in Household.objects.exclude(state="dissolved")}
    facts = {str(row.pk): (row.household_id, row.is_current) for row in Fact.objects.all()}
    return people, homes, facts


@pytest.fixture
def with_fact(wang):
    son = member(wang, "王小明")
    record_facts(wang, [NewFact("health", "healthy", son)], observed_on=TODAY, source=Source.CADRE, **BY)
    return son


def move_son(wang, li):
    son = member(wang, "王小明")
    return actions.move_resident(son, to=li, relation=Relation.CHILD_IN_LAW, **BY)


def move_head(wang, li):
    wife = member(wang, "曾秀兰")
    return actions.move_resident(wang.head, to=li, relation=Relation.OTHER, new_head=wife, **BY)


def split_son(wang, li):
    actions.split_household(wang, number="HB000009", members={member(wang, "王小明"): Relation.HEAD}, **BY)
    return


def merge(wang, li):
    return actions.merge_households(li, into=wang, relations={li.head: Relation.PARENT_IN_LAW}, **BY)


def die(wang, li):
    return actions.record_death(wang.head, died_on=TODAY, new_head=member(wang, "曾秀兰"), **BY)


def leave(wang, li):
    return actions.move_household_away(wang, left_on=TODAY, **BY)


def relocate(wang, li):
    return actions.move_household(wang, area=li.area, **BY)


STEPS = [move_son, move_head, split_son, merge, die, leave, relocate]


@pytest.mark.parametrize("step", STEPS)
def test_undo_puts_back_what_a_step_changed(step, wang, li, with_fact):
    from lianxin.ledger.models import Event

    before = snapshot()
    event = step(wang, li) or Event.objects.get(kind="household.split")
    assert snapshot() != before

    actions.undo_structure(event, **BY)

    assert snapshot() == before


@pytest.mark.parametrize("step", STEPS)
def test_undo_is_refused_once_what_it_touched_was_changed(step, wang, li):
    from lianxin.ledger.models import Event

    event = step(wang, li) or Event.objects.get(kind="household.split")
    change = event.after["changes"][-1]
    table = {"household": Household, "resident": Resident}[change["table"]]
    other = {"state": "moved", "relation": "sibling", "group_name": "九组"}
    field = change["field"] if change["field"] in other else None
    if field is None:
        change = next(change for change in event.after["changes"] if change["field"] in other)
        field = change["field"]
        table = {"household": Household, "resident": Resident}[change["table"]]
    table.objects.filter(pk=change["key"]).update(**{field: other[field]})
    before = snapshot()

    with pytest.raises(StructureRefused) as refused:
        actions.undo_structure(event, **BY)

    assert refused.value.code == "changed-since"
    assert snapshot() == before


def test_a_person_who_moves_takes_his_facts_along(wang, li, with_fact):
    move_son(wang, li)

    assert li.facts.get(indicator="health").resident == with_fact
    assert not wang.facts.exists()


def test_a_dead_head_is_followed_by_the_one_named(wang, li):
    die(wang, li)

    assert wang.head.name == "曾秀兰"
    assert Resident.objects.get(name="王有田").left_on == TODAY


def test_a_household_without_a_head_is_refused(wang):
    with pytest.raises(StructureRefused, match="新户主"):
        actions.record_death(wang.head, died_on=TODAY, **BY)

    assert wang.head.name == "王有田"


def test_the_last_one_to_leave_closes_the_household(wang, li):
    actions.record_death(li.head, died_on=TODAY, **BY)

    assert Household.objects.get(pk=li.pk).state == "dissolved"


def test_a_split_household_has_its_own_number_and_head(wang):
    new = actions.split_household(
        wang, number="HB000009", members={member(wang, "王小明"): Relation.HEAD}, **BY
    )

    assert (new.head.name, new.area, new.group_name) == ("王小明", wang.area, "二组")
    assert wang.residents.present().count() == 2


HEAD = Relation.HEAD
NONSENSE = {
    "one-head": lambda w, li: actions.split_household(w, number="X", members={}, **BY),
    "number-taken": lambda w, li: actions.split_household(w, number=li.number, members={w.head: HEAD}, **BY),
    "same-household": lambda w, li: actions.merge_households(w, into=w, relations={}, **BY),
    "second-head": lambda w, li: actions.move_resident(w.residents.last(), to=li, relation=HEAD, **BY),
    "day-ahead": lambda w, li: actions.record_death(w.head, died_on=date(2027, 1, 1), **BY),
    "not-a-member": lambda w, li: actions.split_household(w, number="X", members={li.head: HEAD}, **BY),
}


@pytest.mark.parametrize("refusal", NONSENSE)
def test_a_step_that_makes_no_sense_is_refused(wang, li, refusal):
    before = snapshot()

    with pytest.raises(StructureRefused) as refused:
        NONSENSE[refusal](wang, li)

    assert refused.value.code == refusal
    assert snapshot() == before


def test_a_household_that_left_takes_no_more_steps(wang, li):
    leave(wang, li)

    with pytest.raises(StructureRefused, match="不在册"):
        relocate(wang, li)


def test_households_go_along_when_areas_merge(areas, wang):
    from lianxin.areas.actions import merge_area

    merge_area(area=areas["V1"], into=areas["V2"], actor=None, now=NOW)

    wang.refresh_from_db()
    assert wang.area == areas["V2"]


def test_an_area_with_households_is_not_closed(areas, wang):
    from lianxin.areas.actions import close_area
    from lianxin.areas.refusals import AreaRefusal

    with pytest.raises(AreaRefusal, match="户"):
        close_area(area=areas["V1"], actor=None, now=NOW)
