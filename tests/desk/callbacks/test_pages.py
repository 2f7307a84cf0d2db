"""回访 on the desk: a round from its opening to its result; a call with its script; differences."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from lianxin.callbacks.actions import close_due, close_round, draw_round, open_round
from lianxin.callbacks.models import Call, Finding, Round
from lianxin.callbacks.vocabulary import Part
from lianxin.ledger.models import Event
from lianxin.ledger.seal import seal_ledger
from lianxin.notices.producers.callbacks import calls_waiting, findings_waiting, questions_waiting
from lianxin.operations.clock import tick
from lianxin.people.vocabulary import Role
from lianxin.policies.catalogue import SHIPPED
from lianxin.policies.models import Policy, fingerprint
from lianxin.registry.models import Household
from tests.callbacks.conftest import answer_all, drawn, homes, opened
from tests.desk.conftest import enter
from tests.desk.district import content
from tests.people.conftest import hire

__all__ = ["answer_all", "drawn", "enter", "homes", "opened"]
pytestmark = pytest.mark.django_db


@pytest.fixture
def now():
    """The pages know the clock alone."""
    return timezone.now()


@pytest.fixture
def watching(enter, supervisor):
    return enter(supervisor)


@pytest.fixture
def call(drawn):
    own = Call.objects.filter(part=Part.RANDOM, caller__number="S-1")
    return own.order_by("household__number").first()


def test_nothing_yet_teaches_the_next_step(watching, areas):
    page = content(watching.get("/callbacks/", follow=True))
    assert "还没有开过" in page
    assert "没有派给您的电话" in content(watching.get("/callbacks/calls/"))
    assert "没有等着定的" in content(watching.get("/callbacks/findings/"))


def test_a_round_is_opened_sealed_and_drawn(watching, homes, areas, own_anchor, now):
    data = {"area": str(areas["D"].pk), "from_on": "2026-10-01", "to_on": "2026-10-31"}
    data |= {"confidence": "95", "margin": "0.1", "calls": "20"}
    assert watching.post("/callbacks/new/", data | {"calls": "0"}).status_code == 422
    assert watching.post("/callbacks/new/", data).status_code == 302
    assert watching.post("/callbacks/new/", data).status_code == 422, "a period once"
    made = Round.objects.get()
    assert "还没有封存" in content(watching.get(f"/callbacks/{made.pk}/"))
    seal_ledger(now=now)
    assert "现在抽" in content(watching.get(f"/callbacks/{made.pk}/"))
    assert watching.post(f"/callbacks/{made.pk}/draw/").status_code == 302
    page = content(watching.get(f"/callbacks/{made.pk}/"))
    assert "20 个电话" in page, "twenty by chance, and nobody gave a reason to ask"
    made.refresh_from_db()
    assert made.secret.hex() not in page
    assert made.frame_digest in page


def test_a_round_that_is_not_wanted_is_discarded_with_a_reason(watching, opened):
    watching.post(f"/callbacks/{opened.pk}/discarding/", {"reason": ""})
    assert Round.objects.get().discarded_at is None
    watching.post(f"/callbacks/{opened.pk}/discarding/", {"reason": "时间写错了"})
    assert "时间写错了" in content(watching.get(f"/callbacks/{opened.pk}/"))


def test_a_round_tells_nothing_before_its_end(watching, drawn, answer_all, now):
    answer_all()
    assert "群众怎么说" not in content(watching.get(f"/callbacks/{drawn.pk}/"))
    close_due(now=now)
    page = content(watching.get(f"/callbacks/{drawn.pk}/"))
    assert "100%" in page
    assert "24 户回答" in page
    assert "重抽一遍，抽到的是同样的户" in page


def test_too_few_is_an_answer(watching, drawn, now):
    close_round(drawn, actor=None, now=now)
    assert "太少，不便说" in content(watching.get(f"/callbacks/{drawn.pk}/"))


def test_a_tampered_round_says_so(watching, drawn, now):
    close_round(drawn, actor=None, now=now)
    Call.objects.filter(pk=Call.objects.filter(part=Part.RANDOM).first().pk).update(part="risk")
    page = content(watching.get(f"/callbacks/{drawn.pk}/"))
    assert "重抽出来的不一样" in page


def test_the_number_is_shown_on_asking_and_the_look_is_written_down(watching, call):
    address = f"/callbacks/calls/{call.pk}/"
    assert "139" not in content(watching.get(address))
    page = watching.post(f"{address}number/")
    assert call.household.head.phone in content(page)
    assert f'href="tel:{call.household.head.phone}"' in page.content.decode()
    assert Event.objects.filter(kind="call.number_seen").count() == 1


def test_whoever_was_not_given_a_call_sees_no_number(enter, desk, call):
    other = enter(desk)
    page = other.post(f"/callbacks/calls/{call.pk}/number/", follow=True)
    assert call.household.head.phone not in page.content.decode()
    assert "派给了" in content(page)
    assert not Event.objects.filter(kind="call.number_seen").exists()
    other.post(f"/callbacks/calls/{call.pk}/taking/")
    assert call.household.head.phone in content(other.post(f"/callbacks/calls/{call.pk}/number/"))


def test_a_call_is_written_down(watching, call):
    address = f"/callbacks/calls/{call.pk}/"
    assert watching.post(address, {}).status_code == 422
    assert "先记下有没有人来过" in content(watching.post(address, {"outcome": "answered"}))
    told = {"outcome": "answered", "came": "yes", "when": "yes", "listened": "partly", "words": "客气"}
    assert watching.post(address, told).status_code == 302
    call.refresh_from_db()
    assert call.answers == {"came": "yes", "when": "yes", "listened": "partly"}
    assert "听进去一些" in content(watching.get(address))
    assert watching.post(address, told).status_code == 422, "a call ends once"


def test_the_caller_reads_the_words_of_the_policy_and_which_it_is(watching, call, supervisor):
    text = (SHIPPED / "visits" / "2026-01-01.yaml").read_text("utf-8").replace("来过吗？", "来过没有？")
    text = text.replace("id: visits-2026-01-01", "id: visits-ours")
    on = timezone.localdate(call.round.drawn_at)
    told = {"kind": "visits", "document_id": "visits-ours", "effective_on": on, "adopted_on": on}
    Policy.objects.create(text=text, sha256=fingerprint(text), **told)
    page = content(watching.get(f"/callbacks/calls/{call.pk}/"))
    assert "最近有干部到您家来过没有？" in page
    assert f"我是区里做回访的{supervisor.name}，" in page
    assert "说法按办法 visits-ours" in page


def test_a_home_that_did_not_answer_waits_for_another_hour(watching, call):
    watching.post(f"/callbacks/calls/{call.pk}/", {"outcome": "again"})
    assert "过一会儿再打" in content(watching.get("/callbacks/calls/"))
    assert watching.post(f"/callbacks/calls/{call.pk}/", {"outcome": "refused"}).status_code == 422


def test_what_a_home_answered_is_for_its_caller_alone(watching, enter, desk, call):
    told = {"outcome": "answered", "came": "yes", "worry": "药费太贵", "words": "耳背"}
    watching.post(f"/callbacks/calls/{call.pk}/", told)
    page = content(enter(desk).get(f"/callbacks/calls/{call.pk}/"))
    assert "药费" not in page
    assert "耳背" not in page


def test_a_worker_sees_neither_rounds_nor_calls(enter, worker, town_head, call):
    for person in (worker, town_head):
        client = enter(person)
        for address in ("", "calls/", f"calls/{call.pk}/", "findings/", f"{call.round_id}/"):
            assert client.get(f"/callbacks/{address}").status_code in (403, 404)


def test_the_page_of_a_home_does_not_tell_that_it_was_called(enter, watching, worker, town_head, call):
    watching.post(f"/callbacks/calls/{call.pk}/number/")
    number = call.household.number
    Household.objects.filter(pk=call.household_id).update(keeper=worker)
    for person in (worker, town_head):
        for address in (f"/households/{number}/", f"/households/{number}/history/"):
            page = enter(person).get(address)
            assert page.status_code == 200
            assert "回访" not in content(page)
    assert "回访前看了电话号码" in content(watching.get("/ledger/", follow=True))


@pytest.fixture
def denied(drawn, answer_all, worker, now):
    """The worker's homes said that nobody came; the days of waiting are over."""
    answer_all(deny=lambda call: call.visit.staff_id == worker.pk)
    close_due(now=now)
    Finding.objects.update(asks_on=timezone.localdate(now))
    return Finding.objects.filter(staff=worker).order_by("pk").first()


def test_the_worker_is_asked_and_a_supervisor_decides(enter, worker, watching, denied):
    home = denied.call.household
    own = enter(worker)
    page = content(own.get("/callbacks/questions/"))
    assert home.head.name not in page
    assert denied.call.visit.visited_on.strftime("%-m月%-d日") in page
    assert "等着定" not in content(watching.get(f"/callbacks/findings/{denied.pk}/"))
    assert watching.post(f"/callbacks/findings/{denied.pk}/", {}).status_code == 422
    own.post("/callbacks/questions/", {"finding": str(denied.pk), "words": "那天去了，他儿子在家"})
    page = content(watching.get(f"/callbacks/findings/{denied.pk}/"))
    assert "他儿子在家" in page
    assert watching.post(f"/callbacks/findings/{denied.pk}/", {"decision": "explained", "reason": "说得清楚"})
    assert "说得清楚" in content(own.get("/callbacks/questions/"))


def test_nobody_answers_for_somebody_else(enter, neighbour, denied):
    other = enter(neighbour)
    assert "没有要您说明的" in content(other.get("/callbacks/questions/"))
    other.post("/callbacks/questions/", {"finding": str(denied.pk), "words": "我来说"})
    denied.refresh_from_db()
    assert denied.answered_at is None


def test_the_district_desk_reads_findings_and_decides_none(enter, desk, denied):
    client = enter(desk)
    page = content(client.get(f"/callbacks/findings/{denied.pk}/"))
    assert "说没有人来过" in page
    data = {"decision": "confirmed", "reason": "群众说了"}
    assert client.post(f"/callbacks/findings/{denied.pk}/", data).status_code == 403


def test_what_waits_is_told(watching, enter, worker, supervisor, denied, now):
    asked = {one.person: one.count for one in questions_waiting(now)}
    assert asked == {worker.pk: Finding.objects.filter(staff=worker).count()}
    later = now + timedelta(days=30)
    assert {one.person for one in findings_waiting(later)} == {supervisor.pk}
    assert "请您说明" in content(enter(worker).get("/", follow=True))


def test_calls_are_told_to_whoever_has_them(drawn, supervisor, now):
    told = {one.person: one.count for one in calls_waiting(now)}
    assert told == {supervisor.pk: Call.objects.count()}


def test_the_clock_closes_rounds(drawn, now, own_anchor):
    done = tick(now=now + timedelta(days=16))
    assert done["rounds_closed"] == 1
    assert Call.objects.open().count() == 0


def test_a_supervisor_of_another_town_sees_nothing_of_it(enter, areas, homes, supervisor, own_anchor, now):
    made = open_round(
        areas["T1"],
        from_on=date(2026, 10, 1),
        to_on=date(2026, 10, 31),
        actor=supervisor,
        now=now,
    )
    seal_ledger(now=now)
    draw_round(made, actor=supervisor, now=now)
    other = enter(hire("S-2", Role.SUPERVISOR, areas["T2"], "吴督"))
    assert other.get(f"/callbacks/{made.pk}/").status_code == 404
    assert other.get(f"/callbacks/calls/{Call.objects.first().pk}/").status_code == 404
