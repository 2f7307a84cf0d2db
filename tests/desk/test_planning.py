"""The pages of visits: one's own weeks, what becomes of a visit, the calendar of a place, reports, feeds."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from lianxin.flow import JOBS
from lianxin.people.vocabulary import Role
from lianxin.planning.actions import weigh_ahead
from lianxin.planning.models import Duty, Excuse, Feed, Plan, Report, Trip
from lianxin.policies.actions import adopt_policy
from lianxin.policies.catalogue import SHIPPED
from lianxin.registry.models import Household
from lianxin.visits.actions import take_in
from lianxin.work.running import run_next
from tests.desk.district import content
from tests.people.cast import make_worker
from tests.visits.phones import visit


@pytest.fixture
def policies(policy, now):
    """The policies of visits and of 五必去, 五必访, beside that of classes."""
    for kind in ("visits", "must-visit"):
        text = (SHIPPED / kind / "2026-01-01.yaml").read_text("utf-8")
        adopt_policy(text=text, filename="2026-01-01.yaml", actor=None, now=now)


@pytest.fixture
def today():
    return timezone.localdate()


def owe(household, staff, *, opens=0, due=7, reason="hospital", **more):
    """A visit to a household, its window in days from today."""
    today = timezone.localdate()
    window = {"opens_on": today + timedelta(days=opens), "due_on": today + timedelta(days=due)}
    why = {"days": 7, "on": today.isoformat()}
    about = {"reason": reason, "why": why, "minutes": 40, "made_on": today}
    return Duty.objects.create(
        household=household, area=household.area, staff=staff, **window, **about, **more
    )


def went_to(home, by, *, at=None, **more):
    """A visit as a phone tells it."""
    at = at or timezone.now()
    take_in([visit(by=by, now=at, home=home, **more)], now=at)


def test_my_weeks_begin_with_what_is_past_its_day(enter, worker, wang):
    owe(wang, worker, opens=-20, due=-4)
    shown = content(enter(worker).get(reverse("desk:my-visits")))
    assert "1 处过了期限，先去这些" in shown
    assert "过期 4 天" in shown
    assert "家中有人住院，7 天内前去看望" in shown
    assert "王有田" in shown


def test_a_visit_is_recorded_and_taken_back(enter, worker, wang, today):
    Household.objects.filter(pk=wang.pk).update(keeper=worker)
    duty = owe(wang, worker)
    client = enter(worker)
    client.post(reverse("desk:visit-done", args=[duty.pk]), {"on": today.isoformat()})
    duty.refresh_from_db()
    assert duty.end == Duty.DONE
    assert "这两周记下的" in content(client.get(reverse("desk:my-visits")))
    client.post(reverse("desk:visit-undoing", args=[duty.pk]))
    duty.refresh_from_db()
    assert duty.ended_on is None


def test_a_day_ahead_is_refused_with_words(enter, worker, wang, today):
    duty = owe(wang, worker)
    page = enter(worker).post(
        reverse("desk:visit-done", args=[duty.pk]),
        {"on": (today + timedelta(days=1)).isoformat()},
        follow=True,
    )
    assert "日期还没到" in content(page)


def test_nobody_else_says_that_a_visit_was_made(enter, worker, neighbour, supervisor, wang, today):
    duty = owe(wang, worker)
    for person, status in ((neighbour, 404), (supervisor, 403)):
        answer = enter(person).post(reverse("desk:visit-done", args=[duty.pk]), {"on": today.isoformat()})
        assert answer.status_code == status
    duty.refresh_from_db()
    assert duty.ended_on is None


def test_of_a_home_out_of_sight_only_the_number_is_said(enter, worker, li):
    owe(li, worker, reason="call_back", due=5)
    shown = content(enter(worker).get(reverse("desk:my-visits")))
    assert li.number in shown
    assert "李明芳" not in shown


def test_an_excuse_waits_for_somebody_else(enter, worker, town_head, wang, policies, today):
    duty = owe(wang, worker)
    page = reverse("desk:visit-excuse", args=[duty.pk])
    client = enter(worker)
    assert "没走成" in content(client.get(page))
    client.post(page, {"code": "declined", "tried_on": today.isoformat(), "note": "说不用来"})
    said = Excuse.objects.get()
    assert said.needs_approval
    assert "说明等人同意" in content(client.get(reverse("desk:my-visits")))
    head = enter(town_head)
    assert "说不用来" in content(head.get(reverse("desk:excuses")))
    head.post(reverse("desk:excuse-answer", args=[said.pk]), {"approve": "yes"})
    said.refresh_from_db()
    assert said.is_approved
    assert "没有等人同意的说明" in content(head.get(reverse("desk:excuses")))


def test_the_calendar_counts_days_and_lists_them(enter, town_head, worker, wang, today):
    owe(wang, worker, due=0)
    owe(wang, worker, reason="death", opens=-9, due=-2)
    client, page = enter(town_head), reverse("desk:visits-calendar")
    shown = content(client.get(f"{page}?on={today}"))
    assert "王有田" in shown
    assert "家中有人住院 1" in shown
    assert "已过期限 1" in shown
    assert "家中有人去世" in content(client.get(f"{page}?show=overdue"))
    assert "这里没有欠着的走访" in content(client.get(f"{page}?on={today}&cadre={town_head.pk}"))


@pytest.mark.parametrize(
    "query", ["month=2026-13", "on=x", "after=2026-02-31~x", "reason=love", "show=all", "cadre=1"]
)
def test_an_unclear_address_is_answered_not_crashed_on(enter, town_head, wang, query):
    assert enter(town_head).get(f"{reverse('desk:visits-calendar')}?{query}").status_code == 400


def test_coverage_says_where_nobody_has_been_yet(enter, desk, worker, wang, li, policies, today):
    client, page = enter(desk), reverse("desk:coverage")
    assert "还有 2 户没走到" in content(client.get(page))
    duty = owe(wang, worker)
    client.post(reverse("desk:visit-done", args=[duty.pk]), {"on": today.isoformat()})
    shown = content(client.get(page))
    assert "还有 1 户没走到" in shown
    assert worker.name not in shown


def test_coverage_counts_a_visit_that_nobody_owed_and_each_home_once(
    enter, desk, worker, wang, li, policies, today
):
    client, page = enter(desk), reverse("desk:coverage")
    went_to(wang, worker, place="phone")
    assert "还有 2 户没走到" in content(client.get(page))
    went_to(wang, worker)
    assert "还有 1 户没走到" in content(client.get(page))
    duty = owe(wang, worker)
    client.post(reverse("desk:visit-done", args=[duty.pk]), {"on": today.isoformat()})
    went_to(wang, worker, at=timezone.now() - timedelta(days=1))
    shown = content(client.get(page))
    assert "还有 1 户没走到" in shown
    assert "在册 2 户，走到了 1 户" in shown


def test_a_report_makes_a_visit_due_and_is_withdrawn(enter, town_head, worker, wang, policies, today):
    Household.objects.filter(pk=wang.pk).update(keeper=worker)
    client, page = enter(town_head), reverse("desk:reports")
    assert "有人住院：联系干部 7 天内前去看望" in content(client.get(page))
    given = {"kind": "hospital", "area": wang.area.code, "happened_on": today.isoformat(), "count": "1"}
    assert "请说明是哪一户" in content(client.post(page, given))
    assert "没有这个户编号" in content(client.post(page, given | {"household": "HB000000"}))
    client.post(page, given | {"household": wang.number})
    assert Duty.objects.open().filter(household=wang, reason="hospital", staff=worker).exists()
    client.post(reverse("desk:report-withdrawal", args=[Report.objects.get().pk]))
    assert not Duty.objects.open().filter(household=wang, reason="hospital").exists()


def test_a_worker_reads_reports_and_makes_none(enter, worker, wang, policies):
    client, page = enter(worker), reverse("desk:reports")
    assert "报一件" not in content(client.get(page))
    assert client.post(page, {}).status_code == 403


def test_the_district_is_planned_with_progress_and_numbers(enter, desk, worker, wang, policies, now):
    from lianxin.pairing.models import Pairing

    Household.objects.filter(pk=wang.pk).update(keeper=worker)
    Pairing.objects.create(household=wang, staff=worker, from_on=timezone.localdate(), cause=Pairing.HAND)
    client, page = enter(desk), reverse("desk:visits-plan")
    client.post(page)
    assert "排着队" in content(client.get(page))
    run_next(JOBS)
    shown = content(client.get(page))
    assert "例行走访" in shown
    assert Duty.objects.filter(household=wang, reason="round").exists()


def test_overload_is_said_before_it_happens(enter, desk, areas, worker, policies, now, today):
    make_worker("W-8", Role.COLLECTOR, areas["V1"], name="王小雨")
    homes = [
        Household(number=f"HB8{at:05d}", area=areas["V1"], created_at=now, keeper=worker) for at in range(9)
    ]
    days = 7 - today.weekday()
    for home in Household.objects.bulk_create(homes):
        monday = today + timedelta(days=days)
        owe(home, worker, reason="round", opens=days, due=days + 4, planned_on=monday)
    shown = content(enter(desk).get(reverse("desk:overload")))
    assert worker.name in shown
    assert "最多 6 处" in shown
    assert "王小雨" in shown
    counted = timezone.now()  # what is shown was counted today, whatever day that is
    Plan.objects.create(made_at=counted, from_on=today, to_on=today)
    weigh_ahead(now=counted)
    again = content(enter(desk).get(reverse("desk:overload")))
    assert "王小雨" in again
    assert "数的，这以后做了的、换了人的已经去掉" in again


def test_a_feed_is_shown_once_read_without_names_and_ended(enter, worker, wang, client):
    owe(wang, worker)
    own, page = enter(worker), reverse("desk:visits-feed")
    made = content(own.post(page))
    address = made[made.index("/visits/feeds/") :].split()[0]
    assert address not in content(own.get(page))
    read = client.get(address)
    text = read.content.decode()
    assert read["Content-Type"].startswith("text/calendar")
    assert wang.number in text
    assert "王有田" not in text
    assert "住院" not in text
    assert client.get("/visits/feeds/not-the-secret.ics").status_code == 404
    own.post(reverse("desk:visits-feed-ending"))
    assert client.get(address).status_code == 404
    assert not Feed.objects.filter(ended_at=None).exists()


def test_a_day_without_a_route_says_so(enter, worker, today):
    assert "这一天没有排路线" in content(enter(worker).get(reverse("desk:trip", args=[today])))


def test_a_day_out_says_who_comes_too_to_hand_a_home_over(enter, wang, worker, neighbour, policies):
    Household.objects.filter(pk=wang.pk).update(keeper=neighbour, handing_over=worker)
    owe(wang, neighbour, reason="hand_over", companion=worker)
    client = enter(worker)
    client.post(reverse("desk:my-trips"))
    day = Trip.objects.get(staff=worker).day
    shown = content(client.get(reverse("desk:trip", args=[day])))
    assert f"和{neighbour.name}一起，同时到" in shown
    assert "王有田" in shown
