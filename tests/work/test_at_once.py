"""Two processes that look for work at the same moment. In the tests SQLite is one connection's own."""

import threading
from contextlib import suppress

import pytest
from django.db import connection
from django.utils import timezone

from lianxin.work import actions
from lianxin.work.models import Work, WorkQuerySet

PATIENCE_S = 30
A_MOMENT_S = 1


@pytest.mark.django_db(transaction=True)
def test_two_workers_take_one_piece_of_work_between_them(monkeypatch):
    """Each would find nothing running and take another: an import beside the undoing of one."""
    if connection.vendor != "postgresql":
        pytest.skip("threads do not share a database in memory")
    for _ in range(2):
        actions.ask_for("test.count", actor=None, now=timezone.now())
    both, is_taken, alive, taken = threading.Barrier(2), threading.Event(), WorkQuerySet.alive, []

    def seen_by_both(rows, now):
        found = list(alive(rows, now))
        with suppress(threading.BrokenBarrierError):  # only one of them looks at a time
            if both.wait(A_MOMENT_S):
                is_taken.wait(PATIENCE_S)  # and goes on when the other has taken the first
        return Work.objects.filter(pk__in=[one.pk for one in found])

    def claim():
        taken.append(actions.claim_next(now=timezone.now()))
        is_taken.set()
        connection.close()

    monkeypatch.setattr(WorkQuerySet, "alive", seen_by_both)
    workers = [threading.Thread(target=claim) for _ in range(2)]
    for one in workers:
        one.start()
    for one in workers:
        one.join(PATIENCE_S)

    assert len([work for work in taken if work]) == 1
    assert Work.objects.filter(state=Work.RUNNING).count() == 1
