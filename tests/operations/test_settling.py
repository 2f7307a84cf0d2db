"""A web server loads everything before its first page, and the garbage collector leaves that alone."""

import gc

from lianxin.wsgi import GARBAGE, settle


def test_what_a_server_has_loaded_is_no_longer_walked_through(db):
    rounds = gc.get_threshold()
    gc.unfreeze()  # what tests/conftest.py froze already
    gc.set_threshold(700)
    try:
        settle()
        assert gc.get_freeze_count() > 10 * len(gc.get_objects())
        assert gc.get_threshold()[0] == GARBAGE
    finally:
        gc.set_threshold(*rounds)
