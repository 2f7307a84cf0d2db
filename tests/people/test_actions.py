"""Accounts and posts: what is written, what is refused, and who may never be lost."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from lianxin.areas.models import Area
from lianxin.ledger.models import Event
from lianxin.people import actions
from lianxin.people.models import Post, SignInTries, Staff
from lianxin.people.refusals import REFUSALS, PeopleRefusal
from lianxin.people.vocabulary import Role
from tests.people.cast import PASSWORD, give_post, make_staff, make_worker

pytestmark = pytest.mark.django_db


@pytest.fixture
def now():
    return timezone.now()


def kinds():
    return list(Event.objects.values_list("kind", flat=True))


def refused(code):
    return pytest.raises(PeopleRefusal, match=str(REFUSALS[code])[:3])


def test_a_new_person_must_change_the_password_somebody_else_chose(now):
    staff = actions.add_staff(number="ab-1", name=" 李秀英 ", password=PASSWORD, actor=None, now=now)
    assert (staff.number, staff.name, staff.must_change_password) == ("AB-1", "李秀英", True)
    assert staff.check_password(PASSWORD)
    assert kinds() == ["staff.added"]


def test_passwords_are_kept_as_argon2(settings, now):
    settings.PASSWORD_HASHERS = settings.PASSWORD_HASHERS[1:]
    staff = actions.add_staff(number="1", name="李秀英", password=PASSWORD, actor=None, now=now)
    assert staff.password.startswith("argon2$argon2id$")


def test_without_a_password_nobody_can_sign_in(now):
    staff = actions.add_staff(number="1", name="李秀英", actor=None, now=now)
    assert not staff.has_usable_password()


@pytest.mark.parametrize(
    ("number", "name", "code"),
    [(" ", "李", "number-empty"), ("1", " ", "name-empty"), ("ｗ－１", "李", "number-taken")],
)
def test_an_incomplete_or_doubled_person_is_refused(now, number, name, code):
    make_staff("W-1")
    with pytest.raises(PeopleRefusal) as refusal:
        actions.add_staff(number=number, name=name, actor=None, now=now)
    assert refusal.value.code == code


def test_a_weak_password_is_refused_and_nothing_is_written(now):
    with pytest.raises(ValidationError):
        actions.add_staff(number="1", name="李", password="1234567890", actor=None, now=now)
    assert not Staff.objects.exists()
    assert not Event.objects.exists()


def test_the_ledger_never_holds_a_password_or_a_phone(now):
    staff = actions.add_staff(
        number="1", name="李", phone="13800000000", password=PASSWORD, actor=None, now=now
    )
    actions.change_staff(staff=staff, phone="13900000000", name="李英", actor=None, now=now)
    actions.set_password(staff=staff, password="another-long-one", actor=staff, now=now)
    written = "".join(event.before_json + event.after_json for event in Event.objects.all())
    assert not [secret for secret in ("138000", "139000", PASSWORD, "another-long") if secret in written]
    assert kinds() == ["staff.added", "staff.changed", "staff.password_set"]


def test_ones_own_new_password_need_not_be_changed_but_anothers_must(admin, worker, now):
    actions.set_password(staff=worker, password="another-long-one", actor=admin, now=now)
    assert worker.must_change_password
    actions.set_password(staff=worker, password="yet-another-one", actor=worker, now=now)
    assert not worker.must_change_password


def test_a_new_password_lifts_the_wait(worker, admin, now):
    from lianxin.people.lockout import count_failure

    count_failure("w-1", "10.0.0.1", now)
    actions.set_password(staff=worker, password="another-long-one", actor=admin, now=now)
    assert not SignInTries.objects.exists()


def test_a_post_begins_today_and_is_recorded_with_its_area(areas, admin, now):
    staff = make_staff("1")
    post = actions.appoint(
        staff=staff, role=Role.TOWN_HEAD, area=areas["T1"], title="镇长", actor=admin, now=now
    )
    event = Event.objects.get()
    assert (post.from_on, event.kind, event.area_id) == (
        timezone.localdate(),
        "post.started",
        areas["T1"].pk,
    )
    assert event.after["role"] == "town_head"
    assert event.actor_id == admin.pk


@pytest.mark.parametrize(
    ("role", "place"),
    [("town_head", "D"), ("town_head", "V1"), ("district_desk", "T1"), ("system_admin", "T1")],
)
def test_a_role_is_held_only_where_it_belongs(areas, now, role, place):
    with pytest.raises(PeopleRefusal) as refusal:
        actions.appoint(staff=make_staff("1"), role=role, area=areas[place], actor=None, now=now)
    assert refusal.value.code == "role-level"


def test_nobody_appoints_or_dismisses_himself(areas, admin, now):
    for refused_deed in (
        lambda: actions.appoint(staff=admin, role=Role.DISTRICT_DESK, area=areas["D"], actor=admin, now=now),
        lambda: actions.end_post(post=admin.posts.get(), actor=admin, now=now),
    ):
        with pytest.raises(PeopleRefusal) as refusal:
            refused_deed()
        assert refusal.value.code == "own-post"


def test_the_same_post_is_not_held_twice_and_not_on_a_closed_area_or_by_a_disabled_person(areas, worker, now):
    def code(staff, area):
        with pytest.raises(PeopleRefusal) as refusal:
            actions.appoint(staff=staff, role=Role.COLLECTOR, area=area, actor=None, now=now)
        return refusal.value.code

    assert code(worker, areas["V1"]) == "post-held"
    Area.objects.filter(pk=areas["V2"].pk).update(closed_on=timezone.localdate())
    areas["V2"].refresh_from_db()
    assert code(worker, areas["V2"]) == "area-closed"
    actions.disable_staff(staff=worker, actor=None, now=now)
    assert code(worker, areas["C2"]) == "staff-disabled"


def test_a_post_ends_today_unless_said_otherwise_and_only_once(worker, admin, now):
    post = worker.posts.get()
    actions.end_post(post=post, actor=admin, now=now)
    assert not worker.posts_on(timezone.localdate()).exists()
    with pytest.raises(PeopleRefusal) as refusal:
        actions.end_post(post=post, actor=admin, now=now)
    assert refusal.value.code == "post-ended"


def test_a_post_does_not_end_before_it_began(worker, now):
    post = worker.posts.get()
    with pytest.raises(PeopleRefusal) as refusal:
        actions.end_post(post=post, to_on=post.from_on - timedelta(days=1), actor=None, now=now)
    assert refusal.value.code == "post-dates"


def test_the_last_system_admin_stays(areas, admin, now):
    for refused_deed in (
        lambda: actions.disable_staff(staff=admin, actor=None, now=now),
        lambda: actions.end_post(post=admin.posts.get(), actor=None, now=now),
    ):
        with pytest.raises(PeopleRefusal) as refusal:
            refused_deed()
        assert refusal.value.code == "last-admin"
    assert Staff.objects.get(pk=admin.pk).is_active


def test_an_admin_may_go_once_a_lasting_one_is_there(areas, admin, now):
    other = make_worker("A-2", Role.SYSTEM_ADMIN, areas["D"])
    Post.objects.filter(staff=other).update(to_on=timezone.localdate() + timedelta(days=30))
    with pytest.raises(PeopleRefusal):
        actions.disable_staff(staff=admin, actor=other, now=now)
    Post.objects.filter(staff=other).update(to_on=None)
    actions.disable_staff(staff=admin, actor=other, now=now)
    assert not Staff.objects.get(pk=admin.pk).is_active


def test_a_disabled_admin_does_not_count_as_one_who_stays(areas, admin, now):
    other = make_worker("A-2", Role.SYSTEM_ADMIN, areas["D"], is_active=False)
    with pytest.raises(PeopleRefusal):
        actions.end_post(post=admin.posts.get(), actor=other, now=now)


def test_nobody_disables_his_own_account(worker, now):
    with pytest.raises(PeopleRefusal) as refusal:
        actions.disable_staff(staff=worker, actor=worker, now=now)
    assert refusal.value.code == "own-account"


def test_posts_move_with_an_area_that_is_merged(areas, worker, now):
    give_post(worker, Role.COLLECTOR, areas["V2"])
    colleague = make_worker("W-3", Role.COLLECTOR, areas["V1"])
    assert actions.count_posts(areas["V1"]) == 2
    assert actions.move_posts(areas["V1"], areas["V2"], actor=None, now=now) == 2
    assert actions.count_posts(areas["V1"]) == 0
    today = timezone.localdate()
    assert [post.area.name for post in colleague.posts_on(today)] == ["东二村"]
    assert [post.area.name for post in worker.posts_on(today)] == ["东二村"]


def test_every_refusal_reads_well_with_its_values():
    values = {"number": 1, "language": "x", "role": "r", "area": "a", "name": "n", "to_on": 1, "from_on": 0}
    for code in REFUSALS:
        assert "%(" not in str(PeopleRefusal(code, **values))
