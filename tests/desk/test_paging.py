"""Pages by key: walking forward and back sees every row once, also when rows come and go."""

import pytest

from lianxin.desk.paging import page_of
from lianxin.registry.models import Household
from tests.desk.district import settle_households

pytestmark = pytest.mark.django_db


@pytest.fixture
def ten(areas):
    settle_households(areas["V1"], 10, start=1)
    return [f"HB{number:06d}" for number in range(1, 11)]


def walk(step, size, **order):
    """The numbers seen by going on until there is no more, page by page."""
    key, pages = None, []
    while True:
        edge = {step: key} if key else {}
        page = page_of(Household.objects.all(), "number", size=size, **edge, **order)
        pages.append([row.number for row in page.rows])
        key = getattr(page, step)
        if key is None:
            return pages


@pytest.mark.parametrize("size", [1, 3, 5, 9, 10, 11])
def test_forward_sees_every_row_once(ten, size):
    assert sum(walk("after", size), []) == ten
    assert sum(walk("after", size, newest_first=True), []) == ten[::-1]


def test_the_first_page_has_nothing_before_it_and_the_last_nothing_after(ten):
    first = page_of(Household.objects.all(), "number", size=4)
    assert (first.before, first.after) == (None, ten[3])
    last = page_of(Household.objects.all(), "number", size=4, after=ten[7])
    assert (last.before, last.after) == (ten[8], None)


def test_back_shows_the_page_one_came_from(ten):
    second = page_of(Household.objects.all(), "number", size=4, after=ten[3])
    back = page_of(Household.objects.all(), "number", size=4, before=second.before)
    assert [row.number for row in back.rows] == ten[:4]
    assert (back.before, back.after) == (None, ten[3])


def test_a_page_after_a_row_that_is_gone_goes_on_behind_it(ten):
    page = page_of(Household.objects.exclude(number=ten[3]), "number", size=2, after=ten[3])
    assert [row.number for row in page.rows] == ten[4:6]


def test_a_page_without_rows_leads_nowhere(ten):
    page = page_of(Household.objects.all(), "number", after="HB999999")
    assert (page.rows, page.before, page.after) == ([], None, None)
