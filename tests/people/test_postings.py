"""Transfers, secondments, leaving and coming back: what ends, what begins, and what cannot be."""

from datetime import timedelta

import pytest
from django.utils import timezone

from lianxin.ledger.models import Event
from lianxin.people import actions
from lianxin.people.access import may
from lianxin.people.models import Post, Secondment, Staff
from lianxin.people.profiles import Profile
from lianxin.people.refusals import PeopleRefusal
from lianxin.people.vocabulary import Ability, Rank, Role, abilities_in, mask_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def by(admin):
    return {"actor": admin, "now": timezone.now()}


@pytest.fixture
def today():
    return timezone.localdate()


def refused(action, **given):
    with pytest.raises(PeopleRefusal) as refusal:
        action(**given)
    return refusal.value.code


def test_a_transfer_leaves_no_day_without_a_post_and_no_day_with_two(worker, areas, by, today):
    old = worker.posts.get()
    new = actions.transfer_post(post=old, area=areas["V2"], rank=Rank.MIDDLE, title="副主任", **by)
    assert (old.to_on, new.from_on, new.role) == (today, today, old.role)
    assert (new.title, new.rank) == ("副主任", "middle")
    for day in (today - timedelta(days=1), today):
        assert worker.posts.on(day).count() == 1
    assert not may(worker, "household.see", areas["V1"])
    assert may(worker, "household.see", areas["V2"])


def test_a_transfer_that_is_refused_changes_nothing(worker, town_head, areas, by):
    post = town_head.posts.get()
    assert refused(actions.transfer_post, post=post, area=areas["V1"], **by) == "role-level"
    assert Post.objects.get(pk=post.pk).to_on is None


def test_the_end_of_a_post_can_be_taken_back_unless_it_is_held_again(worker, areas, by):
    post = worker.posts.get()
    assert refused(actions.resume_post, post=post, **by) == "post-lasting"
    actions.end_post(post=post, **by)
    actions.resume_post(post=post, **by)
    assert may(worker, "household.see", areas["V1"])
    actions.end_post(post=post, **by)
    actions.appoint(staff=worker, role=Role.COLLECTOR, area=areas["V1"], **by)
    assert refused(actions.resume_post, post=post, **by) == "post-held"


def test_nobody_takes_back_the_end_of_his_own_post(admin, areas):
    other = Staff.objects.create(number="A-2", name="另一位")
    now = timezone.now()
    actions.appoint(staff=other, role=Role.SYSTEM_ADMIN, area=areas["D"], actor=None, now=now)
    post = admin.posts.get()
    actions.end_post(post=post, actor=other, now=now)
    assert refused(actions.resume_post, post=post, actor=admin, now=now) == "own-post"


def test_who_leaves_loses_every_post_and_the_account_and_gets_them_back(worker, areas, by, today):
    actions.appoint(staff=worker, role=Role.COLLECTOR, area=areas["V2"], **by)
    soon = today + timedelta(days=9)
    actions.appoint(staff=worker, role=Role.COLLECTOR, area=areas["C2"], from_on=soon, **by)
    actions.second_staff(staff=worker, area=areas["V3"], unit="区水利局", **by)
    held = actions.holding_of(worker, now=by["now"])
    assert (len(held.posts), len(held.secondments)) == (3, 1)
    actions.dismiss_staff(staff=worker, **by)
    worker.refresh_from_db()
    assert not worker.is_active
    assert not worker.posts.unfinished(today).filter(from_on__lte=today).exists()
    assert not worker.secondments.unfinished(today).exists()
    assert refused(actions.dismiss_staff, staff=worker, **by) == "staff-left"
    assert actions.reinstate_staff(staff=worker, with_posts=True, **by) == 3
    assert worker.posts.on(today).count() == 2
    assert refused(actions.reinstate_staff, staff=worker, with_posts=True, **by) == "staff-active"


def test_coming_back_does_not_need_the_old_posts(worker, by, today):
    actions.dismiss_staff(staff=worker, **by)
    assert actions.reinstate_staff(staff=worker, with_posts=False, **by) == 0
    assert not worker.posts.on(today).exists()


def test_nobody_dismisses_himself_nor_the_last_admin(admin, by):
    assert refused(actions.dismiss_staff, staff=admin, **by) == "own-account"
    alone = {"actor": None, "now": by["now"]}
    assert refused(actions.dismiss_staff, staff=admin, **alone) == "last-admin"
    admin.refresh_from_db()
    assert admin.is_active


def test_one_is_posted_down_in_one_place_at_a_time(worker, areas, by, today):
    first = actions.second_staff(staff=worker, area=areas["V3"], unit="区水利局", **by)
    again = {"staff": worker, "area": areas["V2"], "unit": "区水利局", **by}
    assert refused(actions.second_staff, **again) == "seconded"
    actions.end_secondment(secondment=first, **by)
    assert refused(actions.end_secondment, secondment=first, **by) == "secondment-ended"
    second = actions.second_staff(**again)
    assert list(worker.secondments.on(today)) == [second]
    told = Event.objects.about("secondment", first.pk).last()
    assert told.after["unit"] == "区水利局"


def test_a_secondment_needs_a_unit_and_gives_no_right(worker, areas, by):
    assert refused(actions.second_staff, staff=worker, area=areas["V4"], **by) == "unit-empty"
    actions.change_staff(staff=worker, profile=Profile(unit="区水利局"), **by)
    assert actions.second_staff(staff=worker, area=areas["V4"], **by).unit == "区水利局"
    assert not may(worker, "household.see", areas["V4"])


def test_a_merger_carries_secondments_over_and_its_undo_brings_them_back(worker, areas, by):
    from lianxin.people.actions.returning import return_secondments

    actions.second_staff(staff=worker, area=areas["V3"], unit="区水利局", **by)
    assert actions.count_secondments(areas["V3"]) == 1
    assert actions.move_secondments(areas["V3"], areas["V2"], **by) == 1
    assert (actions.count_secondments(areas["V3"]), actions.count_secondments(areas["V2"])) == (0, 1)
    assert return_secondments(areas["V3"], areas["V2"], merged_at=by["now"], **by) == 1
    assert (actions.count_secondments(areas["V3"]), actions.count_secondments(areas["V2"])) == (1, 0)


def test_whose_secondments_one_sees_follows_from_the_area_and_the_person(worker, town_head, areas, by):
    down = actions.second_staff(staff=worker, area=areas["V4"], unit="区水利局", **by)
    assert list(Secondment.objects.seen_by(town_head)) == [down], "his own worker"
    assert list(Secondment.objects.seen_by(worker)) == []


def test_the_profile_is_kept_and_told_without_the_phone(worker, areas, by):
    abilities = mask_of([Ability.LAW, Ability.LOCAL_DIALECT, Ability.LAW])
    profile = Profile("区水利局", areas["V2"], areas["T1"], abilities)
    assert actions.change_staff(staff=worker, phone="13800000000", profile=profile, **by)
    worker = Staff.objects.get(pk=worker.pk)
    assert worker.able_to == [Ability.LAW, Ability.LOCAL_DIALECT]
    told = Event.objects.about("staff", worker.pk).last()
    assert told.after["phone"] == "changed"
    assert "13800000000" not in told.after_json
    assert told.after["abilities"] == ["law", "local_dialect"]
    assert not actions.change_staff(staff=worker, phone="13800000000", profile=profile, **by)


def test_abilities_keep_their_bits():
    assert [ability.value for ability in abilities_in(0b11)] == [1, 2]
    assert len({ability.value for ability in Ability}) == len(Ability)
    assert all(ability.value.bit_count() == 1 and ability.value < 1 << 63 for ability in Ability)
    assert (Ability.LAW.value, Ability.KOREAN.value) == (16, 1 << 31)


@pytest.mark.parametrize("typed", ["秀英", "李 秀", "lixiu", "lxy", "LXY", "w-1", "Ｗ-1"])
def test_a_person_is_found_by_part_of_a_name_pinyin_initials_or_number(areas, typed):
    staff = actions.add_staff(number="W-1", name="李秀英", actor=None, now=timezone.now())
    actions.add_staff(number="Z-9", name="赵钱", actor=None, now=timezone.now())
    assert list(Staff.objects.called(typed)) == [staff]
    assert list(Staff.objects.called("\x00\ud800")) == list(Staff.objects.all())


def test_a_phone_is_shown_for_a_purpose_and_written_down(worker, by):
    actions.change_staff(staff=worker, phone="13800000000", **by)
    assert refused(actions.reveal_phone, staff=worker, purpose="", **by) == "purpose-needed"
    assert actions.reveal_phone(staff=worker, purpose="work", **by) == "13800000000"
    told = Event.objects.filter(kind="staff.phone_revealed").get()
    assert (told.subject_id, told.reason) == (worker.pk, "work")


def test_an_unlocked_person_waits_no_longer(client, worker, by):
    from lianxin.people.lockout import locked_until

    for _ in range(6):
        client.post("/sign-in/", {"number": worker.number, "password": "wrong"})
    assert locked_until(worker.number, timezone.now())
    actions.unlock_staff(staff=worker, **by)
    assert locked_until(worker.number, timezone.now()) is None
