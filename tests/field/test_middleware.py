"""The sync goes a short way, and leaves nothing out on it that keeps the house safe."""

import pytest
from django.test import RequestFactory, override_settings

from lianxin.field import middleware
from lianxin.field.doors import answer
from lianxin.field.middleware import DIRECT, PhonesDirectly, view_at
from lianxin.people.middleware import AccessNotAsked

pytestmark = pytest.mark.django_db
LONG_WAY = "lianxin.field.middleware.PhonesDirectly"


def without_it(settings):
    return [one for one in settings.MIDDLEWARE if one != LONG_WAY]


@pytest.mark.parametrize("path", sorted(DIRECT))
@pytest.mark.parametrize("method", ["GET", "POST", "PUT", "OPTIONS"])
def test_both_ways_answer_alike(client, settings, phone, path, method):
    headers = {"Authorization": f"Bearer {phone.token}"}
    short = client.generic(method, path, b"{}", "application/json", headers=headers)
    with override_settings(MIDDLEWARE=without_it(settings)):
        client.handler.load_middleware()
        long = client.generic(method, path, b"{}", "application/json", headers=headers)
    assert short.status_code == long.status_code
    assert short.json().get("code") == long.json().get("code")
    assert set(long.headers) - set(short.headers) <= {"Vary", "Content-Language"}
    same = {"Content-Type", "Cache-Control", "X-Frame-Options", "Content-Security-Policy", "Allow"}
    assert [short.headers.get(one) for one in same] == [long.headers.get(one) for one in same]


def test_it_reads_no_session_and_asks_nothing_of_pages(client, phone, django_assert_num_queries):
    client.cookies["sessionid"] = "somebody-elses"
    headers = {"Authorization": "Bearer " + "x" * 43}
    with django_assert_num_queries(1):  # whose token this is
        assert client.post("/field/sync/pull", b"{}", "application/json", headers=headers).status_code == 401


def test_another_host_is_refused(client, settings, phone):
    settings.ALLOWED_HOSTS = ["lianxin.example"]
    assert client.post("/field/sync/pull", headers={"Host": "elsewhere.example"}).status_code == 400


def test_a_view_that_forgets_to_ask_is_a_fault(monkeypatch):
    """Negative control: on this way too a view must ask for access."""
    monkeypatch.setattr(middleware, "view_at", lambda path: lambda request: answer({"all": "homes"}))
    with pytest.raises(AccessNotAsked):
        PhonesDirectly(answer)(RequestFactory().post("/field/sync/pull"))


def test_every_address_of_it_is_a_phones():
    for path in DIRECT:
        assert view_at(path).login_required is False
        assert view_at(path).csrf_exempt is True
