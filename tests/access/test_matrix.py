"""Promise 2: nobody sees another's area, near everyone's post. Everywhere: `lianxin prove access`.

The roles are told apart in Python, whatever the database: everybody walks on SQLite. On PostgreSQL walk those
whose sight becomes a condition of its own there; for all verbs and roles tests/people/test_access.py holds
that condition against what they may, on both.
"""

import time

import pytest
from django.db import connection

from lianxin.people.access import ALL_VERBS, VERBS
from lianxin.proofs.access import leaky_urls, matrix
from lianxin.proofs.access.rows import ROWS, List, Thing
from lianxin.proofs.access.spec import ALLOWED, ROLES
from lianxin.proofs.access.walk import addresses, walk, walk_as_stranger

pytestmark = pytest.mark.django_db
SIGHTS = {("collector", "village"), ("town_head", "town"), ("district_desk", "district")}


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    """One world for the whole matrix; every request's changes are undone, and at the end the world itself."""
    with django_db_blocker.unblock(), matrix.world() as world:
        yield world


@pytest.fixture(scope="module")
def people(world):
    """Who walks: everybody, or one for each condition: below a village or a town, everything, two by care."""
    if connection.vendor == "sqlite":
        return world.people
    some = [one for one in world.people if one.cares_for or (one.role, one.area.level) in SIGHTS]
    assert len(some) == len(SIGHTS) + 2
    return some


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
def test_nobody_opens_more_than_his_role_and_area_allow(world, people, promise, name):
    tally = walk(world, name, ROWS[name], people=people)
    promise["runs"] += tally.runs
    promise["failures"] += len(tally.faults)
    assert tally.faults == []


def test_a_stranger_opens_nothing_but_what_is_open_to_all(world, promise):
    for name, row in ROWS.items():
        tally = walk_as_stranger(world, name, row)
        promise["runs"] += tally.runs
        promise["failures"] += len(tally.faults)
        assert tally.faults == []


@pytest.mark.one_database  # what these pages forget, they forget in Python
@pytest.mark.parametrize("name", sorted(matrix.LEAKS))
def test_the_matrix_finds_a_page_that_leaks(world, name):
    assert matrix.finds_leak(world, name)


@pytest.mark.one_database
def test_the_matrix_finds_a_page_that_strangers_can_open(world):
    assert matrix.is_open_to_strangers(world)


@pytest.mark.one_database
@pytest.mark.urls(matrix.LEAKY)
def test_the_matrix_is_content_with_pages_that_do_not_leak(world):
    row = Thing("household.see", matrix.of_household)
    assert walk(world, "leaky:sound-page", row).faults == []
    assert walk(world, "leaky:sound-list", List("household.see")).faults == []


def test_the_matrix_finds_an_address_without_a_row_and_one_without_a_name():
    found = addresses(matrix.LEAKY)
    assert "<nameless/>" in found
    assert {f"leaky:{pattern.name}" for pattern in leaky_urls.patterns if pattern.name} <= set(found)
