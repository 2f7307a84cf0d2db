"""王家 and a worker who visits; the corridor's part done at once."""

import pytest

from tests.pairing.conftest import pairing_policy
from tests.planning.conftest import paired, policies

__all__ = ["paired", "pairing_policy", "policies"]


@pytest.fixture
def visits(wang, worker, now):
    """Take visits in and revise the register, as the corridor would."""
    from lianxin.ledger.models import Event
    from lianxin.visits.actions import revise_registry, take_in

    def come_in(*told, at=now):
        last = Event.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
        take_in(told, now=at)
        revise_registry(Event.objects.filter(kind="visit.recorded", pk__gt=last), now=at)

    return come_in


@pytest.fixture
def to_wang(visits, wang, worker, now):
    """The worker visits 王家 and tells answers; `after` the cast's moment."""
    from tests.visits.phones import visit

    def go(*answers, after=None, by=worker, **more):
        moment = now + after if after else now
        one = visit(by=by, now=moment, home=wang, answers=answers, **more)
        visits(one, at=max(moment, now))
        return one

    return go
