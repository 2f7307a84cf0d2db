"""Jobs of several threads are done in one call, and each thread gets its own result."""

import threading

import pytest

from lianxin.field.group_commit import GroupCommit


class Works:
    """Notes what was done together; while the gate is shut, work waits."""

    def __init__(self, fits=None, most=8):
        self.groups, self.gate = [], threading.Event()
        options = {"fits": fits} if fits else {}
        self.line = GroupCommit(self.work, most=most, **options)

    def work(self, jobs):
        self.gate.wait(10)
        self.groups.append(list(jobs))
        return [ValueError(job) if job < 0 else job * 10 for job in jobs]

    def run(self, jobs):
        """The first goes to work alone; the others come while it is at it. Returns job → result."""
        found = {}

        def ask(at, job):
            try:
                found[at] = self.line.do(job)
            except ValueError as trouble:
                found[at] = trouble

        threads = [threading.Thread(target=ask, args=one, daemon=True) for one in enumerate(jobs)]
        for at, thread in enumerate(threads):
            thread.start()
            while len(self.line._waiting) != at and thread.is_alive():
                threading.Event().wait(0.001)
        self.gate.set()
        for thread in threads:
            thread.join(10)
        return [found[at] for at in range(len(jobs))]


def test_who_comes_while_another_works_is_done_with_the_next():
    works = Works()
    assert works.run([1, 2, 3, 4]) == [10, 20, 30, 40]
    assert works.groups == [[1], [2, 3, 4]]


def test_no_more_than_so_many_are_done_together():
    works = Works(most=2)
    assert works.run([1, 2, 3, 4]) == [10, 20, 30, 40]
    assert works.groups == [[1], [2, 3], [4]]


def test_one_that_does_not_fit_waits_for_the_next_time_and_keeps_its_place():
    works = Works(fits=lambda before, job: job not in before)
    assert works.run([1, 2, 2, 3]) == [10, 20, 20, 30]
    assert works.groups == [[1], [2, 3], [2]]


def test_the_trouble_of_one_is_nobody_elses():
    works = Works()
    first, bad, good = works.run([1, -2, 3])
    assert (first, good) == (10, 30)
    assert isinstance(bad, ValueError)


def test_work_that_fails_lets_nobody_wait_and_the_next_wish_is_done():
    works = Works()
    works.gate.set()
    with pytest.raises(TypeError):
        works.line.do("no number")
    assert works.line.do(5) == 50


def test_a_result_is_missing_for_nobody():
    line = GroupCommit(lambda jobs: [], most=4)
    with pytest.raises(ValueError, match="zip"):
        line.do(1)


def test_who_is_served_goes_while_the_next_are_worked_for():
    """The second piece of work is held up until the first job is back with its thread."""
    served = threading.Event()
    line = GroupCommit(lambda jobs: [served.wait(10) if job > 1 else job for job in jobs], most=4)
    works, first_at_work = line._work, threading.Event()

    def work(jobs):
        if jobs == [1]:
            first_at_work.set()
            while not line._waiting:
                threading.Event().wait(0.001)
        return works(jobs)

    line._work = work
    first = threading.Thread(target=lambda: (line.do(1), served.set()), daemon=True)
    first.start()
    assert first_at_work.wait(10)
    assert line.do(2) is True
    first.join(10)


def test_after_several_the_next_piece_of_work_waits_for_as_many():
    groups, go = [], threading.Event()
    line = GroupCommit(lambda jobs: groups.append(sorted(jobs)) or jobs, most=8, patience_s=10)
    line._crowd = 3

    def ask(job):
        go.wait(10)
        line.do(job)

    threads = [threading.Thread(target=ask, args=(job,), daemon=True) for job in (1, 2, 3)]
    for thread in threads:
        thread.start()
    go.set()
    for thread in threads:
        thread.join(10)
    assert groups == [[1, 2, 3]]


def test_whoever_does_not_come_is_not_waited_for_again(monkeypatch):
    waited = []
    line = GroupCommit(lambda jobs: jobs, most=8, patience_s=0.01)
    monkeypatch.setattr(line._came, "wait", lambda seconds: waited.append(seconds))
    line._crowd = 2
    assert [line.do(1), line.do(2)] == [1, 2]
    assert len(waited) == 1
