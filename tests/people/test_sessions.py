"""A session cookie can hold anything; only what could be a key of ours reaches the database."""

import pytest

from lianxin.people.sessions import SessionStore

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "cookie", ["a" * 31 + "\x00", "\ud800" * 12, "连" * 12, "a b" * 6, "%00" * 8, "short", ""]
)
def test_a_cookie_that_could_not_be_ours_is_no_session_and_no_question(
    client, cookie, django_assert_num_queries
):
    with django_assert_num_queries(0):
        store = SessionStore(cookie)
        assert store.session_key is None
        assert store.get("_auth_user_id") is None


def test_a_session_of_ours_is_found_again():
    store = SessionStore()
    store["touched"] = 1
    store.save()

    assert SessionStore(store.session_key)["touched"] == 1
