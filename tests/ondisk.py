"""A district as it stands on a disk: a home and a database of its own, for tests that copy or replace both.

Made once a session and copied for each test. Not in a transaction, as a backup cannot be made inside one.
"""

import io
import shutil
import traceback
from contextlib import contextmanager, redirect_stdout
from datetime import timedelta
from pathlib import Path
from random import Random
from subprocess import CompletedProcess
from types import SimpleNamespace
from unittest import mock
from uuid import uuid4

import pytest

DIVISIONS = (
    "code,name,level,parent_code\n"
    "990100000000,连江区,district,\n"
    "990100001000,甲镇,town,990100000000\n"
    "990100001201,东一村,village,990100001000\n"
)


@contextmanager
def database_named(name, **more):
    """Let the connection of this thread lead to another database of the same kind."""
    from django.db import connections

    old = connections["default"]
    new = type(old)({**old.settings_dict, **more, "NAME": str(name), "CONN_MAX_AGE": 0}, "default")
    connections["default"] = new
    try:
        yield new
    finally:
        new.close()
        connections["default"] = old


def on_postgresql():
    from django.db import connection

    return connection.vendor == "postgresql"


def run_sql(*statements):
    """Statements that no transaction may hold, on the server's own database."""
    with database_named("postgres") as there, there.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


@contextmanager
def living_in(home):
    """Let settings and connection be those of a home; on PostgreSQL the database is named like its folder."""
    from django.test import override_settings

    database = home.parent.name if on_postgresql() else home / "lianxin.db"
    settings = override_settings(LIANXIN_HOME=home, MEDIA_ROOT=home / "media", LIANXIN_DEMO=False)
    with settings, database_named(database):
        yield home


@pytest.fixture(scope="session")
def template(django_db_setup, django_db_blocker, tmp_path_factory):
    """A district that was opened and used a little; copied by `a_district`, never used itself."""
    from django.utils import timezone

    from lianxin import flow
    from lianxin.areas.models import Area
    from lianxin.field import epochs
    from lianxin.operations import opening
    from lianxin.people.actions import add_staff, appoint
    from lianxin.people.vocabulary import Role
    from lianxin.registry.actions import add_household

    folder = tmp_path_factory.mktemp("template") / f"lx_{uuid4().hex[:12]}"
    folder.mkdir()
    (folder / "areas.csv").write_text(DIVISIONS, "utf-8")
    now = timezone.now()
    with django_db_blocker.unblock():
        if on_postgresql():
            run_sql(f"CREATE DATABASE {folder.name}")
        with living_in(folder / "home"):
            opening.open_new_district(folder / "areas.csv", now=now)
            village = Area.objects.get(level="village")
            worker = add_staff(number="G1", name="高远", password="pear-tree-1", actor=None, now=now)
            since = timezone.localdate() - timedelta(days=30)
            appoint(staff=worker, role=Role.COLLECTOR, area=village, from_on=since, actor=None, now=now)
            for number in range(3):
                head = {"name": "王有田", "phone": f"1380000000{number}"}
                add_household(number=f"HB{number:06d}", area=village, head=head, actor=None, now=now)
            epochs.check(now=now)
            flow.settle(now)
        yield folder
        if on_postgresql():
            run_sql(f"DROP DATABASE {folder.name}")


@pytest.fixture
def a_district(db, template, django_db_blocker, tmp_path):
    """Make a copy of the district of this session, and live in it until the test ends; returns its home."""
    with django_db_blocker.unblock():
        folder = tmp_path / f"lx_{uuid4().hex[:12]}"
        shutil.copytree(template, folder)
        if on_postgresql():
            run_sql(f"CREATE DATABASE {folder.name} TEMPLATE {template.name}")
        with living_in(folder / "home") as home:
            yield home
        if on_postgresql():
            run_sql(f"DROP DATABASE {folder.name} WITH (FORCE)")


@pytest.fixture
def examined_here(monkeypatch):
    """Verifications examine what they restored in this process: starting another costs a second and a half.

    It lives in the restored home meanwhile, with its database and nothing else of the district. Whatever
    raises ends as it would there: exit code 1, and a traceback on standard error.
    """
    from django.test import override_settings

    from lianxin.databases import database_settings
    from lianxin.operations.backups import trial, verifying

    def run(command, *, env, capture_output, text):
        *python, backup, wanted = command
        assert python[1:] == ["-m", trial.__name__]
        assert capture_output
        assert text
        home = Path(env["LIANXIN_HOME"])
        database = database_settings(env["DATABASE_URL"], home)
        there = database_named(database.pop("NAME"), OPTIONS=database["OPTIONS"])
        settings = override_settings(LIANXIN_HOME=home, MEDIA_ROOT=home / "media")
        said = io.StringIO()
        with settings, there, redirect_stdout(said), mock.patch.object(trial.django, "setup"):
            try:
                trial.main(Path(backup), Path(wanted))
            except Exception:
                return CompletedProcess(command, 1, said.getvalue(), traceback.format_exc())
        return CompletedProcess(command, 0, said.getvalue(), "")

    monkeypatch.setattr(verifying, "subprocess", SimpleNamespace(run=run))


@pytest.fixture
def elsewhere(db, template, django_db_blocker, tmp_path):
    """Another machine: an empty home and an empty database, to be lived in by `with elsewhere():`."""
    made = []

    @contextmanager
    def elsewhere(keys_of: Path | None = None):
        folder = tmp_path / f"lx_{uuid4().hex[:12]}"
        (folder / "home").mkdir(parents=True, mode=0o700)
        if keys_of:
            shutil.copytree(keys_of / "keys", folder / "home" / "keys")
        if on_postgresql():
            run_sql(f"CREATE DATABASE {folder.name}")
            made.append(folder.name)
        with living_in(folder / "home") as home:
            yield home

    with django_db_blocker.unblock():
        yield elsewhere
        for name in made:
            run_sql(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def phone(a_district, client):
    """A phone of the worker's, in the district on the disk."""
    from django.utils import timezone

    from lianxin.field.actions import enrol_device
    from lianxin.people.models import Staff
    from lianxin.proofs.phones import Phone, send_by

    worker = Staff.objects.get(number="G1")
    device, token = enrol_device(staff=worker, name="test phone", actor=worker, now=timezone.now())
    return Phone(send_by(client), str(device.pk), token, Random(5))
