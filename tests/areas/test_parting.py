"""Households and posts come back with the area when its merger is undone."""

from datetime import timedelta

import pytest
from django.utils import timezone

from lianxin.areas.actions import last_change, merge_area, undo_change
from lianxin.areas.refusals import AreaRefusal
from lianxin.people.models import Post
from lianxin.registry.models import Household


@pytest.fixture
def merged(areas, worker, wang):
    """The worker's village, with her and the family, merged into its neighbour."""
    return merge_area(area=areas["V1"], into=areas["V2"], actor=None, now=timezone.now())


def undo(area, days=0):
    event = last_change(area)
    return undo_change(event=event, actor=None, now=timezone.now() + timedelta(days=days))


def test_households_and_posts_return(merged, areas, worker, wang):
    assert Household.objects.get(pk=wang.pk).area == areas["V2"]
    undo(merged)
    assert Household.objects.get(pk=wang.pk).area == areas["V1"]
    assert [post.area for post in worker.posts_on(timezone.localdate())] == [areas["V1"]]
    assert not Post.objects.lasting().filter(area=areas["V2"]).exists()


def test_who_lived_in_the_other_village_stays_there(merged, areas, li):
    Household.objects.filter(pk=li.pk).update(area=areas["V2"])
    undo(merged)
    assert Household.objects.get(pk=li.pk).area == areas["V2"]


def test_a_family_that_moved_on_bars_the_undo_and_nothing_changes(merged, areas, worker, wang):
    Household.objects.filter(pk=wang.pk).update(area=areas["V3"])
    with pytest.raises(AreaRefusal):
        undo(merged, days=3)
    merged.refresh_from_db()
    assert not merged.is_open
    assert [post.area for post in worker.posts_on(timezone.localdate())] == [areas["V2"]]
