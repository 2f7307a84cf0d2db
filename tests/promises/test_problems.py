"""Problems followed to their end, in small. The full proof is `lianxin prove problems`."""

from random import Random

import pytest

from lianxin.problems.ladder import TABLE
from lianxin.proofs import problems
from lianxin.proofs.problem_model import MAY
from lianxin.proofs.vocabulary import Tally

pytestmark = pytest.mark.django_db


def test_nothing_of_a_problem_is_ever_missing():
    tally = Tally()
    problems.prove(tally, 25, Random(6))
    assert tally.faults == []
    assert tally.runs > 500


@pytest.mark.one_database  # what is broken in a control is written in Python
@pytest.mark.parametrize("control", problems.PROOF.controls, ids=lambda control: control.breaks)
def test_the_proof_notices(control):
    assert control.is_caught()


def test_the_second_writing_says_of_every_phase_what_the_ladder_says():
    aside = {"answer_part"}  # somebody else's part, which the second writing does not follow
    ours = {phase.value: {verb.value for verb in verbs} - aside for phase, verbs in TABLE.items()}
    assert ours == {phase: set(verbs.split()) for phase, verbs in MAY.items()}
