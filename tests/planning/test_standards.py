"""The numbers of planning: complete, or refused by name."""

import pytest

from lianxin.classification.vocabulary import Tier
from lianxin.planning.standards import standards
from lianxin.planning.vocabulary import PlanningError
from tests.planning.numbers_of import NUMBERS, VISITS, numbers


def test_visits_a_year_come_from_the_policy_of_classes():
    assert numbers().visits == {Tier.PRIORITY: 12, Tier.WATCH: 4, Tier.FINE: 3, Tier.UNASSESSED: 4}
    assert numbers(visits_watch=6).visits[Tier.WATCH] == 6


@pytest.mark.parametrize("name", ["gap_min", "drive_speed", "visits_fine"])
def test_a_missing_number_is_named(name):
    left_out = ({key: value for key, value in given.items() if key != name} for given in (NUMBERS, VISITS))
    with pytest.raises(PlanningError) as caught:
        standards(*left_out)
    assert caught.value.code == "number_missing"
    assert name in caught.value.message
    assert name in caught.value.message_en
