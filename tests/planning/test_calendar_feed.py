"""A calendar any program can read, and from which nobody learns what is nobody's business."""

from datetime import UTC, date, datetime, timedelta
from itertools import count

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lianxin.planning.calendar_feed import feed
from lianxin.planning.vocabulary import Duty, Reason, Stop, Trip
from tests.planning.ical import content_lines, read

MADE = datetime(2026, 11, 22, 3, 4, 5, tzinfo=UTC)
DAY = date(2026, 11, 24)
LABELS = {"h1": "HB004217", "h2": "HB004218", "v1": "晏坝中心社区"}
WHY = {"title_zh": "家中有人住院", "title_en": "Somebody in hospital", "tier": "priority", "times": 12}
SECRETS = ("住院", "去世", "失业", "困难", "五保", "老党员", "代表", "连心户", "灾", "hospital", "death",
           "poor", "priority", "job", "party", "disaster", "petition", "信访")  # fmt: skip
made = count()


def duty(reason=Reason.ROUND, home="h1", due=DAY):
    return Duty(home, "c1", reason, WHY, DAY, due, 40, "v1", None, f"d{next(made)}")


def trip(*duties, day=DAY, leaves=490, back=720):
    stops = tuple(
        Stop(one.home, "v1", (one,), 510 + 50 * at, 550 + 50 * at, 1.0) for at, one in enumerate(duties)
    )
    return Trip("c1", day, stops, back - leaves, 9.0, leaves, back)


def calendar(trips=(), due=(), labels=LABELS, lang="zh"):
    return feed(trips, due, labels=labels, made_at=MADE, lang=lang)


def test_a_trip_is_an_event_in_universal_time():
    _, (event,) = read(calendar([trip(duty(), duty(Reason.REVIEW, "h2"))]))
    assert event["DTSTART"] == ("", "20261124T001000Z")  # 8:10 in China
    assert event["DTEND"] == ("", "20261124T040000Z")
    assert event["DTSTAMP"] == ("", "20261122T030405Z")
    assert event["SUMMARY"] == ("", "走访 2 处")
    assert event["LOCATION"] == ("", "晏坝中心社区")
    told = "08:30 晏坝中心社区 HB004217（例行走访）\n09:20 晏坝中心社区 HB004218（类别复核）"
    assert event["DESCRIPTION"] == ("", told)


def test_a_due_visit_without_a_trip_stands_on_its_last_day_and_blocks_nothing():
    _, (event,) = read(calendar(due=[duty(due=date(2026, 12, 31))]))
    assert event["DTSTART"] == (";VALUE=DATE", "20261231")
    assert event["DTEND"] == (";VALUE=DATE", "20270101")
    assert event["TRANSP"] == ("", "TRANSPARENT")
    assert event["SUMMARY"] == ("", "走访到期：晏坝中心社区 HB004217")


def test_english_is_spoken():
    calendar_words, events = read(calendar([trip(duty())], [duty()], lang="en"))
    assert calendar_words["X-WR-CALNAME"] == ("", "Lianxin visits")
    assert [event["SUMMARY"][1] for event in events] == ["Visits: 1", "Visit due: 晏坝中心社区 HB004217"]


@pytest.mark.parametrize("reason", list(Reason))
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_nothing_of_health_means_or_roles_leaves_the_house(reason, lang):
    text = "".join(content_lines(calendar([trip(duty(reason))], [duty(reason)], lang=lang).encode()))
    assert [word for word in SECRETS if word in text] == []


def test_the_search_would_find_a_secret():
    told = Reason.HOSPITAL.zh
    text = "".join(content_lines(calendar(labels=LABELS | {"h1": told}, due=[duty()]).encode()))
    assert [word for word in SECRETS if word in text] == ["住院"]


def test_the_same_plan_is_the_same_calendar_and_a_new_day_keeps_its_name():
    one = trip(duty())
    assert calendar([one]) == calendar([one])
    later = trip(duty(), leaves=500)
    assert read(calendar([one]))[1][0]["UID"] == read(calendar([later]))[1][0]["UID"]
    other = trip(duty(), day=DAY + timedelta(days=1))
    assert read(calendar([one]))[1][0]["UID"] != read(calendar([other]))[1][0]["UID"]


def test_a_trip_may_end_after_midnight():
    _, (event,) = read(calendar([trip(duty(), leaves=1300, back=1450)]))
    assert event["DTEND"][1] == "20261124T161000Z"


def test_a_calendar_may_be_empty_and_labels_may_be_missing():
    assert read(calendar())[1] == []
    _, events = read(calendar([trip(duty())], [duty()], labels={}))
    assert "LOCATION" not in events[0]
    assert events[1]["SUMMARY"][1] == "走访到期：走访"


labels = st.text(st.characters(exclude_categories=["Cs"]), max_size=120)


@given(labels, labels)
def test_any_name_survives_folding_and_escaping(village, number):
    text = calendar([trip(duty())], labels={"v1": village, "h1": number})
    _, (event,) = read(text)
    visible = "".join(sign for sign in village if sign == "\n" or (sign >= " " and sign != "\x7f"))
    assert event["LOCATION"][1] == visible
