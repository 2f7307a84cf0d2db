"""What notices say of the household's voice: to whoever answers for the place, and to nobody else."""

import pytest

from lianxin.notices.producers import gather
from lianxin.voice.actions import Told, answer_request, note_request, set_aside, take_in
from lianxin.voice.vocabulary import AskKind, Outcome, RequestKind
from tests.problems.ladders import at

pytestmark = pytest.mark.django_db
MONDAY = at("2026-03-02 10:00")


def told(person, now=MONDAY):
    return {one.kind: one.count for one in gather(now) if one.person == person.pk}


def test_a_request_is_told_to_the_office_until_it_is_answered(wang, town_head, desk, worker, policy):
    request = note_request(wang, RequestKind.COPY, actor=None, now=MONDAY)
    assert told(town_head) == {"requests": 1}
    assert told(desk) == {"requests": 1}
    assert "requests" not in told(worker)
    answer_request(request, outcome=Outcome.DONE, answer="已打印交给本户", actor=town_head, now=MONDAY)
    assert "requests" not in told(town_head)


def test_a_request_is_told_of_again_when_its_deadline_is_near(wang, town_head, policy):
    note_request(wang, RequestKind.LOOK, actor=None, now=MONDAY)
    assert told(town_head, at("2026-03-26 10:00")) == {"requests": 1}
    assert told(town_head, at("2026-03-27 10:00")) == {"requests": 1, "requests_due": 1}
    assert told(town_head, at("2026-05-01 10:00")) == {"requests": 1, "requests_due": 1}


@pytest.fixture
def asking(wang):
    """A suggestion about the worker's village, raised on the open page; five days for an answer."""
    advice = Told(kind=AskKind.ADVICE, area=wang.area_id, words="集市早点开门")
    return take_in(advice, code="AAAAA-AAAAA-AAAAA-AAAAA", now=MONDAY)


def test_what_is_raised_on_the_open_page_is_told_to_whoever_answers(
    asking, town_head, desk, worker, neighbour, supervisor, policy
):
    assert told(town_head) == {"asked": 1}
    assert told(desk) == {"asked": 1}
    for person in (worker, neighbour, supervisor):
        assert "asked" not in told(person)
    set_aside(asking, reason="同样的已经答复", actor=town_head, now=MONDAY)
    assert told(town_head) == {}


def test_and_again_when_its_answer_is_owed_by_the_next_workday(asking, town_head, policy):
    assert asking.due_at == at("2026-03-07 10:00")
    assert "asked_due" not in told(town_head, at("2026-03-05 10:00"))
    assert told(town_head, at("2026-03-06 10:00")) == {"asked": 1, "asked_due": 1}
    assert told(town_head, at("2026-04-06 10:00")) == {"asked": 1, "asked_due": 1}


def test_whoever_answers_for_another_town_is_not_told(asking, areas, policy):
    from lianxin.people.vocabulary import Role
    from tests.people.cast import make_worker

    other = make_worker("T-2", Role.TOWN_HEAD, areas["T2"], name="赵镇长")
    assert told(other) == {}
