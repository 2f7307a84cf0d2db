"""Where no second process may be had the work is done all the same; tests/demo/test_living.py has two."""

import pytest

from lianxin.databases.second import beside, may_start, start
from lianxin.databases.twins import part


@pytest.mark.django_db
def test_inside_a_transaction_the_work_is_done_first_and_by_this_process():
    done = []
    assert not may_start()
    assert beside(lambda: done.append("work"), lambda: done.append("own") or "ours") == (None, "ours")
    assert done == ["work", "own"]


@pytest.mark.django_db
def test_nothing_is_begun_where_no_second_process_may_be_had():
    done = []
    assert start(lambda: done.append("work")) is None
    assert part(lambda: done.append("work")) is None
    assert done == []
