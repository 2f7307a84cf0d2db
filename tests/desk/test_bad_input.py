"""Promise 11 on the desk: whatever stands in a query or a form, the answer is never a 5xx.

Hypothesis makes texts that are nasty on purpose; `lianxin prove input` sends ten thousand requests of all
kinds to every address. Here each form is tried with every field gone wrong, and a page that breaks is found.
"""

from urllib.parse import quote_from_bytes

import pytest
from django.http import HttpResponse
from django.test import override_settings
from django.urls import include, path
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lianxin.people.access import open_to_all
from tests.desk.district import ALL_WELL, know
from tests.registry.families import member

pytestmark = pytest.mark.django_db
few = settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])

NASTY = [
    "\x00",
    "a\x00b",
    "\ud800",
    "𪚥",
    "9" * 4500,
    "-1",
    "1e400",
    "NaN",
    "0001-01-01",
    "99999-01-01",
    "%00",
    "'--",
]
TEXTS = st.one_of(st.sampled_from(NASTY), st.text(st.characters(codec=None), max_size=60))
GETS = {
    "/households/": ("area", "tier", "after", "before"),
    "/reviews/": ("kind", "state", "after", "before"),
    "/ledger/": ("about", "after", "before"),
    "/": ("lang",),
    "/policies/": ("lang",),
}


def encoded(fields):
    """A form or query as a browser would never send it: lone surrogates as the bytes they pretend to be."""
    return "&".join(
        f"{name}={quote_from_bytes(text.encode('utf-8', 'surrogatepass'))}" for name, text in fields.items()
    )


def post(client, address, fields):
    return client.post(address, encoded(fields), content_type="application/x-www-form-urlencoded")


@pytest.fixture
def client(enter, desk, wang, policy):
    know(wang, **ALL_WELL)
    client = enter(desk)
    client.raise_request_exception = False
    return client


@pytest.mark.parametrize("address", GETS)
@few
@given(data=st.data())
def test_a_query_that_makes_no_sense_never_breaks_a_page(client, address, data):
    names = GETS[address]
    fields = data.draw(st.fixed_dictionaries({}, optional=dict.fromkeys(names, TEXTS)))
    assert client.get(f"{address}?{encoded(fields)}").status_code < 500


@few
@given(text=TEXTS)
def test_an_address_that_makes_no_sense_never_breaks_a_page(client, text):
    part = quote_from_bytes(text.encode("utf-8", "surrogatepass"), safe="")
    for address in (f"/households/{part}/", f"/searches/{part}/", f"/households/HB000001/facts/{part}/"):
        assert client.get(address).status_code < 500


@few
@given(text=TEXTS)
def test_anything_may_be_searched(client, text):
    response = post(client, "/searches/", {"text": text})
    assert response.status_code == 302
    assert client.get(response.headers["Location"]).status_code < 500


FACT = ("value", "observed_on", "source", "note")
CORRECTION = ("name", "sex", "birth_on", "id_number", "phone", "reason")
RIGHT = {
    "value": "1", "observed_on": "2026-01-01", "source": "cadre", "name": "王有田", "sex": "m",
    "reason": "核对", "words": "不对", "field": "phone", "purpose": "visit", "look": "dark", "next": "/",
}  # fmt: skip


def forms(wang):
    """Every address that takes a form, with its fields."""
    head, house = wang.head, f"/households/{wang.number}"
    return {
        f"{house}/facts/income_per_head/": FACT,
        f"{house}/facts/housing_is_safe/": FACT,
        f"/residents/{head.pk}/facts/health/": FACT,
        f"/residents/{head.pk}/correction/": CORRECTION,
        f"/residents/{head.pk}/disclosures/": ("field", "purpose"),
        f"{house}/objection/": ("words",),
        f"/facts/{wang.facts.first().pk}/retraction/": ("reason",),
        "/look/": ("look", "next"),
    }


@few
@given(data=st.data())
def test_a_form_that_makes_no_sense_is_refused_and_never_breaks(client, wang, data):
    address, names = data.draw(st.sampled_from(sorted(forms(wang).items())))
    fields = {name: RIGHT.get(name, "") for name in names}
    fields |= data.draw(st.fixed_dictionaries({}, optional=dict.fromkeys(names, TEXTS)))
    assert post(client, address, fields).status_code < 500


@few
@given(text=TEXTS)
def test_each_field_alone_may_go_wrong(client, wang, text):
    for address, names in forms(wang).items():
        for wrong in names:
            fields = {name: RIGHT.get(name, "") for name in names} | {wrong: text}
            assert post(client, address, fields).status_code < 500


@open_to_all("a test")
def fragile(request):
    return HttpResponse("x" * int(request.GET.get("after", "0")))


urlpatterns = [path("fragile/", fragile), path("", include("lianxin.urls"))]


@override_settings(ROOT_URLCONF=__name__)
def test_a_page_that_breaks_would_be_found(client):
    statuses = {client.get(f"/fragile/?{encoded({'after': text})}").status_code for text in NASTY}
    assert 500 in statuses


def test_a_member_of_nobody_is_not_there(client, wang):
    assert client.get(f"/residents/{member(wang, '王小明').household_id}/facts/health/").status_code == 404
