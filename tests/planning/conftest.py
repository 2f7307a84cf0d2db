"""A small district to be planned: all policies in force, two homes with their cadres."""

import pytest

from tests.pairing.conftest import pairing_policy

__all__ = ["pairing_policy"]


@pytest.fixture
def policies(pairing_policy, now):
    """The shipped policies of visits and of what must be visited, beside those of classes and pairing."""
    from lianxin.policies.actions import adopt_policy
    from tests.planning.policies import text_of

    return {
        kind: adopt_policy(text=text_of(kind), filename="2026-01-01.yaml", actor=None, now=now)
        for kind in ("visits", "must-visit")
    }


@pytest.fixture
def paired(policies, areas, wang, li, worker, neighbour, now):
    """王家 in V1 is kept by the worker, 李家 in V4 by the neighbour."""
    from lianxin.pairing.actions import choose_cadre

    for home, cadre in ((wang, worker), (li, neighbour)):
        choose_cadre(home, cadre, actor=None, now=now)
        home.refresh_from_db()
    return [wang, li]
