"""Photos of a matter on its home's page: those marked for it, opened with its card, and no others."""

import pytest
from django.test import Client
from django.utils import timezone

from lianxin import switches
from lianxin.problems import actions
from lianxin.problems.evidence.taking import taken
from lianxin.voice import consents
from lianxin.voice.actions import give_consent, withdraw_consent
from lianxin.voice.vocabulary import Purpose
from tests.desk.district import content
from tests.problems import papers
from tests.public.raising import raise_problem
from tests.voice.printing import print_one

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own_media(tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def matter(wang, town_head, ladder):
    """A matter of a home that agrees to see photos on its page."""
    give_consent(wang, Purpose.EVIDENCE, actor=None, now=timezone.now())
    return raise_problem(wang, town_head)


def attach(matter, town_head, *, shown, size=(800, 600)):
    """A photo handed in with a note."""
    told = {
        "step": "notes",
        "files": [taken("road.png", papers.picture("PNG", size))],
        "for_household": shown,
    }
    (one,) = actions.attach_evidence(matter, **told, actor=town_head, now=timezone.now())
    return one


def address(one):
    return f"/r/page/pictures/{one.pk}/"


def test_a_home_sees_the_photo_that_was_marked_for_it(guest, matter, town_head):
    shown = attach(matter, town_head, shown=True)
    kept = attach(matter, town_head, shown=False, size=(600, 800))
    page = guest.get("/r/page/").content.decode()
    assert address(shown) in page
    assert address(kept) not in page
    whole, small = guest.get(address(shown)), guest.get(address(shown) + "?small=1")
    assert {whole["Content-Type"], small["Content-Type"]} == {"image/jpeg"}
    assert (whole["Cache-Control"], whole["X-Content-Type-Options"]) == ("no-store", "nosniff")
    assert len(small.content) < len(whole.content)
    assert guest.get(address(kept)).status_code == 404


def test_a_photo_taken_back_is_gone_at_once(guest, matter, town_head):
    shown, other = attach(matter, town_head, shown=True), attach(matter, town_head, shown=True, size=(90, 80))
    actions.show_evidence(shown, is_shown=False, actor=town_head, now=timezone.now())
    actions.remove_evidence(other, reason="拍到了别人", actor=town_head, now=timezone.now())
    page = content(guest.get("/r/page/"))
    assert "办的人拍的照片" not in page
    assert [guest.get(address(one)).status_code for one in (shown, other)] == [404, 404]


def test_no_other_home_and_nobody_without_a_card_sees_it(guest, matter, town_head, li):
    shown = attach(matter, town_head, shown=True)
    stranger = Client()
    assert stranger.get(address(shown)).status_code == 302
    stranger.get(f"/r/{print_one(li, town_head, now=timezone.now()).token}")
    assert stranger.get("/r/page/").status_code == 200
    assert stranger.get(address(shown)).status_code == 404
    assert guest.get(address(shown)).status_code == 200


def test_before_the_home_agrees_it_is_told_that_there_are_some_and_sees_none(guest, matter, town_head, wang):
    withdraw_consent(wang, Purpose.EVIDENCE, actor=None, now=timezone.now())
    shown = attach(matter, town_head, shown=True)
    attach(matter, town_head, shown=False, size=(600, 800))
    page = content(guest.get("/r/page/"))
    assert "办的人拍了 1 张照片想给您看，要您先同意。" in page
    assert address(shown) not in guest.get("/r/page/").content.decode()
    assert guest.get(address(shown)).status_code == 404
    assert "拿着您家连心卡的人都看得到" in content(guest.get("/r/page/rights/"))
    guest.post("/r/page/consents/", {"purpose": "evidence", "step": "give"})
    assert guest.get(address(shown)).status_code == 200
    assert "要您先同意" not in content(guest.get("/r/page/"))


def test_taken_back_it_works_on_the_next_request(guest, matter, town_head):
    shown = attach(matter, town_head, shown=True)
    assert guest.get(address(shown)).status_code == 200
    guest.post("/r/page/consents/", {"purpose": "evidence", "step": "withdraw"})
    assert guest.get(address(shown)).status_code == 404
    assert address(shown) not in guest.get("/r/page/").content.decode()


def test_these_would_notice_a_page_that_does_not_ask(guest, matter, town_head, wang, monkeypatch):
    withdraw_consent(wang, Purpose.EVIDENCE, actor=None, now=timezone.now())
    shown = attach(matter, town_head, shown=True)
    monkeypatch.setattr(consents, "holds", lambda household, purpose: True)
    assert guest.get(address(shown)).status_code == 200


def test_where_the_district_takes_no_files_nobody_is_asked(guest, monkeypatch):
    monkeypatch.setattr(switches, "is_on", lambda code: code != "evidence")
    assert "连心卡的人都看得到" not in content(guest.get("/r/page/rights/"))
