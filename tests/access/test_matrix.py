"""Promise 2: nobody sees another's area. Every address × every role and level × every place.

The addresses come from the URLconf, what may be opened from `spec.py`, how to open it from `rows.py` (which
says how to add an address). The last tests turn the matrix on pages that leak, and it must find each leak.
"""

import time

import pytest
from django.db import transaction

from lianxin.people.access import ALL_VERBS, VERBS
from tests.access import leaky_urls
from tests.access.rows import ROWS, List, Own, Thing
from tests.access.spec import ALLOWED, ROLES
from tests.access.walk import addresses, walk, walk_as_stranger
from tests.access.world import World

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    """One world for the whole matrix; every request's changes are undone, and at the end the world itself."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield World()
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def promise(request):
    """Adds up the runs of the matrix and prints the promise's line at the end."""
    line = {"runs": 0, "failures": 0}
    start = time.monotonic()
    yield line
    capture = request.config.pluginmanager.getplugin("capturemanager")
    with capture.global_and_fixture_disabled():
        seconds = time.monotonic() - start
        print(f"\npromise 2: {line['runs']} runs, {line['failures']} failures, {seconds:.1f} s")


def test_every_address_has_a_row_and_every_row_an_address():
    assert sorted(ROWS) == addresses()


def test_the_table_of_verbs_says_what_the_roles_were_described_to_do():
    assert {verb: {role for role in VERBS if verb in VERBS[role]} for verb in ALL_VERBS} == ALLOWED
    assert sorted(ROLES) == sorted(VERBS)


@pytest.mark.parametrize("name", sorted(ROWS))
def test_nobody_opens_more_than_his_role_and_area_allow(world, promise, name):
    tally = walk(world, name, ROWS[name])
    promise["runs"] += tally.runs
    promise["failures"] += len(tally.faults)
    assert tally.faults == []


def test_a_stranger_opens_nothing_but_what_is_open_to_all(world, promise):
    for name, row in ROWS.items():
        tally = walk_as_stranger(world, name, row)
        promise["runs"] += tally.runs
        promise["failures"] += len(tally.faults)
        assert tally.faults == []


def of_household(place):
    return {"number": place.household.number}


LEAKS = {
    "leaky:asks-too-little": (Thing("household.see", of_household), "instead of a refusal"),
    "leaky:wrong-verb": (Thing("household.edit", of_household), "instead of a refusal"),
    "leaky:lists-all": (List("household.see"), "showed the household of"),
    "leaky:filter": (List("household.see", query=lambda place: {"area": place.area.code}), "showed"),
    "leaky:never-asks": (Thing("household.see", of_household), "answered 500"),
    "leaky:refusal-that-tells": (Thing("household.see", of_household), "showed the household of"),
    "leaky:shuts-out": (List("household.see"), "but should open"),
    "leaky:changes-on-get": (List("household.edit", methods=("post",)), "instead of 405"),
    "leaky:shows-too-little": (List("household.see", shows=True), "but lacks the household of"),
    "leaky:own-page": (Own(), "showed the household of"),
}


@pytest.mark.urls("tests.access.leaky_urls")
@pytest.mark.parametrize("name", sorted(LEAKS))
def test_the_matrix_finds_a_page_that_leaks(world, name):
    row, words = LEAKS[name]
    assert any(words in fault for fault in walk(world, name, row).faults)


@pytest.mark.urls("tests.access.leaky_urls")
def test_the_matrix_is_content_with_pages_that_do_not_leak(world):
    row = Thing("household.see", of_household)
    assert walk(world, "leaky:sound-page", row).faults == []
    assert walk(world, "leaky:sound-list", List("household.see")).faults == []


@pytest.mark.urls("tests.access.leaky_urls")
def test_the_matrix_finds_a_page_that_strangers_can_open(world):
    assert walk_as_stranger(world, "leaky:open", List("household.see")).faults


def test_the_matrix_finds_an_address_without_a_row_and_one_without_a_name():
    found = addresses("tests.access.leaky_urls")
    assert "<nameless/>" in found
    assert {f"leaky:{pattern.name}" for pattern in leaky_urls.patterns if pattern.name} <= set(found)
