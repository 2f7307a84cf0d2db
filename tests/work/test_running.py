"""Work is asked for once, done one at a time, and ends well or with a reason; the worker survives it."""

import logging
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.utils import timezone

from lianxin.ledger.keys import new_key
from lianxin.work import actions
from lianxin.work.models import LOST_AFTER, Work
from lianxin.work.running import WorkRefused, resumes, run_next

pytestmark = pytest.mark.django_db
SECRET = "610998197001010011"


def refuses(work, tell):
    raise WorkRefused("test.full", "满了。", "It is full.", households=["H1"])


def stumbles(work, tell):
    raise ValueError(f"{SECRET} is there already")


def forbidden(work, tell):
    raise PermissionDenied("import.run")


def counts(work, tell):
    tell("writing", 3, 10)
    halfway = Work.objects.get(pk=work.pk)
    return {"seen": [halfway.step, halfway.done, halfway.total, halfway.state]}


JOBS = {"refuse": refuses, "stumble": stumbles, "forbid": forbidden, "count": counts}


@pytest.fixture
def ask(worker):
    """Ask for work of a kind in the worker's name."""
    return lambda kind, **more: actions.ask_for(kind, actor=worker, now=timezone.now(), **more)


def test_progress_is_seen_while_the_work_goes_on(ask):
    ask("count")
    done = run_next(JOBS)
    assert done.state == Work.DONE
    assert done.outcome == {"seen": ["writing", 3, 10, "running"]}
    assert done.finished_at >= done.started_at


def test_without_work_nothing_happens(db):
    assert run_next(JOBS) is None


def test_what_was_asked_first_is_done_first(ask):
    asked = [ask("count") for _ in range(3)]
    assert [run_next(JOBS).pk for _ in range(3)] == [work.pk for work in asked]


def test_asking_twice_about_the_same_thing_is_asking_once(ask):
    key = new_key()
    assert ask("count", subject_id=key) == ask("count", subject_id=key)
    run_next(JOBS)
    assert ask("count", subject_id=key).state == Work.WAITING
    assert Work.objects.count() == 2


def test_one_piece_of_work_at_a_time(ask, now):
    first, second = ask("count"), ask("count")
    claimed = actions.claim_next(now=timezone.now())
    assert claimed == first
    assert run_next(JOBS) is None
    actions.finish(claimed, None, now=timezone.now())
    assert run_next(JOBS) == second


def test_a_refusal_says_why_in_both_languages(ask):
    ask("refuse")
    work = run_next(JOBS)
    assert work.state == Work.FAILED
    assert work.outcome == {"code": "test.full", "zh": "满了。", "en": "It is full.", "households": ["H1"]}


def test_someone_who_lost_the_right_is_told_so(ask):
    ask("forbid")
    assert run_next(JOBS).outcome["code"] == "work.not_allowed"


def test_a_stumble_ends_the_work_and_tells_nobody_a_secret(ask, caplog):
    ask("stumble")
    with caplog.at_level(logging.DEBUG):
        work = run_next(JOBS)
    assert work.outcome["code"] == "work.stumbled"
    assert "ValueError" in caplog.text
    assert "test_running.py" in caplog.text
    assert SECRET not in caplog.text + str(work.outcome)


def test_a_kind_that_nobody_does_ends_as_a_stumble(ask):
    ask("fly")
    assert run_next(JOBS).outcome["code"] == "work.stumbled"


def test_work_of_a_process_that_died_is_given_up_and_the_next_begins(ask):
    dead, next_one = ask("count"), ask("count")
    actions.claim_next(now=timezone.now() - LOST_AFTER - timedelta(seconds=1))
    assert run_next(JOBS) == next_one
    dead.refresh_from_db()
    assert (dead.state, dead.outcome["code"]) == (Work.FAILED, "work.lost")


def die(now):
    """Take up the next work and be silent about it for too long."""
    return actions.claim_next(now=now - LOST_AFTER - timedelta(seconds=1))


def test_work_that_can_carry_on_is_taken_up_again_where_its_process_died(ask):
    asked, jobs = ask("carry"), {"carry": resumes(counts)}
    die(timezone.now())
    done = run_next(jobs)
    assert (done.pk, done.state, done.resumed) == (asked.pk, Work.DONE, 1)


def test_work_that_kills_its_process_each_time_is_given_up_in_the_end(ask):
    asked, jobs = ask("carry"), {"carry": resumes(lambda work, tell: die(timezone.now()))}
    for _ in range(actions.RESUMED_AT_MOST + 1):
        Work.objects.filter(state=Work.RUNNING).update(heard_at=timezone.now() - 2 * LOST_AFTER)
        actions.give_up_lost(now=timezone.now(), resumable=jobs)
        die(timezone.now())
    actions.give_up_lost(now=timezone.now(), resumable=jobs)
    asked.refresh_from_db()
    assert (asked.state, asked.resumed, asked.outcome["code"]) == (Work.FAILED, 3, "work.lost")


def test_whoever_was_given_up_stops_and_tells_no_end(ask, caplog):
    """A process that slept (a closed laptop) wakes up: the work may be in other hands by now."""

    def sleeps(work, tell):
        Work.objects.update(heard_at=timezone.now() - 2 * LOST_AFTER)
        actions.give_up_lost(now=timezone.now(), resumable=["sleep"])
        tell("writing", 5, 10)
        raise AssertionError("it went on")

    ask("sleep")
    run_next({"sleep": sleeps})
    assert (Work.objects.get().state, Work.objects.get().done) == (Work.WAITING, 0)
    assert "given up" in caplog.text


def test_work_that_was_heard_of_lately_is_not_given_up(ask):
    ask("count")
    actions.claim_next(now=timezone.now() - LOST_AFTER + timedelta(minutes=1))
    assert actions.give_up_lost(now=timezone.now()) == 0


def test_what_came_of_it_is_unreadable_at_rest(ask):
    ask("count")
    actions.finish(actions.claim_next(now=timezone.now()), {"name": "王有田"}, now=timezone.now())
    with connection.cursor() as cursor:
        cursor.execute("SELECT outcome FROM work_work")
        assert "王有田".encode() not in bytes(cursor.fetchone()[0])
