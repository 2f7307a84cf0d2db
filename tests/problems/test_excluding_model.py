"""A problem does not count if and only if an exclusion of it was accepted and neither overturned nor lifted.

Random steps by random people are taken on a few problems; beside them runs a second writing, a dozen lines
that know nothing of the tables. After each step the database must agree with it about every problem.
"""

from collections.abc import Iterator
from datetime import timedelta
from random import Random
from unittest import mock

import pytest
from django.db.models import Q

from lianxin.people.vocabulary import Role
from lianxin.problems import actions, excluded
from lianxin.problems.actions import excluding
from lianxin.problems.actions.refusals import ProblemsRefused
from lianxin.problems.models import Exclusion, Problem
from lianxin.problems.models.exclusions import ExclusionQuerySet
from lianxin.problems.vocabulary import Channel
from lianxin.proofs.cast import make_worker

pytestmark = pytest.mark.django_db
STEPS = ("propose", "accept", "refuse", "appeal", "uphold", "overturn", "ask", "lift", "keep")


class Second:
    """What should be, by number of a problem: what happened to it, told again without any table."""

    def __init__(self):
        self.out, self.mine = {}, {}

    def say(self, number, step, person):
        """Note a step that was taken; returns why it should not have been, "" where it should."""
        had = self.mine.setdefault(number, set())
        wrong = "by whom had a part in it" if step != "propose" and person in had else ""
        if step == "ask":  # whoever accepted it may say that it is no longer right
            wrong = ""
        if step in ("accept", "overturn", "lift"):
            self.out[number] = step == "accept"
        if step in ("uphold", "overturn", "lift", "keep") and not wrong and len(had) < 2:
            wrong = "decided by a second person"
        if step == "propose":
            had.clear()
        had.add(person)
        return wrong

    def counts(self, number):
        return not self.out.get(number, False)


@pytest.fixture
def people(areas, worker, town_head, desk):
    more = [make_worker(f"M-{at}", Role.DISTRICT_DESK, areas["D"]) for at in range(3)]
    return [worker, town_head, desk, *more, make_worker("SV", Role.SUPERVISOR, areas["D"])]


def take(step, problem, person, now):
    """Take one step as one person. Raises ProblemsRefused, or LookupError where there is nothing to take."""
    found = Exclusion.objects.filter(problem=problem).order_by("-proposed_at", "-pk").first()
    by = {"actor": person, "now": now}
    if step == "propose":
        actions.propose_exclusion(problem, ground="law-forbids", words="法律不允许", **by)
        return
    if found is None:
        raise LookupError
    match step:
        case "accept" | "refuse":
            actions.review_exclusion(found, is_accepted=step == "accept", words="核过", **by)
        case "ask":
            actions.ask_lifting(found, words="情况变了", **by)
        case "lift" | "keep":
            actions.answer_lifting(found, is_agreed=step == "lift", words="看过", **by)
        case "appeal":
            actions.appeal_exclusion(found, channel=Channel.CLERK, **by)
        case _:
            actions.decide_appeal(found, is_upheld=step == "uphold", words="定了", **by)


def drive(problems, people, now, *, seed, steps) -> Iterator[str]:
    """Everything in which the database and the second writing do not agree."""
    chance, second = Random(seed), Second()
    for at in range(steps):
        step, problem, person = chance.choice(STEPS), chance.choice(problems), chance.choice(people)
        try:
            take(step, problem, person, now + timedelta(minutes=at))
        except (ProblemsRefused, LookupError):
            continue
        if wrong := second.say(problem.number, step, person.pk):
            yield f"{step} of {problem.number} {wrong}"
        counted = set(excluded.counted(Problem.objects.all()).values_list("number", flat=True))
        left_out = set(excluded.left_out(Problem.objects.all()).values_list("number", flat=True))
        for one in problems:
            if (one.number in counted) != second.counts(one.number) or counted & left_out:
                yield f"{one.number} after {step}"


@pytest.fixture
def some(open_one):
    return [open_one() for _ in range(3)]


@pytest.mark.parametrize("seed", range(4))
def test_left_out_if_and_only_if_accepted_and_neither_overturned_nor_lifted(some, people, monday, seed):
    assert list(drive(some, people, monday, seed=seed, steps=150)) == []
    assert Exclusion.objects.exclude(is_accepted=None).exists()


def test_the_model_reaches_what_was_lifted(some, people, monday):
    assert list(drive(some, people, monday, seed=1, steps=600)) == []
    assert Exclusion.objects.exclude(lifted_at=None).exists()


@pytest.mark.one_database  # what is broken is told to every database alike
def test_the_model_notices_an_overturned_one_that_stays_out(some, people, monday):
    broken = mock.patch.object(ExclusionQuerySet, "standing", lambda self: self.filter(is_accepted=True))
    with broken:
        assert list(drive(some, people, monday, seed=0, steps=600))


@pytest.mark.one_database  # what is broken is told to every database alike
def test_the_model_notices_a_lifted_one_that_stays_out(some, people, monday):
    forgetful = Q(is_accepted=True) & (Q(is_upheld=None) | Q(is_upheld=True))
    with mock.patch.object(ExclusionQuerySet, "standing", lambda self: self.filter(forgetful)):
        assert list(drive(some, people, monday, seed=0, steps=600))


@pytest.mark.one_database  # what is broken is told to every database alike
def test_the_model_notices_a_proposal_that_counts_as_accepted(some, people, monday):
    hasty = Q(is_accepted=None) | Q(is_accepted=True)
    with mock.patch.object(ExclusionQuerySet, "standing", lambda self: self.filter(hasty)):
        assert list(drive(some, people, monday, seed=0, steps=150))


@pytest.mark.one_database  # what is broken is told to every database alike
def test_the_model_notices_people_who_judge_what_they_proposed(some, people, monday):
    with mock.patch.object(excluding, "_parties", return_value=set()):
        assert list(drive(some, people, monday, seed=0, steps=600))
