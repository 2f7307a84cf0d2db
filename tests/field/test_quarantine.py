"""What is strange is kept, shown to the right people, and decided about by a person."""

import json
from datetime import timedelta

import pytest
from django.utils import timezone

from lianxin.field.actions import FieldRefused, judge_held, resolve_op, revoke_device
from lianxin.field.models import Device, Op
from lianxin.field.vocabulary import How, State
from lianxin.ledger.models import Event
from lianxin.pairing.models import Pairing
from lianxin.people.actions import appoint, disable_staff, end_post
from lianxin.people.vault import uncover
from lianxin.people.vocabulary import Role
from lianxin.registry.models import Household
from lianxin.visits.models import Visit

pytestmark = pytest.mark.django_db


def by(person):
    return {"actor": person, "now": timezone.now()}


def transfer(home, worker, other, days_ago):
    """The home went from the worker to another some days ago; she left the village too."""
    day = timezone.localdate() - timedelta(days=days_ago)
    Household.objects.filter(pk=home.pk).update(keeper=other)
    Pairing.objects.create(
        household=home, staff=worker, from_on=day - timedelta(days=90), to_on=day, cause="hand"
    )
    Pairing.objects.create(household=home, staff=other, from_on=day, cause="hand")
    post = worker.posts.get()
    post.to_on = day
    post.save()
    appoint(staff=worker, role=Role.COLLECTOR, area=other.posts.get().area, **by(None))


def told_days_ago(phone, home, days, heard=True):
    """A visit captured some days ago, sent today."""
    op = phone.visit(home.pk)
    then = timezone.now() - timedelta(days=days)
    op["client_time"] = (then + timedelta(milliseconds=phone.ahead_ms)).isoformat()
    op["last_server_time"] = (then - timedelta(hours=1)).isoformat() if heard else None
    return op


@pytest.mark.parametrize("ahead_days", [0, 3650, -3650])
def test_what_was_captured_before_the_transfer_counts_whatever_the_clock(
    phone, homes, worker, neighbour, ahead_days
):
    transfer(homes["near"], worker, neighbour, days_ago=3)
    phone.ahead_ms = ahead_days * 86_400_000
    before, after = told_days_ago(phone, homes["near"], 5), told_days_ago(phone, homes["near"], 1)
    phone.push()
    assert phone.answers[before["op_id"]]["answer"] == "accepted"
    assert phone.answers[after["op_id"]]["code"] == "household-moved"
    (visit,) = Visit.objects.all()
    ended = timezone.now() - timedelta(days=5)
    begun = ended - timedelta(minutes=20)
    assert begun - timedelta(minutes=1) < visit.begun_at < ended
    assert visit.visited_on == timezone.localdate(visit.begun_at)
    assert visit.staff == worker


def test_what_was_captured_after_it_waits_for_the_head_of_the_town(
    phone, homes, worker, neighbour, town_head, supervisor
):
    transfer(homes["near"], worker, neighbour, days_ago=3)
    told_days_ago(phone, homes["near"], 1)
    phone.push()
    op = Op.objects.get()
    assert op.reviewer == town_head
    for person in (town_head, supervisor):
        assert list(Op.objects.quarantined().seen_by(person)) == [op]
    for person in (worker, neighbour):
        assert not Op.objects.seen_by(person).exists()
    told = Event.objects.get(kind="upload.quarantined")
    assert (told.subject_id, told.area_id, told.actor_id) == (homes["near"].pk, op.area_id, worker.pk)
    assert told.after["code"] == "household-moved"


def test_a_person_can_accept_it(phone, homes, worker, neighbour, town_head):
    transfer(homes["near"], worker, neighbour, days_ago=3)
    told_days_ago(phone, homes["near"], 1)
    phone.push()
    op = resolve_op(Op.objects.get(), how=How.ACCEPT, reason="两人同去", **by(town_head))
    assert (op.state, op.resolved_by) == (State.ACCEPTED, town_head)
    assert Visit.objects.get().staff == worker
    told = Event.objects.get(kind="upload.resolved")
    assert uncover(told.after["words"], "ledger.words") == "两人同去"
    assert "两人同去" not in f"{told.after_json} {told.reason}"
    with pytest.raises(FieldRefused, match="已经处理过"):
        resolve_op(op, how=How.SET_ASIDE, reason="再来", **by(town_head))


def test_a_person_can_give_it_to_another_cadre_and_another_home(phone, homes, neighbour, town_head):
    phone.visit(homes["far"].pk)
    phone.push()
    op = Op.objects.get()
    with pytest.raises(FieldRefused, match="改归"):
        resolve_op(op, how=How.REASSIGN, reason="记错", **by(town_head))
    resolve_op(op, how=How.REASSIGN, reason="记错", household=homes["near"], staff=neighbour, **by(town_head))
    visit = Visit.objects.get()
    assert (visit.household, visit.staff) == (homes["near"], neighbour)


def test_a_person_can_set_it_aside_and_the_phone_hears_of_it(phone, homes, town_head):
    op = phone.visit(homes["far"].pk)
    phone.push()
    resolve_op(Op.objects.get(), how=How.SET_ASIDE, reason="不是他的户", **by(town_head))
    assert not Visit.objects.exists()
    phone.outbox = [op]
    phone.push()
    answer = phone.answers[op["op_id"]]
    assert (answer["answer"], answer["first"], answer["code"]) == ("duplicate", "quarantined", "set-aside")


def test_a_decision_needs_a_reason_and_something_that_can_be_taken(phone, homes, town_head):
    phone.visit(homes["near"].pk, nothing_raised=True)
    phone.push()
    op = Op.objects.get()
    with pytest.raises(FieldRefused, match="理由"):
        resolve_op(op, how=How.ACCEPT, reason="  ", **by(town_head))
    with pytest.raises(FieldRefused, match="还是收不下"):
        resolve_op(op, how=How.ACCEPT, reason="收", **by(town_head))
    op.refresh_from_db()
    assert op.settled_at is None


def test_what_rests_on_a_waiting_op_follows_its_fate(phone, homes, town_head):
    visit = phone.visit(homes["far"].pk)
    words = {"visit_id": json.loads(visit["payload"])["visit_id"], "text": "补一句"}
    added = phone.record("visit.add", words, parents=[visit["op_id"]])
    phone.push()
    assert phone.answers[added["op_id"]]["code"] == "parent-waits"
    resolve_op(Op.objects.get(pk=visit["op_id"]), how=How.ACCEPT, reason="属实", **by(town_head))
    assert Op.objects.get(pk=added["op_id"]).state == State.ACCEPTED
    assert Visit.objects.get().notes.count() == 1


def test_a_held_op_is_shown_after_a_day_and_judged_alone_after_five(phone, homes, supervisor):
    words = {"visit_id": "01a20000-0000-7000-8000-000000000000", "text": "补一句"}
    phone.record("visit.add", words, home=homes["near"].pk, parents=["01a20000-0000-7000-8000-00000000000a"])
    phone.push()
    now = timezone.now()
    seen = Op.objects.seen_by(supervisor)
    assert not seen.waiting(now).exists()
    assert seen.waiting(now + timedelta(hours=25)).exists()
    assert judge_held(now=now + timedelta(days=4)) == 0
    assert judge_held(now=now + timedelta(days=5, hours=1)) == 1
    assert Op.objects.get().state == State.QUARANTINED
    assert Event.objects.filter(kind="upload.quarantined").count() == 1


@pytest.mark.parametrize("how", ["revoked", "disabled", "without a post"])
def test_who_does_not_count_any_more_is_not_refused_but_waits(phone, homes, worker, supervisor, how):
    phone.visit(homes["near"].pk)
    match how:
        case "revoked":
            revoke_device(Device.objects.get(), reason="丢了", **by(None))
        case "disabled":
            disable_staff(staff=worker, **by(None))
        case _:
            end_post(post=worker.posts.get(), **by(None))
    answer = phone.push()
    code = {"revoked": "device-revoked", "disabled": "staff-left", "without a post": "no-field-work"}[how]
    assert [one["code"] for one in answer["answers"]] == [code]
    assert answer["revoked"] is (how != "without a post")
    assert bool(Device.objects.get().wiped_at) is answer["revoked"]
    assert Op.objects.quarantined().seen_by(supervisor).count() == 1
    assert not Visit.objects.exists()
