"""What notices say of the household's voice: to whoever answers for the place, and to nobody else."""

import pytest

from lianxin.notices.producers import gather
from lianxin.voice.actions import answer_request, note_request
from lianxin.voice.vocabulary import Outcome, RequestKind
from tests.problems.ladders import at

pytestmark = pytest.mark.django_db
MONDAY = at("2026-03-02 10:00")


def told(person):
    return {one.kind: one.count for one in gather(MONDAY) if one.person == person.pk}


def test_a_request_is_told_to_the_office_until_it_is_answered(wang, town_head, desk, worker, policy):
    request = note_request(wang, RequestKind.COPY, actor=None, now=MONDAY)
    assert told(town_head) == {"requests": 1}
    assert told(desk) == {"requests": 1}
    assert "requests" not in told(worker)
    answer_request(request, outcome=Outcome.DONE, answer="已打印交给本户", actor=town_head, now=MONDAY)
    assert "requests" not in told(town_head)
