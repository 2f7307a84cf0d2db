"""When something is told, what a message says, when a failed one is tried again."""

from datetime import UTC, date, datetime, timedelta
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lianxin.notices.rules import HOURS, WAITS, for_group, lines_of, message, next_try, part_at, window_of
from lianxin.notices.vocabulary import KINDS, Notice, Part, words_of
from lianxin.workdays import official

CHINA = ZoneInfo("Asia/Shanghai")
NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
WANG, LI = uuid4(), uuid4()


def at(text):
    return datetime.fromisoformat(text).replace(tzinfo=CHINA)


@pytest.mark.parametrize(
    ("moment", "part"),
    [
        ("2026-11-23T08:29:59", None),
        ("2026-11-23T08:30:00", Part.MORNING),
        ("2026-11-23T11:59:59", Part.MORNING),
        ("2026-11-23T12:30:00", None),
        ("2026-11-23T14:00:00", Part.AFTERNOON),
        ("2026-11-23T17:30:00", None),
        ("2026-11-22T09:00:00", None),  # a Sunday
        ("2026-10-01T09:00:00", None),  # the national holiday, a Thursday
        ("2026-10-10T09:00:00", Part.MORNING),  # a Saturday that is worked in its place
    ],
)
def test_a_digest_goes_in_working_hours_alone(moment, part):
    assert part_at(at(moment), official()) is part


@given(st.dates(date(2026, 1, 1), date(2026, 12, 20)), st.times())
def test_no_moment_outside_of_a_workday_has_a_part(day, clock):
    moment = datetime.combine(day, clock, CHINA)
    part = part_at(moment, official())
    if not official().is_workday(moment.date()):
        assert part is None
    elif part is not None:
        begin, end = HOURS[part]
        assert begin <= moment.time() < end


def test_a_day_has_two_windows():
    day = date(2026, 11, 23)
    assert [window_of(day, part) for part in Part] == ["2026-11-23-am", "2026-11-23-pm"]


def test_a_failed_message_is_tried_again_with_growing_pauses_and_then_given_up():
    tries = [next_try(failures, NOW) for failures in range(1, 6)]
    assert tries[:-1] == [NOW + wait for wait in WAITS]
    assert tries[-1] is None
    assert sorted(WAITS) == list(WAITS)
    assert sum(WAITS, timedelta()) < timedelta(hours=6)


def test_a_message_has_numbers_and_a_link_and_the_urgent_first():
    notices = [
        Notice("uploads", WANG, "", 3, "/uploads/"),
        Notice("urgent", WANG, "item:1", 1, "/x", urgent=True),
        Notice("urgent", WANG, "item:2", 1, "/x", urgent=True),
        Notice("visits_overdue", WANG, "", 1200, "/visits/mine/"),
    ]
    lines = lines_of(notices)
    assert lines == ["2 件急事刚报上来", "1,200 次走访过了期限", "3 条手机上传要看一看"]
    text = message(lines, "晏坝镇", "https://lx.example/notices/")
    assert text.splitlines()[0] == "连心 · 晏坝镇"
    assert text.splitlines()[-1] == "去看：https://lx.example/notices/"
    assert "item:1" not in text
    assert "item:1" not in "".join(lines_of(notices, "en"))


def test_a_group_counts_what_several_see_once_and_what_each_owes_together():
    notices = [
        Notice("reviews", WANG, "", 4, "/reviews/"),
        Notice("reviews", LI, "", 6, "/reviews/"),
        Notice("visits_overdue", WANG, "", 2, "/visits/mine/"),
        Notice("visits_overdue", LI, "", 3, "/visits/mine/"),
    ]
    assert {one.kind: one.count for one in for_group(notices)} == {"reviews": 6, "visits_overdue": 5}


def test_every_kind_has_words_in_both_languages_and_an_unknown_one_is_said_too():
    for kind in [*KINDS, "newer-than-this-server"]:
        for lang in ("zh", "en"):
            assert "7" in words_of(kind, 7, lang)
            assert "{" not in words_of(kind, 7, lang)
