"""The shipped policies of visits, and the same spoilt in one place."""

from functools import cache

from lianxin.policies.catalogue import SHIPPED
from lianxin.policies.document import read


@cache
def text_of(kind):
    return (SHIPPED / kind / "2026-01-01.yaml").read_text("utf-8")


@cache
def shipped(kind):
    return read(text_of(kind))


def spoilt(kind, old, new):
    """The shipped policy with one piece replaced; the piece must be there."""
    assert old in text_of(kind), old
    return read(text_of(kind).replace(old, new, 1))
