"""承诺日历: what is promised for when, how it was kept, with n and range; 今天 and 总览 say the same."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from lianxin.problems import actions
from lianxin.problems.models import Promise
from tests.desk.district import content
from tests.desk.problems.steps import SOLVED

pytestmark = pytest.mark.django_db
PROMISES = "/problems/promises/"


@pytest.fixture
def promised(raise_one, worker):
    """Promise a day of a new problem to 王家."""

    def give(days=0, words="铺到门口"):
        now = timezone.now()
        problem = raise_one()
        actions.accept(problem, actor=worker, now=now)
        due = timezone.localdate(now) + timedelta(days=days)
        actions.promise(problem, due_on=due, words=words, actor=worker, now=now)
        return problem

    return give


def test_a_day_lists_what_is_promised_for_it(enter, town_head, promised, wang):
    promised(words="铺到门口")
    client, today = enter(town_head), timezone.localdate()
    shown = content(client.get(PROMISES, {"on": today.isoformat()}, follow=True))
    assert "要兑现 1 件" in shown
    assert "铺到门口" in shown
    assert wang.head.name in shown
    empty = content(client.get(PROMISES, {"on": (today + timedelta(days=1)).isoformat()}, follow=True))
    assert "这一天没有要兑现的承诺" in empty


def test_kept_promises_come_with_how_many_they_are_and_how_sure_that_is(enter, desk, promised, worker):
    now = timezone.now()
    for problem in (promised(), promised(), promised()):
        actions.solve(problem, **SOLVED, actor=worker, now=now)
    Promise.objects.filter(pk=Promise.objects.first().pk).update(kept=False)
    shown = content(enter(desk).get(PROMISES, follow=True))
    assert "到期的 3 件承诺，按期兑现 2 件（67%）" in shown
    assert "多半在 21–94% 之间" in shown


def test_a_month_can_be_leafed_through_and_another_town_sees_nothing(enter, desk, neighbour, promised):
    promised()
    after = (timezone.localdate().replace(day=1) + timedelta(days=62)).replace(day=1)
    assert "这个月没有要兑现的承诺" in content(
        enter(desk).get(PROMISES, {"month": f"{after:%Y-%m}"}, follow=True)
    )
    assert "铺到门口" not in content(enter(neighbour).get(PROMISES, follow=True))
    assert enter(desk).get(PROMISES, {"month": "2026-13"}).status_code == 400
    assert enter(desk).get(PROMISES, {"after": "2026-02-30~x"}).status_code == 400


def test_many_promises_of_a_day_are_paged(enter, desk, promised, monkeypatch):
    monkeypatch.setattr(
        "lianxin.desk.paging.page_along.__kwdefaults__",
        {"after": None, "before": None, "newest_first": False, "size": 2},
    )
    for _ in range(3):
        promised()
    client = enter(desk)
    first = client.get(PROMISES, follow=True).content.decode()
    assert first.count("data-row") == 2
    following = first.split('rel="next" href="')
    address = following[-1].split('"')[0].replace("&amp;", "&")
    assert client.get(PROMISES + address).content.decode().count("data-row") == 1


def test_today_says_what_is_due_and_what_is_late(enter, town_head, worker, promised, raise_one, settle):
    promised()
    raise_one(urgency="life", now=timezone.now() - timedelta(days=1))
    head, own = content(enter(town_head).get("/", follow=True)), content(enter(worker).get("/", follow=True))
    assert "1 件对群众的承诺今天到期" in head
    assert "1 件问题过了期限" in head
    assert "1 件您的承诺今天到期" in own
    assert "1 件您的问题过了期限" in own
    assert "对群众的承诺" not in own


def test_the_overview_says_what_lies_on_each_rung(enter, desk, lane, roof, settle):
    shown = content(enter(desk).get("/overview/", follow=True))
    assert "2 件问题没办结 没有超期的" in shown
    assert "镇街 1" in shown


def test_the_range_of_a_share_is_shown_as_whole_per_cent():
    from lianxin.desk.problems.promises import Share

    assert (Share(2, 3, 0).rate, Share(2, 3, 0).between) == ("67%", "21–94%")
    assert (Share(0, 0, 0).rate, Share(0, 0, 0).between) == ("", "")


def test_a_month_of_the_calendar_begins_on_a_monday_and_holds_all_its_days():
    from lianxin.desk.problems.promises import month_from, span_of

    for first in (date(2026, 2, 1), date(2026, 3, 1), date(2027, 2, 1)):
        begins, ends = span_of(first)
        month = month_from({}, first)
        days = [day.on for week in month.weeks for day in week.days]
        assert (days[0], days[-1]) == (begins, ends)
        assert begins.weekday() == 0
        assert (
            sum(day.is_inside for week in month.weeks for day in week.days)
            == ((first + timedelta(days=31)).replace(day=1) - first).days
        )
