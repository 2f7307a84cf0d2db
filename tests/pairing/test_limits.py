"""The policy of pairing: quotas by rank, points, and what a household needs."""

import numpy as np
import pytest

from lianxin.criteria import Column
from lianxin.pairing.limits import needs_of, room_of, weights_of
from lianxin.pairing.proofs import prove
from lianxin.people.vocabulary import Ability, Rank
from lianxin.policies.catalogue import SHIPPED
from lianxin.policies.document import read

TEXT = (SHIPPED / "pairing" / "2026-01-01.yaml").read_text("utf-8")


@pytest.fixture(scope="module")
def document():
    return read(TEXT, filename="2026-01-01.yaml")


def test_leaders_take_few_households_and_other_cadres_more(document):
    rooms = [room_of(rank, document) for rank in (Rank.LEADER, Rank.MIDDLE, Rank.ORDINARY)]
    assert [room.homes for room in rooms] == sorted(room.homes for room in rooms)
    assert [room.visits for room in rooms] == sorted(room.visits for room in rooms)


def test_the_points_are_those_of_the_policy(document):
    text = TEXT.replace("value: 600, unit: 分", "value: 750, unit: 分")
    assert weights_of(document).other_town == 600
    assert weights_of(read(text, filename="x.yaml")).other_town == 750


def test_needs_are_added_up_and_what_is_unknown_is_no_need(document):
    names = ("has_disability", "has_serious_illness", "has_child_out_of_school", "has_left_behind_child")
    columns = {name: Column(np.array([True, False, True])) for name in names}
    columns["has_disability"] = Column(np.array([True, False, True]), np.array([True, True, False]))
    needs = needs_of(columns, document, 3)
    both = Ability.HEALTH.value | Ability.SCHOOLING.value
    assert needs.tolist() == [both | Ability.DISABILITY_CARE.value, 0, both]


def test_the_shipped_policy_does_what_its_examples_say(document):
    assert prove(document) == []
    assert len(document.examples) >= 3


@pytest.mark.parametrize(
    ("was", "becomes", "what"),
    [
        ("gives: nothing, rules: []", "gives: health, rules: []", "gives"),
        ("rules: [disability-care]", "rules: [disability-care, health-care]", "rules"),
    ],
)
def test_an_example_that_does_not_come_true_is_a_fault(was, becomes, what):
    faults = prove(read(TEXT.replace(was, becomes, 1), filename="x.yaml"))
    assert [fault.code for fault in faults] == ["example_fails"]
    assert what in faults[0].message_en
