"""After a visit the page asks whether somebody came; the answer goes into the box, and the page says so."""

from datetime import timedelta

import pytest

from lianxin.ledger.models import Event
from lianxin.problems.complaints.models import Complaint
from lianxin.ratings.models import Ballot
from lianxin.ratings.sealing import unseal
from lianxin.ratings.vocabulary import Answer, Kind
from lianxin.visits.models import Visit
from tests.desk.district import content
from tests.visits.conftest import paired, pairing_policy, policies, visits

__all__ = ["paired", "pairing_policy", "policies", "visits"]

pytestmark = pytest.mark.django_db
ASKED = "干部来了吗"


@pytest.fixture
def visit_on(visits, worker):
    """The worker visited a home, so many days before today by the clock of the page."""
    from django.utils import timezone

    from tests.visits.phones import visit

    def go(home, days=0):
        moment = timezone.now() - timedelta(days=days)
        visits(visit(by=worker, now=moment, home=home), at=moment)
        return Visit.objects.order_by("-pk").first()

    return go


def rate(guest, visit, **answers):
    return guest.post("/r/page/visits/", {"visit": str(visit.pk), **answers}, follow=True)


def test_a_visit_is_asked_about_with_its_cadre_and_once(guest, wang, worker, visit_on):
    assert ASKED not in content(guest.get("/r/page/"))
    visit = visit_on(wang)
    page = content(guest.get("/r/page/"))
    assert ASKED in page
    assert worker.name in page
    page = content(rate(guest, visit, came="good", listened="middling"))
    assert "投进匿名箱了" in page
    assert ASKED not in page
    assert "可能已经评过了" in content(rate(guest, visit, came="bad"))
    content_ = unseal(Ballot.objects.get().sealed)
    assert (content_.kind, content_.answers) == (Kind.VISIT, (Answer.GOOD, Answer.MIDDLING))


def test_that_nobody_came_is_no_complaint_and_the_page_says_so(guest, wang, visit_on):
    visit = visit_on(wang)
    page = content(guest.get("/r/page/"))
    assert "不算投诉" in page
    assert "写上名字反映这件事" in page
    events = Event.objects.count()
    rate(guest, visit, came="bad")
    assert Event.objects.count() == events
    assert not Complaint.objects.exists()
    assert "没人来" not in content(guest.get("/r/page/"))


def test_which_visit_is_meant_stands_in_no_address(guest, wang, visit_on):
    visit = visit_on(wang)
    page = guest.get("/r/page/").content.decode()
    assert f'name="visit" value="{visit.pk}"' in page
    assert f"/{visit.pk}" not in page


def test_without_an_answer_nothing_goes_in(guest, wang, visit_on):
    visit = visit_on(wang)
    assert "请先选一样" in content(rate(guest, visit, came="perhaps"))
    assert not Ballot.objects.exists()


@pytest.mark.parametrize("key", ["", "x", "\0", "0" * 32, "9" * 5000])
def test_what_is_no_visit_is_told_plainly(guest, key):
    response = guest.post("/r/page/visits/", {"visit": key, "came": "good"})
    assert response.status_code == 302
    assert not Ballot.objects.exists()


def test_nobody_rates_the_visit_of_another(guest, li, visit_on):
    visit = visit_on(li)
    assert ASKED not in content(guest.get("/r/page/"))
    rate(guest, visit, came="bad")
    assert not Ballot.objects.exists()


def test_a_visit_of_long_ago_is_not_asked_about(guest, wang, visit_on):
    visit_on(wang, days=40)
    assert ASKED not in content(guest.get("/r/page/"))


def test_no_more_than_three_are_asked_at_once(guest, wang, visit_on):
    for days in (1, 3, 5, 7):
        visit_on(wang, days=days)
    assert guest.get("/r/page/").content.decode().count("<legend>干部来了吗") == 3
