"""Rows as the driver gives them: the same as Django's, keys aside, and none where none can be."""

import pytest

from lianxin.areas.models import Area
from lianxin.databases.reading import keys_of, raw_keys, raw_rows
from tests.cast import areas

__all__ = ["areas"]

pytestmark = pytest.mark.django_db


def test_raw_rows_are_those_of_django_but_for_the_keys(areas):
    rows = Area.objects.order_by("path").values_list("pk", "path")
    keys, paths = zip(*raw_rows(rows), strict=True)
    assert list(zip(keys_of(keys), paths, strict=True)) == list(rows)
    assert raw_keys([key for key, _path in rows]) == list(keys)


def test_a_condition_that_nothing_can_meet_gives_no_rows(areas):
    assert list(raw_rows(Area.objects.filter(pk__in=[]).values_list("pk"))) == []
