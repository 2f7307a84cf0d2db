"""What every test stands on: a home of its own, and the database that was asked for.

SQLite in memory by default. LIANXIN_TEST_DATABASE=postgresql starts a server for this session (see
tests/postgres.py); a DATABASE_URL from outside is ignored, so that no test ever touches a real district.
The settings are named here and not in pyproject.toml because pytest-django would load them before this file.
"""

import gc
import os
import shutil
import tempfile
from functools import lru_cache
from pathlib import Path

import django
import hypothesis
import pytest

from lianxin import keyring
from tests import clock
from tests.cast import *  # noqa: F403
from tests.postgres import ServerMissing, TemporaryPostgres

WANTED = "LIANXIN_TEST_DATABASE"
KEPT = {WANTED, clock.WANTED}

# The same examples every time, so that a change is judged by what it changes;
# `--hypothesis-profile=search` looks for new ones.
hypothesis.settings.register_profile("house", deadline=None, print_blob=True, derandomize=True)
hypothesis.settings.register_profile("search", deadline=None, print_blob=True, max_examples=1000)
hypothesis.settings.load_profile("house")


def pytest_addoption(parser):
    parser.addoption("--only-database", action="store_true", help="only the tests that use the database")


def pytest_configure(config):
    """Give Django its home and database before anything imports the settings.

    `-p no:django` leaves all of it out: the tests of pure modules then run without Django, in a moment.
    """
    clock.move(config)
    gc.disable()  # until all is loaded, see pytest_collection_finish
    asks_only = config.getoption("help") or config.getoption("version")
    if asks_only or not config.pluginmanager.hasplugin("django"):
        return
    for name in [name for name in os.environ if name.startswith("LIANXIN_") and name not in KEPT]:
        del os.environ[name]
    home = Path(tempfile.mkdtemp(prefix="lianxin-home-"))
    config.add_cleanup(lambda: shutil.rmtree(home, ignore_errors=True))
    keyring.make_keys(home)
    (home / "static").mkdir()
    os.environ |= {"LIANXIN_HOME": str(home), "LIANXIN_INSECURE": "1"}
    if "PYTEST_XDIST_WORKER" not in os.environ:  # workers inherit the database of their session
        os.environ["DATABASE_URL"] = start_database(config)
    os.environ["DJANGO_SETTINGS_MODULE"] = "lianxin.settings"
    django.setup()
    suit_tests()
    once_each()


def start_database(config):
    """Return the DATABASE_URL of this session; the server, if any, ends with the session."""
    wanted = os.environ.get(WANTED, "sqlite")
    if wanted == "sqlite":
        return ""
    if wanted != "postgresql":
        raise pytest.UsageError(f"{WANTED} is sqlite or postgresql, not {wanted!r}")
    try:
        server = TemporaryPostgres()
    except ServerMissing as missing:
        raise pytest.UsageError(str(missing)) from missing
    config.add_cleanup(server.stop)
    return server.url


def suit_tests():
    """Three settings differ: Argon2 is slow on purpose and tests sign in often; SQLite stays in memory;
    tables are built at once, as those of every new home (tests/databases/test_tables.py: migrations, too)."""
    from django.conf import settings

    test = settings.DATABASES["default"].setdefault("TEST", {})
    test["MIGRATE"] = False
    if "sqlite" in settings.DATABASES["default"]["ENGINE"]:  # pytest-xdist does not know our engine's name
        test["NAME"] = ":memory:"
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher", *settings.PASSWORD_HASHERS]


def once_each():
    """What costs much and comes out the same is done once in this process.

    Reading and proving the text of a policy: both are pure, and most tests adopt the same five. A fault is
    found anew each time, as what raises is not kept. Listing the static files, for each new browser.
    """
    from whitenoise.middleware import WhiteNoiseMiddleware

    from lianxin.policies import proving
    from lianxin.policies.actions import adopting

    adopting.read = lru_cache(maxsize=64)(adopting.read)
    proved = set()

    def prove(document):
        if document.text not in proved:
            proving.prove(document)
            proved.add(document.text)

    list_files, listed = WhiteNoiseMiddleware.add_files_from_finders, {}

    def add_files_from_finders(middleware):
        if not listed:
            list_files(middleware)
            listed.update(middleware.files)
        middleware.files.update(listed)

    adopting.prove = prove
    WhiteNoiseMiddleware.add_files_from_finders = add_files_from_finders


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """Note the migrations as run before the tests; end afterwards what server threads left connected, so that
    PostgreSQL lets the test database go."""
    from django.db import connection

    from lianxin.databases import tables

    with django_db_blocker.unblock():
        tables.note_migrations()
    yield
    if connection.vendor == "postgresql":
        others = "FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
        with django_db_blocker.unblock(), connection.cursor() as cursor:
            cursor.execute(f"SELECT pg_terminate_backend(pid) {others}")


@pytest.hookimpl(trylast=True)  # after the folders have marked their own
def pytest_collection_modifyitems(config, items):
    clock.skip_those_of_the_real_clock(items)
    if not config.getoption("only_database"):
        return
    chosen = [item for item in items if uses_database(item)]
    config.hook.pytest_deselected(items=[item for item in items if not uses_database(item)])
    items[:] = chosen


@pytest.hookimpl(trylast=True)
def pytest_collection_finish():
    """What was loaded stays to the end, so garbage is looked for elsewhere, and as seldom as by our server
    (lianxin/wsgi.py): a round through a million objects that are no garbage takes a second."""
    gc.freeze()
    gc.set_threshold(5_000, 10, 10)
    gc.enable()


def uses_database(item):
    fixtures = {"db", "transactional_db", "live_server", "client", "django_db_setup"}
    if item.get_closest_marker("one_database"):
        return False
    return bool(item.get_closest_marker("django_db")) or bool(fixtures.intersection(item.fixturenames))


@pytest.fixture
def own_anchor(settings, tmp_path):
    """A home with the session's keys and no anchor: the shared one tells of blocks of other tests."""
    (tmp_path / "keys").symlink_to(Path(settings.LIANXIN_HOME) / "keys")
    settings.LIANXIN_HOME = tmp_path
