"""住户的要求: answered by a person before the deadline; what need not be kept is erased where it lies."""

from datetime import timedelta

import pytest
from django.utils import timezone

from lianxin.ledger.models import Event
from lianxin.registry.actions import add_resident
from lianxin.registry.vocabulary import Relation
from lianxin.voice.actions import VoiceRefused, answer_request, erase_for, give_consent, note_request
from lianxin.voice.models import Consent, Contact, Request
from lianxin.voice.vocabulary import Outcome, Purpose, RequestKind
from tests.desk.district import content
from tests.problems.conftest import deadlines, monday, open_one

__all__ = ["deadlines", "monday", "open_one"]
pytestmark = pytest.mark.django_db
NOW = timezone.now()


@pytest.fixture
def deletion(wang):
    return note_request(wang, RequestKind.DELETE, words="电话删掉", actor=None, now=NOW)


def test_a_request_has_a_deadline_and_waits_once(wang, deletion):
    assert deletion.due_on == timezone.localdate(NOW) + timedelta(days=30)
    with pytest.raises(VoiceRefused) as refused:
        note_request(wang, RequestKind.DELETE, actor=None, now=NOW)
    assert refused.value.code == "already-open"
    note_request(wang, RequestKind.COPY, actor=None, now=NOW)
    assert Request.objects.open().count() == 2


def test_the_policy_says_in_how_many_days(wang):
    from lianxin.policies.actions import adopt_policy
    from lianxin.policies.catalogue import SHIPPED

    text = (SHIPPED / "deadlines" / "2026-01-01.yaml").read_text("utf-8")
    shorter = text.replace("rights_days: {value: 30,", "rights_days: {value: 7,")
    assert shorter != text
    adopt_policy(text=shorter, actor=None, now=NOW)
    assert note_request(wang, RequestKind.LOOK, actor=None, now=NOW).due_on == timezone.localdate(
        NOW
    ) + timedelta(days=7)


def test_the_list_shows_what_waits_and_says_what_is_overdue(enter, town_head, wang, deletion):
    Request.objects.update(due_on=timezone.localdate() - timedelta(days=1))
    page = content(enter(town_head).get("/rights/"))
    assert wang.number in page
    assert "过期了" in page


def test_an_answer_stands_on_the_page_of_the_household(enter, town_head, wang):
    asked = note_request(wang, RequestKind.EXPLAIN, words="为什么", actor=None, now=NOW)
    client = enter(town_head)
    data = {"outcome": "done", "answer": "按监测线分的"}
    assert client.post(f"/rights/{asked.pk}/", data).status_code == 302
    asked.refresh_from_db()
    assert (asked.answer, asked.answered_by) == ("按监测线分的", town_head)
    assert "按监测线分的" in content(client.get(f"/rights/{asked.pk}/"))
    assert client.post(f"/rights/{asked.pk}/", data).status_code == 422, "answered once"


def test_a_supervisor_reads_and_a_cadre_does_not(enter, supervisor, worker, deletion):
    watching = enter(supervisor)
    assert watching.get(f"/rights/{deletion.pk}/").status_code == 200
    assert watching.post(f"/rights/{deletion.pk}/", {"outcome": "done", "answer": "好了"}).status_code == 403
    assert enter(worker).get("/rights/").status_code == 403


def test_erasing_takes_away_what_need_not_be_kept(enter, town_head, wang, deletion):
    child = add_resident(
        wang, name="王小妹", relation=Relation.CHILD, phone="13811112222", actor=None, now=NOW
    )
    wang.note, wang.longitude, wang.latitude = "后山老屋", 109.1, 32.6
    wang.save()
    give_consent(wang, Purpose.CALLS, actor=None, now=NOW)
    identity = wang.head.id_number
    data = {"outcome": "erase", "answer": "电话、备注、坐标都删了；身份证号分类要用，留着。"}
    assert enter(town_head).post(f"/rights/{deletion.pk}/", data).status_code == 302
    wang.refresh_from_db()
    child.refresh_from_db()
    assert [one.phone for one in wang.residents.all()] == [""] * wang.residents.count()
    assert child.phone_index is None
    assert (wang.note, wang.longitude, wang.latitude) == ("", None, None)
    assert not Consent.objects.filter(withdrawn_at=None).exists()
    assert wang.head.id_number == identity, "what must be kept is kept"
    deletion.refresh_from_db()
    assert deletion.erased_at
    assert set(Event.objects.get(kind="household.erased").after["erased"]) == {"phone", "note", "position"}


def test_a_phone_told_with_a_problem_goes_too(open_one, deletion, town_head):
    problem = open_one(caller="王有田 13900001111")
    erase_for(deletion, answer="删了", actor=town_head, now=NOW)
    assert problem.origins.get().caller == ""
    assert problem.origins.get().household_id


def test_only_a_request_to_delete_erases(wang, town_head):
    asked = note_request(wang, RequestKind.LOOK, actor=None, now=NOW)
    with pytest.raises(VoiceRefused) as refused:
        erase_for(asked, answer="删了", actor=town_head, now=NOW)
    assert refused.value.code == "not-deletion"


def test_an_answer_needs_words(wang, town_head, deletion):
    with pytest.raises(VoiceRefused) as refused:
        answer_request(deletion, outcome=Outcome.DONE, answer=" ", actor=town_head, now=NOW)
    assert refused.value.code == "answer-needed"


def test_a_town_writes_its_own_number_and_no_other_towns(enter, town_head, areas):
    client = enter(town_head)
    data = {"area": areas["T1"].code, "phone": "0915-3210000", "hours": "工作日", "place": "一楼"}
    assert client.post("/rights/contacts/", data).status_code == 302
    assert "0915-3210000" in client.get("/rights/contacts/").content.decode()
    assert client.post("/rights/contacts/", data | {"area": areas["T2"].code}).status_code == 422
    assert client.post("/rights/contacts/", data | {"phone": "没有"}).status_code == 422
    assert Contact.objects.get().area == areas["T1"]


def test_what_was_asked_never_stands_in_the_ledger(wang, deletion):
    told = "".join(f"{event.before}{event.after}{event.reason}" for event in Event.objects.all())
    assert "电话删掉" not in told
