"""The fixtures of a small invented district; models come late, for this file is read before the settings."""

import pytest

from lianxin.areas import guards
from lianxin.areas.divisions import read_divisions
from tests.areas.green_field import LIST, NOW


@pytest.fixture
def district(db):
    from lianxin.areas.actions import open_district

    return open_district(divisions=read_divisions(LIST), actor=None, now=NOW)


@pytest.fixture
def area(district):
    """`area("东岭村委会")`: the area of that name, as the database has it now."""
    from lianxin.areas.models import Area

    return lambda name: Area.objects.get(name=name)


@pytest.fixture
def no_guards(monkeypatch):
    """Without the households and posts that other rooms watch over; a test sets its own."""
    monkeypatch.setattr(guards, "GUARDS", {})
