"""A web server loads everything before its first page, and the garbage collector leaves that alone."""

import gc

from lianxin.wsgi import settle


def test_what_a_server_has_loaded_is_no_longer_walked_through():
    before = gc.get_freeze_count()
    try:
        settle()
        assert gc.get_freeze_count() - before > 10 * len(gc.get_objects())
    finally:
        gc.unfreeze()
