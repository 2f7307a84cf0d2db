"""Problems where else one looks: on the page of a household, and in the search box."""

import pytest

from lianxin.desk.searches.kinds import problems
from lianxin.problems import actions
from tests.desk.district import content

pytestmark = pytest.mark.django_db


def test_a_household_shows_its_open_problems_and_how_to_open_another(enter, worker, lane):
    said = content(enter(worker).get(f"/households/{lane.household.number}/"))
    assert "入户路、组道 300 米" in said
    assert "还剩" in said
    html = enter(worker).get(f"/households/{lane.household.number}/").content.decode()
    assert f"/problems/new/?home={lane.household.number}" in html


def test_a_household_without_any_says_so(enter, worker, wang, deadlines):
    assert "还没有提过要办的事" in content(enter(worker).get(f"/households/{wang.number}/"))


def test_whoever_raised_it_along_with_others_sees_it_at_home(enter, worker, lane, raise_one, areas, now):
    from lianxin.registry.actions import add_household

    other = add_household(number="HB000077", area=areas["V1"], head={"name": "周小满"}, actor=None, now=now)
    second = raise_one(home=other)
    actions.merge(second, into=lane, words="同一条路", actor=worker, now=lane.opened_at)
    said = content(enter(worker).get("/households/HB000077/"))
    assert "入户路、组道 300 米" in said


@pytest.mark.parametrize("typed", ["{number}", "2026-{short}", "连 - {year} - {short}", "{year}-{padded}"])
def test_a_problem_is_found_by_its_number(worker, lane, typed):
    year, padded = lane.number.split("-")[1:]
    told = {"number": lane.number, "year": year, "padded": padded, "short": str(int(padded))}
    (hit,) = problems(typed.format(**told).replace("2026", year), worker)
    assert hit.name.startswith(lane.number)
    assert hit.address == f"/problems/{lane.pk}/"


def test_a_stranger_does_not_find_it(neighbour, admin, lane):
    assert problems(lane.number, neighbour) == []
    assert problems(lane.number, admin) == []
    assert problems("2026", neighbour) == []
