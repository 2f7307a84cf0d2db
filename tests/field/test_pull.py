"""A phone is given its owner's rows as they stand, nobody else's, and only what it lacks."""

from datetime import timedelta

import pytest
from django.utils import timezone

from lianxin.field.models import Device, Handed
from lianxin.ledger.models import Event
from lianxin.people.actions import disable_staff, end_post
from lianxin.planning.models import Duty
from lianxin.registry.actions import NewFact, record_facts
from lianxin.registry.models import Household
from lianxin.registry.vocabulary import Source

pytestmark = pytest.mark.django_db


@pytest.fixture
def paired(homes, worker):
    """The worker has one home in her care, and owes it a visit."""
    today = timezone.localdate()
    Household.objects.filter(pk=homes["near"].pk).update(keeper=worker)
    Duty.objects.create(
        household=homes["near"],
        area=homes["near"].area,
        staff=worker,
        reason="round",
        why={"tier": "watch", "times": 2},
        minutes=40,
        opens_on=today,
        due_on=today + timedelta(days=9),
        made_on=today,
    )
    homes["near"].refresh_from_db()
    return homes


def home_keys(phone):
    return {key for key in phone.rows if key.startswith("home:")}


def key_of(home):
    return f"home:{home.pk}"


def test_a_worker_is_given_the_homes_in_her_care_and_no_others(phone, paired, worker):
    answer = phone.pull()
    assert home_keys(phone) == {key_of(paired["near"])}
    row = phone.rows[key_of(paired["near"])]
    assert (row["head"], row["phone"], row["mine"]) == ("王有田", "13800000000", True)
    assert row["area"]["names"] == ["甲镇", "东一村"]
    assert phone.rows["me"]["staff"]["number"] == "W-1"
    assert phone.rows["me"]["village"] is False
    (duty,) = [row for key, row in phone.rows.items() if key.startswith("duty:")]
    assert duty["household_id"] == row["id"]
    assert duty["sentence"]["zh"]
    assert {one["code"] for one in phone.rows["words"]["cannot"]} >= {"nobody_home", "declined"}
    assert answer["settings"]["keep_days_max"] == 30


def test_an_unpaired_village_cadre_is_given_his_village(phone, homes):
    phone.pull()
    assert home_keys(phone) == {key_of(homes["near"]), key_of(homes["next"])}
    assert phone.rows["me"]["village"] is True


def test_only_what_changed_comes_again(phone, paired):
    phone.pull()
    assert phone.pull()["rows"] == []
    fact = [NewFact("income_per_head", 3100)]
    now = timezone.now()
    day = timezone.localdate(now)
    record_facts(paired["near"], fact, observed_on=day, source=Source.CADRE, actor=None, now=now)
    (row,) = phone.pull()["rows"]
    assert row["key"] == key_of(paired["near"])
    assert row["row"]["facts"] == [
        {
            "indicator": "income_per_head",
            "resident_id": None,
            "value": "3100",
            "observed_on": day.isoformat(),
            "source": "cadre",
            "stale": False,
        }
    ]


def test_a_home_that_goes_to_another_cadre_leaves_the_phone(phone, paired, worker, neighbour):
    Household.objects.filter(pk=paired["far"].pk).update(keeper=worker)
    phone.pull()
    Household.objects.filter(pk=paired["near"].pk).update(keeper=neighbour)
    Duty.objects.update(staff=neighbour)
    answer = phone.pull()
    assert key_of(paired["near"]) in answer["leave"]
    assert any(key.startswith("duty:") for key in answer["gone"])
    assert home_keys(phone) == {key_of(paired["far"])}
    handed = Handed.objects.get(household_id=paired["near"].pk)
    assert handed.left_at


def test_a_home_that_left_the_register_is_gone(phone, paired):
    phone.pull()
    Household.objects.filter(pk=paired["near"].pk).update(state="dissolved")
    assert key_of(paired["near"]) in phone.pull()["gone"]


def test_what_a_phone_invents_is_gone(phone, paired):
    phone.hashes = {"home:x": "0", "home:00000000-0000-7000-8000-000000000000": "0", "\x00": "", "": "1"}
    assert sorted(phone.pull()["gone"]) == sorted(
        ["home:x", "home:00000000-0000-7000-8000-000000000000", "\x00", ""]
    )


def test_the_first_hand_out_of_a_home_is_told_once_in_the_ledger(phone, phone_of, worker, paired):
    phone.pull()
    phone.pull()
    told = Event.objects.filter(kind="household.handed_out", subject_id=paired["near"].pk)
    assert [event.actor_id for event in told] == [worker.pk]
    phone_of(worker).pull()
    assert told.all().count() == 2


def test_a_phone_out_of_use_is_told_to_wipe_itself_and_given_nothing(phone, paired, worker):
    from lianxin.field.actions import revoke_device

    phone.pull()
    revoke_device(Device.objects.get(), actor=worker, now=timezone.now(), reason="丢了")
    have = set(phone.hashes)
    answer = phone.pull()
    assert answer["revoked"] is True
    assert answer["rows"] == []
    assert set(answer["leave"]) == have
    assert Device.objects.get().wiped_at
    assert Handed.objects.get().left_at


def test_whoever_left_is_told_to_wipe_his_phone(phone, paired, worker):
    phone.pull()
    disable_staff(staff=worker, actor=None, now=timezone.now())
    assert phone.pull()["revoked"] is True
    assert phone.rows == {}


def test_whoever_has_no_post_any_more_keeps_nothing_on_his_phone(phone, homes, worker):
    phone.pull()
    assert phone.rows
    end_post(post=worker.posts.get(), actor=None, now=timezone.now())
    answer = phone.pull()
    assert (answer["revoked"], answer["rows"]) == (False, [])
    assert phone.rows == {}


def test_a_row_is_not_written_over_while_there_is_unsent_work(phone, paired):
    phone.pull()
    phone.visit(paired["near"].pk)
    key = key_of(paired["near"])
    before = phone.rows[key]
    fact, now = [NewFact("income_per_head", 3100)], timezone.now()
    day = timezone.localdate(now)
    record_facts(paired["near"], fact, observed_on=day, source=Source.CADRE, actor=None, now=now)
    phone.pull()
    assert phone.rows[key] == before
    phone.push()
    phone.pull()
    assert phone.rows[key] != before


def test_what_was_brought_up_comes_back_with_its_state(phone, paired):
    phone.visit(paired["near"].pk)
    phone.push()
    phone.pull()
    (item,) = [row for key, row in phone.rows.items() if key.startswith("item:")]
    assert (item["state"], item["household_id"]) == ("open", str(paired["near"].pk))
    row = phone.rows[key_of(paired["near"])]
    assert row["visits"][0]["items"] == 1
    assert row["open_items"][0]["id"] == item["id"]


def test_how_far_the_backups_reach_comes_with_every_pull(phone, paired):
    from lianxin.field.actions import mark_backed_up

    first, second, third = (phone.visit(paired["near"].pk) for _ in range(3))
    phone.push()
    assert phone.pull()["backed_up_seq"] == 0
    mark_backed_up([first["op_id"], third["op_id"]], at=timezone.now())
    assert phone.pull()["backed_up_seq"] == 1
    mark_backed_up([second["op_id"]], at=timezone.now())
    assert phone.pull()["backed_up_seq"] == 3
    assert phone.agrees()


def test_the_keeper_may_be_far_from_his_post(phone_of, neighbour, homes):
    Household.objects.filter(pk=homes["near"].pk).update(keeper=neighbour)
    phone = phone_of(neighbour)
    phone.pull()
    assert home_keys(phone) == {key_of(homes["near"])}
