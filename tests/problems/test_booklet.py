"""民生小账本: what a home raised, what it was promised, what was done; another home's words stay with it."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lianxin.problems import actions
from lianxin.problems.booklet import BROKEN, CHANGED, KEPT, STANDING, booklet_of
from lianxin.problems.vocabulary import Channel, End
from tests.problems.ladders import at

pytestmark = pytest.mark.django_db
TUESDAY = at("2026-03-03 10:00")


def test_a_home_that_raised_nothing_has_an_empty_booklet(wang, deadlines):
    assert booklet_of(wang).is_empty


def test_an_open_matter_says_where_it_lies_until_when_and_what_was_promised(lane, wang, worker):
    told = {"words": "铺到门口", "actor": worker, "now": TUESDAY}
    actions.promise(lane, due_on=date(2026, 3, 10), **told)
    actions.promise(lane, due_on=date(2026, 3, 20), reason="下雨", **told)
    (entry,) = booklet_of(wang).open
    assert (entry.number, entry.rung, entry.due_on) == (lane.number, "village", date(2026, 3, 5))
    assert [(one.due_on.day, one.state) for one in entry.promises] == [(10, CHANGED), (20, STANDING)]
    assert entry.promise.reason == "下雨"
    assert entry.is_own


def test_an_end_says_how_when_and_what_the_home_said(open_one, wang, worker, town_head):
    kept, late = open_one(), open_one()
    for problem in (kept, late):
        actions.promise(problem, due_on=date(2026, 3, 4), words="修好", actor=worker, now=TUESDAY)
    actions.solve(kept, words="铺好了", evidence="照片", actor=worker, now=TUESDAY)
    actions.judge(kept, is_done=True, channel=Channel.CLERK, actor=town_head, now=TUESDAY)
    actions.run_clocks(now=at("2026-03-05 00:30"))
    account = booklet_of(wang)
    (done,) = account.done
    assert (done.ended.end, done.ended.on, done.ended.is_done) == (End.SOLVED, date(2026, 3, 3), True)
    assert (done.promises[0].state, account.open[0].promises[0].state) == (KEPT, BROKEN)
    assert (account.kept, account.broken) == (1, 1)


def test_not_done_is_open_again(lane, wang, worker, town_head):
    actions.solve(lane, words="铺好了", evidence="照片", actor=worker, now=TUESDAY)
    actions.judge(lane, is_done=False, channel=Channel.CLERK, actor=town_head, now=TUESDAY)
    account = booklet_of(wang)
    assert (len(account.open), len(account.done)) == (1, 0)
    assert account.open[0].ended is None


def test_a_pause_says_why_and_until_when(lane, wang, worker):
    actions.accept(lane, actor=worker, now=TUESDAY)
    until = date(2026, 3, 9)
    actions.pause(lane, reason="household-away", until=until, words="人不在", actor=worker, now=TUESDAY)
    stood = booklet_of(wang).open[0].stood
    assert (stood.reason, stood.until >= until) == ("household-away", True)


def test_what_was_joined_goes_on_once_with_this_homes_words_alone(open_one, wang, li, worker):
    theirs = open_one(home=li, words="李家门口的沟")
    ours = open_one(words="王家门口的沟")
    actions.promise(theirs, due_on=date(2026, 3, 10), words="给李家铺", actor=worker, now=TUESDAY)
    actions.merge(ours, into=theirs, words="同一条沟", actor=worker, now=TUESDAY)
    (entry,) = booklet_of(wang).open
    assert (entry.number, entry.words, entry.is_own) == (theirs.number, "王家门口的沟", False)
    assert [(one.due_on.day, one.words) for one in entry.promises] == [(10, "")]
    assert "李" not in repr(booklet_of(wang))
    assert [one.number for one in booklet_of(li).open] == [theirs.number]


def test_a_long_booklet_asks_no_more_than_a_short_one(open_one, wang, worker):
    def cost():
        with CaptureQueriesContext(connection) as asked:
            booklet_of(wang)
        return len(asked)

    open_one()
    one = cost()
    for number in range(5):
        problem = open_one(now=TUESDAY + timedelta(minutes=number))
        actions.solve(problem, words="好了", evidence="照片", actor=worker, now=TUESDAY + timedelta(hours=1))
    assert cost() == one <= 6
