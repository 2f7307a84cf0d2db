"""What notices say of complaints: to those who hear them, in their own list, and nowhere else."""

from datetime import timedelta

import pytest
from django.test import Client

from lianxin.ledger.models import Event
from lianxin.notices.actions import add_channel, set_preference, tell_everybody, telling, writing
from lianxin.notices.models import Delivery, Entry
from lianxin.notices.producers import gather
from lianxin.notices.vocabulary import Vendor
from lianxin.problems.complaints import actions
from lianxin.problems.complaints.vocabulary import Outcome
from lianxin.proofs.cast import enter
from tests.problems.complaints.conftest import complain

__all__ = ["complain"]
pytestmark = pytest.mark.django_db
HOOK = "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=very-secret"


def told(now):
    return {(one.person, one.kind): one.count for one in gather(now)}


def heard_outside(areas, people, now):
    """Everybody wants letters, each town and the district have a group; returns what round `now` says to all
    but whoever a line is for: the number of the tick, the ledger's words, each message."""
    for person in people:
        mail = f"{person.number}@example.cn".lower()
        set_preference(person=person, mail=mail, is_mailed=True, now=now - timedelta(days=2))
    for code in ("D", "T1"):
        given = {"vendor": Vendor.WECOM, "name": code, "area": areas[code], "address": HOOK}
        add_channel(**given, actor=None, now=now - timedelta(days=2))
    count = tell_everybody(now=now)
    said = Event.objects.filter(kind="notices.told").latest("pk").after
    return count, said, list(Delivery.objects.values_list("text", flat=True))


def test_who_hears_it_is_told_and_nobody_else(
    complain, worker, neighbour, town_head, desk, supervisor, monday
):
    complain(worker, by=desk)
    complain(worker, by=desk)
    assert told(monday) == {(town_head.pk, "complaints"): 2}


def test_what_is_about_the_head_goes_to_the_desk(complain, worker, town_head, desk, supervisor, monday):
    complain(town_head)
    assert told(monday) == {(desk.pk, "complaints"): 1}


def test_what_nobody_inside_may_hear_is_told_to_nobody(complain, desk, monday):
    complain(desk)
    assert told(monday) == {}


def test_once_taken_up_it_waits_no_more_until_its_day_is_near(
    complain, worker, town_head, desk, supervisor, monday
):
    complaint = complain(worker).complaint
    actions.take_up(complaint, actor=town_head, now=monday)
    assert told(monday) == {}
    complaint.refresh_from_db()
    assert told(complaint.due_at - timedelta(days=5)) == {}
    assert told(complaint.due_at - timedelta(hours=1)) == {(town_head.pk, "complaints_due"): 1}
    actions.answer(
        complaint, words="查了，钱退了", actor=town_head, now=complaint.due_at - timedelta(hours=1)
    )
    assert told(complaint.due_at) == {}


def test_one_that_lost_its_hearer_waits_for_the_next(complain, worker, town_head, desk, supervisor, monday):
    complaint = complain(worker).complaint
    actions.take_up(complaint, actor=town_head, now=monday)
    town_head.is_active = False
    town_head.save()
    assert told(monday) == {(desk.pk, "complaints"): 1}


def test_a_line_stands_in_his_list_alone_and_names_nothing(
    complain, worker, town_head, desk, supervisor, monday
):
    complain(worker, complainant="张翠花")
    tell_everybody(now=monday)
    (line,) = Entry.objects.all()
    shown = (line.person_id, line.kind, line.subject, line.count, line.url)
    assert shown == (town_head.pk, "complaints", "", 1, "/complaints/")
    for person, is_told in ((town_head, True), (worker, False), (desk, False), (supervisor, False)):
        browser = Client()
        enter(browser, person)
        page = browser.get("/notices/").content.decode()
        assert ("1 件投诉等您受理" in page) is is_told
        assert "张翠花" not in page
        assert "三百块" not in page


def test_the_line_goes_when_nothing_waits(complain, worker, town_head, monday):
    complaint = complain(worker).complaint
    tell_everybody(now=monday)
    actions.take_up(complaint, actor=town_head, now=monday)
    assert tell_everybody(now=monday + timedelta(hours=6)) == 0
    assert not Entry.objects.standing().exists()


def test_nothing_outside_his_list_changes(
    complain, switched_on, areas, worker, town_head, desk, supervisor, monday
):
    complain(worker)
    people = (worker, town_head, desk, supervisor)
    count, said, messages = heard_outside(areas, people, monday)
    assert (count, said["lines"], said["messages"], messages) == (0, 0, 0, [])
    assert Entry.objects.filter(kind="complaints").count() == 1


def test_this_would_notice_a_kind_that_forgets_that_it_is_private(
    complain, switched_on, areas, worker, town_head, desk, supervisor, monday, monkeypatch
):
    for room in (telling, writing):
        monkeypatch.setattr(room, "is_private", lambda kind: False)
    complain(worker)
    count, said, messages = heard_outside(areas, (worker, town_head, desk, supervisor), monday)
    assert (count, said["lines"], said["messages"]) == (1, 1, 3)
    assert sum("投诉" in one for one in messages) == 3


def asked(complaint, person, by, now):
    actions.take_up(complaint, actor=by, now=now)
    return actions.ask_subject(complaint, staff=person.pk, words="那天在哪里？", actor=by, now=now)


def test_who_is_asked_to_explain_is_told_until_he_has(
    complain, worker, neighbour, town_head, desk, supervisor, monday
):
    question = asked(complain(worker).complaint, worker, town_head, monday)
    assert told(monday) == {(worker.pk, "explanations"): 1}
    actions.explain(question, words="在村里", actor=worker, now=monday)
    assert told(monday) == {}


def test_nobody_has_to_explain_what_has_ended(complain, worker, town_head, desk, monday):
    complaint = complain(worker).complaint
    asked(complaint, worker, town_head, monday)
    actions.answer(complaint, words="查了", actor=town_head, now=monday)
    actions.end(complaint, outcome=Outcome.UNFOUNDED, reasons="没有这回事", actor=town_head, now=monday)
    assert told(monday) == {}


def test_the_line_of_whoever_is_asked_says_neither_that_somebody_complained_nor_what(
    complain, switched_on, areas, worker, neighbour, town_head, desk, supervisor, monday
):
    asked(complain(worker, complainant="张翠花").complaint, worker, town_head, monday)
    people = (worker, neighbour, town_head, desk, supervisor)
    count, said, messages = heard_outside(areas, people, monday)
    assert (count, said["lines"], said["messages"], messages) == (0, 0, 0, [])
    for person in people:
        browser = Client()
        enter(browser, person)
        page = browser.get("/notices/").content.decode()
        assert ("1 处情况请您说明" in page) is (person is worker)
        main = page.partition("<main")[2]
        assert not any(one in main for one in ("投诉", "张翠花", "三百块", "那天在哪里"))


def test_nobody_can_ask_for_letters_about_it(worker):
    browser = Client()
    enter(browser, worker)
    page = browser.get("/notices/preference/").content.decode()
    assert 'value="complaints' not in page
    assert 'value="explanations' not in page
