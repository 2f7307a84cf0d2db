"""A web server loads everything before its first page, and the garbage collector leaves that alone."""

import gc

from lianxin.wsgi import GARBAGE, settle


def test_what_a_server_has_loaded_is_no_longer_walked_through(db):
    before, rounds = gc.get_freeze_count(), gc.get_threshold()
    try:
        settle()
        assert gc.get_freeze_count() - before > 10 * len(gc.get_objects())
        assert gc.get_threshold()[0] == GARBAGE
    finally:
        gc.unfreeze()
        gc.set_threshold(*rounds)
