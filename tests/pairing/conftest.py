"""A small district to be paired: the tree of the cast, both policies in force, a few homes and cadres."""

import pytest


@pytest.fixture
def pairing_policy(policy, now):
    """The shipped policy of pairing, in force beside that of classes."""
    from lianxin.policies.actions import adopt_policy
    from lianxin.policies.catalogue import SHIPPED

    text = (SHIPPED / "pairing" / "2026-01-01.yaml").read_text("utf-8")
    return adopt_policy(text=text, filename="2026-01-01.yaml", actor=None, now=now)


@pytest.fixture
def homes(areas, wang, li, pairing_policy):
    """王家 in V1 and 李家 in V4."""
    return [wang, li]
