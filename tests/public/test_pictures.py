"""Photos of a matter on its home's page: those marked for it, opened with its card, and no others."""

import pytest
from django.test import Client
from django.utils import timezone

from lianxin.problems import actions
from lianxin.problems.evidence.taking import taken
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
