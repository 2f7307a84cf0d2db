"""Between request and view: was access asked, who is it, which language, what may a browser keep."""

import time

import pytest
from django.test import Client
from django.utils import timezone

from lianxin.people import actions
from lianxin.people.middleware import AccessNotAsked
from lianxin.people.models import Post, Staff
from tests.people.cast import PASSWORD, enter, make_staff

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.people.strange_urls")]


@pytest.fixture
def inside(client, worker):
    enter(client, worker)
    return client


@pytest.mark.parametrize("address", ["/forgets/", "/only-looks/", "/sends-away/"])
def test_a_view_that_never_asked_is_refused(inside, address):
    with pytest.raises(AccessNotAsked):
        inside.get(address)
    inside.raise_request_exception = False
    response = inside.get(address)
    assert response.status_code == 500
    assert b"household" not in response.content


@pytest.mark.parametrize(
    ("address", "status"), [("/asks/", 200), ("/is-open/", 200), ("/misses/", 404), ("/refuses/", 403)]
)
def test_a_view_that_asked_or_showed_nothing_passes(inside, address, status):
    assert inside.get(address).status_code == status


def test_having_asked_once_does_not_help_the_next_request(inside):
    inside.get("/asks/")
    with pytest.raises(AccessNotAsked):
        inside.get("/forgets/")


def test_a_stranger_is_sent_to_the_sign_in_page_and_may_see_open_pages(client, db):
    assert client.get("/asks/?x=1").headers["Location"] == "/sign-in/?next=/asks/%3Fx%3D1"
    assert client.get("/forgets/").status_code == 302
    assert client.get("/is-open/").status_code == 200


def test_htmx_leaves_the_page_instead_of_putting_the_form_into_a_corner(client, db):
    response = client.get("/asks/", headers={"HX-Request": "true"})
    assert response.status_code == 204
    assert response.headers["HX-Redirect"].startswith("/sign-in/")


def test_the_first_password_must_be_changed_before_anything_else(client, areas, worker):
    Staff.objects.update(must_change_password=True)
    client.force_login(worker)
    assert client.get("/asks/").headers["Location"].startswith("/account/password/")
    good = {"present": PASSWORD, "new": "another-long-one", "again": "another-long-one"}
    for bad in ({"present": "x"}, {"new": "short", "again": "short"}, {"again": "different-one"},
                {"new": PASSWORD, "again": PASSWORD}):  # fmt: skip
        assert client.post("/account/password/", good | bad).status_code == 200
    assert client.get("/asks/").status_code == 302
    assert client.post("/account/password/", good).headers["Location"] == "/account/"
    assert client.get("/asks/").status_code == 200, "this session goes on"


def test_a_new_password_ends_the_other_sessions(worker):
    one, other = Client(), Client()
    for client in (one, other):
        enter(client, worker)
    new = {"present": PASSWORD, "new": "another-long-one", "again": "another-long-one"}
    one.post("/account/password/", new)
    assert one.get("/asks/").status_code == 200
    assert other.get("/asks/").status_code == 302


def end_the_post(worker, admin):
    actions.end_post(post=worker.posts.get(), actor=admin, now=timezone.now())


def disable(worker, admin):
    actions.disable_staff(staff=worker, actor=admin, now=timezone.now())


@pytest.mark.parametrize(("deed", "answer"), [(end_the_post, 403), (disable, 302)])
def test_a_right_that_is_taken_away_is_gone_on_the_next_request(inside, worker, admin, deed, answer):
    """Promise 10, pages: fifty rounds of giving, using, taking and trying again."""
    for _ in range(50):
        assert inside.get("/asks/").status_code == 200
        deed(worker, admin)
        assert inside.get("/asks/").status_code == answer
        Post.objects.filter(staff=worker).update(to_on=None)
        Staff.objects.filter(pk=worker.pk).update(is_active=True)
        if answer == 302:
            enter(inside, worker)


def test_a_right_that_is_given_works_on_the_next_request(client, areas, admin):
    newcomer = make_staff("N-1")
    client.force_login(newcomer)
    assert client.get("/asks/").status_code == 403
    actions.appoint(staff=newcomer, role="collector", area=areas["V1"], actor=admin, now=timezone.now())
    assert client.get("/asks/").status_code == 200


def spoken(client, address="/sign-in/", **extra):
    return client.get(address, **extra).headers["Content-Language"]


def test_pages_speak_chinese_even_to_an_english_browser(client, db):
    assert spoken(client, headers={"Accept-Language": "en"}) == "zh-hans"


def test_lang_in_the_address_wins_and_stays_for_this_browser(client, db):
    assert spoken(client, "/sign-in/?lang=en") == "en"
    assert spoken(client) == "en"
    assert spoken(client, "/sign-in/?lang=zh") == "zh-hans"
    assert spoken(client, "/sign-in/?lang=xx") == "zh-hans"


def test_the_persons_own_language_is_used_and_can_be_chosen(inside, worker):
    inside.get("/asks/?lang=zh-hans")
    inside.post("/account/language/", {"language": "en"})
    assert spoken(inside, "/asks/") == "en"
    worker.refresh_from_db()
    assert worker.language == "en"


def test_pages_are_not_kept_and_devices_stay_shut(inside):
    headers = inside.get("/asks/").headers
    assert headers["Cache-Control"] == "no-store"
    assert "geolocation=()" in headers["Permissions-Policy"]
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["X-Content-Type-Options"] == "nosniff"


def test_a_session_in_use_stays_alive_without_a_write_at_each_request(inside, django_assert_max_num_queries):
    inside.get("/asks/")
    touched = inside.session["touched"]
    with django_assert_max_num_queries(6) as queries:
        inside.get("/asks/")
    assert not [query for query in queries.captured_queries if query["sql"].startswith(("UPDATE", "INSERT"))]
    session = inside.session
    session["touched"] = touched - 700
    session.save()
    inside.get("/asks/")
    assert inside.session["touched"] >= touched


def test_an_idle_session_ends_after_twelve_hours(inside, settings):
    from django.contrib.sessions.models import Session

    assert settings.SESSION_COOKIE_AGE == 12 * 60 * 60
    inside.get("/asks/")
    left = Session.objects.get().expire_date.timestamp() - time.time()
    assert 11.9 * 3600 < left <= 12 * 3600
    Session.objects.update(expire_date=timezone.now())
    assert inside.get("/asks/").status_code == 302
