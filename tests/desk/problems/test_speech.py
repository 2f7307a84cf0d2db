"""How much time is left, in words: workdays, hours, today, overdue, provisional."""

from datetime import timedelta

import pytest
from django.utils import translation

from lianxin.desk.problems.speech import Speech
from lianxin.problems.actions import Ground
from tests.problems.ladders import at, ladder, times


def speech(now):
    return Speech(at(now), Ground(ladder(), times()))


def left(now, due, *, hours=False, provisional=False):
    told = speech(now).until(at(due), hours, provisional)
    return told.urgency, told.words


@pytest.mark.parametrize(
    ("now", "due", "said"),
    [
        ("2026-03-02 10:00", "2026-03-05 18:00", ("plenty", "还剩 3 个工作日")),
        ("2026-03-03 10:00", "2026-03-05 18:00", ("soon", "还剩 2 个工作日")),
        ("2026-03-06 20:00", "2026-03-09 18:00", ("soon", "还剩 1 个工作日")),
        ("2026-03-05 17:59", "2026-03-05 18:00", ("today", "今天 18:00 到期")),
        ("2026-03-05 18:00", "2026-03-05 18:00", ("overdue", "今天 18:00 已到期")),
        ("2026-03-08 09:00", "2026-03-05 18:00", ("overdue", "已过期 3 天")),
        ("2026-09-30 09:00", "2026-10-15 18:00", ("plenty", "还剩 7 个工作日")),
    ],
)
def test_days_are_workdays_and_a_day_over_is_a_day(now, due, said):
    assert left(now, due) == said


def test_what_runs_in_hours_is_said_in_hours():
    assert left("2026-03-07 12:00", "2026-03-07 14:00", hours=True) == ("today", "还剩 2 小时")
    assert left("2026-03-07 13:20", "2026-03-07 14:00", hours=True) == ("today", "还剩 40 分钟")
    assert left("2026-03-07 14:30", "2026-03-07 14:00", hours=True) == ("overdue", "今天 14:00 已到期")


def test_what_leans_on_an_unpublished_calendar_says_so():
    assert left("2026-03-02 10:00", "2026-03-05 18:00", provisional=True)[1].endswith("（暂定）")


def test_in_english_one_day_is_a_day():
    with translation.override("en"):
        assert left("2026-03-06 20:00", "2026-03-09 18:00")[1] == "1 workday left"
        assert left("2026-03-02 10:00", "2026-03-05 18:00")[1] == "3 workdays left"
        assert left("2026-03-08 09:00", "2026-03-05 18:00")[1] == "3 days overdue"


def test_codes_that_no_policy_names_stay_themselves():
    mute = Speech(at("2026-03-02 10:00"), None)
    assert (mute.rung("village"), mute.category("lane"), mute.is_urgent("life")) == ("village", "lane", False)
    told = mute.until(at("2026-03-02 10:00") + timedelta(days=9), False)
    assert told.words == "3月11日(周三)到期"
