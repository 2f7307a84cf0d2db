"""The search box finds a problem by its own number, and by the one that 12345 or a petition office gave."""

import pytest

from lianxin.problems.models import Origin
from tests.desk.district import content

pytestmark = pytest.mark.django_db


def find(client, text):
    return content(client.post("/searches/", {"text": text}, follow=True))


@pytest.fixture
def handed_over(lane):
    Origin.objects.filter(problem=lane).update(reference="XF2026110803K")
    return lane


@pytest.mark.parametrize("typed", ["XF2026110803K", "xf2026110803k", "  XF2026110803K "])
def test_a_petition_is_found_by_the_number_it_came_with(enter, worker, handed_over, typed):
    assert handed_over.number in find(enter(worker), typed)


def test_it_is_found_by_its_own_number_once(enter, worker, handed_over):
    Origin.objects.filter(problem=handed_over).update(reference=handed_over.number)
    client = enter(worker)
    html = client.post("/searches/", {"text": handed_over.number}, follow=True).content.decode()
    assert html.count(f'href="/problems/{handed_over.pk}/"') == 1


def test_part_of_a_number_finds_nothing(enter, worker, handed_over):
    assert handed_over.number not in find(enter(worker), "XF20261108")


def test_what_is_out_of_sight_is_not_found(enter, neighbour, handed_over):
    assert handed_over.number not in find(enter(neighbour), "XF2026110803K")


def test_a_problem_without_such_a_number_is_not_found_by_blanks(enter, worker, lane):
    assert lane.number not in find(enter(worker), "- -")
