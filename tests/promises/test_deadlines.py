"""Promise 16, the deadlines, in small. The full proof is `lianxin prove deadlines`."""

from datetime import date, timedelta
from random import Random

import pytest

from lianxin.proofs import calculator, deadlines
from lianxin.proofs.vocabulary import Tally
from lianxin.workdays import official

pytestmark = pytest.mark.django_db


def test_deadlines_equal_those_of_the_second_calculator():
    tally = Tally()
    deadlines.prove(tally, 2_000, Random(16))
    assert tally.faults == []
    assert tally.runs > 4_000


@pytest.mark.one_database  # what is broken in a control is written in Python
@pytest.mark.parametrize("control", deadlines.PROOF.controls, ids=lambda control: control.breaks)
def test_the_proof_notices(control):
    assert control.is_caught()


def test_the_second_calculator_knows_every_day_of_two_years():
    days = [date(2025, 1, 1) + timedelta(days=number) for number in range(730)]
    assert [calculator.working(number) for number in range(730)] == [
        official().is_workday(day) for day in days
    ]
