"""The lives of the demo's problems: each is one that the ladder allows, and what the real actions write."""

from datetime import timedelta
from random import Random
from uuid import uuid4

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lianxin.problems.vocabulary import Channel, End, Verb
from tests.demo.replay import in_memory, play, written
from tests.problems.ladders import at, ladder, text, times

LIVES = 90
BEGAN, UNTIL = at("2026-03-02 09:30"), at("2026-07-03 15:00")
CATEGORIES = ("road", "housing", "dispute", "care", "water-cut", "landslide", "benefit", "papers", "job")


class Places:
    """One village below one town below one district."""

    def __init__(self, village, town, district):
        self.of = {"village": village, "town": town, "district": district}

    def holder(self, area, rung):
        lowest = next(code for code, key in self.of.items() if key == area)
        codes = ladder().codes
        return (code := codes[max(codes.index(rung), codes.index(lowest))]), self.of[code]

    def town(self, area):
        return self.of["town"] if area != self.of["district"] else area


def raised(luck, count, homes, by, villages):
    from lianxin.demo.problems.told import Raised

    for number in range(count):
        opened, category = BEGAN + timedelta(minutes=luck.randrange(80 * 1440)), luck.choice(CATEGORIES)
        yield Raised(
            opened_at=opened,
            raised_at=opened - timedelta(minutes=5),
            received_by=luck.choice(by),
            area=villages,
            category=category,
            urgency=ladder().category(category).urgency,
            words="门口到大路泥泞，便桥也坏了",
            channel=Channel.CLERK,
            household=luck.choice(homes),
            number=f"{number:04}",
        )


def unfolded(luck, count, homes, crew, places, by):
    from lianxin.demo.problems.clockwork import Clockwork
    from lianxin.demo.problems.unfolding import unfold

    told = sorted(raised(luck, count, homes, by, places.of["village"]), key=lambda one: one.opened_at)
    return unfold(told, crew, Clockwork(ladder(), times()), places, luck, until=UNTIL)


def a_crew(places, worker, other, helper, head, desk, supervisor):
    from lianxin.demo.problems.crew import Crew

    cadres = {places.of["village"]: [worker, other], places.of["town"]: [helper]}
    return Crew(cadres, {places.of["town"]: head}, desk, supervisor)


@settings(max_examples=25)
@given(st.integers(0, 10**9))
def test_no_life_leaves_the_ladder_and_the_clock_owes_nothing(seed):
    from lianxin.problems.ladder import next_at

    places, people = Places(*(uuid4() for _ in range(3))), [uuid4() for _ in range(6)]
    crew = a_crew(places, *people)
    for course in unfolded(Random(seed), 25, [uuid4() for _ in range(4)], crew, places, people[:2]):
        facts, moments = course.facts, [event.at for event in course.events]
        assert moments == sorted(moments)
        assert moments[-1] <= UNTIL
        assert course.next_at == next_at(course.state, ladder())
        assert course.next_at is None or course.next_at > UNTIL
        assert sum(one.to_at is None for one in facts.custodies) == course.is_open
        for before, after in zip(facts.custodies, facts.custodies[1:], strict=False):
            assert before.to_at <= after.from_at
        assert sum(one.reopened_at is None for one in facts.endings) == (not course.is_open)
        for ending in facts.endings:
            said = ending.judgement
            assert said is None or said.recorded_by not in {ending.ended_by, *doers_until(course, said)}
        for packet in facts.packets[:-1]:
            assert packet.answered_at is not None
        assert all(one.ended_at is not None for one in facts.promises[:-1])


def doers_until(course, said):
    """Who had accepted it before the household was asked."""
    return {
        one.owner
        for one in course.facts.custodies
        if one.accepted_at is not None and one.accepted_at <= said.judged_at
    }


def test_the_same_seed_tells_the_same_lives():
    places, people = Places(*(uuid4() for _ in range(3))), [uuid4() for _ in range(6)]
    crew, homes = a_crew(places, *people), [uuid4() for _ in range(4)]
    one, other = (unfolded(Random(7), 40, homes, crew, places, people[:2]) for _ in range(2))
    assert [course.events[1:] for course in one if not merged(course)] == [
        course.events[1:] for course in other if not merged(course)
    ]
    assert any(merged(course) for course in one)


def merged(course):
    return course.end == End.MERGED


@pytest.fixture
def played(db, wang, worker, neighbour, town_head, desk, supervisor, admin, areas):
    """Lives told in memory, and the same steps taken by the real actions and the real clock."""
    from lianxin.policies.actions import adopt_policy

    adopt_policy(text=text(), filename="2026-01-01.yaml", actor=None, now=at("2026-01-01 09:00"))
    places = Places(areas["V1"].pk, areas["T1"].pk, areas["D"].pk)
    people = [worker, neighbour, admin, town_head, desk, supervisor]
    crew = a_crew(places, *(one.pk for one in people))
    lives = unfolded(Random(0), LIVES, [wang.pk], crew, places, [worker.pk, neighbour.pk])
    return lives, play(lives, {one.pk: one for one in people})


@pytest.mark.django_db
def test_the_real_actions_and_the_real_clock_write_the_same(played):
    from lianxin.demo.problems.rows import rows_of

    lives, problems = played
    verbs = {verb for course in lives for _at, verb, _by, _how in course.steps}
    assert verbs == set(Verb), "everything that people do"
    for number, course in enumerate(lives):
        course.number = problems[number].number
    rows = rows_of(lives)
    for table, told in in_memory(rows, lives).items():
        held = written(table, problems)
        for number, (one, other) in enumerate(zip(told, held, strict=True)):
            assert one == other, (table, number)


@pytest.mark.django_db
def test_a_life_told_otherwise_than_it_was_written_is_found(played):
    """The control: one custody more in memory than the actions wrote."""
    from lianxin.demo.problems.rows import rows_of

    lives, problems = played
    lives[3].facts.custodies[-1].used_workdays = 77
    told = in_memory(rows_of(lives), lives)["custodies"]
    assert told != written("custodies", problems)
