"""Who may do what: the table, the tree, and rights that change."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from lianxin.areas.models import Area
from lianxin.people import access
from lianxin.people.access import VERBS, areas_seen, ask, asking, may, within_sight
from lianxin.people.models import Post, Staff
from lianxin.people.vocabulary import Role
from tests.people.cast import give_post, make_staff, make_worker

CHANGES = (".edit", ".run", ".undo", ".adopt", ".decide", ".approve", ".contest", ".record", ".manage")


def test_the_supervisor_changes_nothing():
    """He may write a complaint down for whoever tells him, has calls made, decides what those found, and has
    the last word on an appeal; what was found at a door and done is not his to touch."""
    changes = {verb for verb in VERBS[Role.SUPERVISOR] if verb.endswith(CHANGES)}
    assert changes == {"complaint.record", "callback.run", "finding.decide", "exclusion.decide"}


def test_the_system_admin_sees_no_household():
    assert not [verb for verb in VERBS[Role.SYSTEM_ADMIN] if verb in access.HOUSEHOLD_VERBS]
    assert "ledger.see" not in VERBS[Role.SYSTEM_ADMIN]


def test_only_the_district_desk_adopts_policies_and_only_the_admin_keeps_accounts():
    assert [role for role in Role if "policy.adopt" in VERBS[role]] == [Role.DISTRICT_DESK]
    assert [role for role in Role if "staff.edit" in VERBS[role]] == [Role.SYSTEM_ADMIN]


def test_every_role_has_its_verbs_and_the_table_cannot_be_changed():
    assert set(VERBS) == set(Role)
    with pytest.raises(TypeError):
        VERBS[Role.COLLECTOR] = frozenset()


def test_rights_flow_down_the_tree_and_neither_up_nor_sideways(areas, town_head):
    allowed = [key for key, area in areas.items() if may(town_head, "household.edit", area)]
    assert allowed == ["T1", "C1", "V1", "V2", "C2", "V3"]


def test_a_path_that_begins_like_ones_own_is_not_inside_it(areas, town_head):
    twin = Area.objects.create(
        code="990100001009",
        name="丙镇",
        level="town",
        parent=areas["D"],
        path=areas["T1"].path.rstrip("/") + "9/",
        opened_on=areas["T1"].opened_on,
    )
    assert not may(town_head, "household.see", twin)
    assert twin not in areas_seen(town_head)


def test_a_collector_on_a_town_reaches_no_household(areas):
    leader = make_worker("L-1", Role.COLLECTOR, areas["T1"])
    assert not may(leader, "household.see", areas["V1"])
    assert not areas_seen(leader).exists()
    assert may(leader, "area.see", areas["V1"])


def test_a_collector_on_a_community_reaches_the_villages_below_it(areas):
    leader = make_worker("L-1", Role.COLLECTOR, areas["C1"])
    assert [area.name for area in areas_seen(leader)] == ["东社区", "东一村", "东二村"]


def test_two_posts_add_up(areas, worker):
    give_post(worker, Role.SUPERVISOR, areas["T2"])
    assert may(worker, "household.see", areas["V1"])
    assert may(worker, "household.see", areas["V4"])
    assert not may(worker, "fact.record", areas["V4"])


def test_a_post_counts_from_its_first_day_until_the_day_before_its_last_date(areas):
    today = timezone.localdate()
    staff = make_staff("P-1")
    post = Post(staff=staff, role="collector", area=areas["V1"], from_on=today)
    post.save()
    assert may(staff, "household.see", areas["V1"])
    Post.objects.update(from_on=today + timedelta(days=1))
    assert not may(staff, "household.see")
    Post.objects.update(from_on=today - timedelta(days=9), to_on=today + timedelta(days=1))
    assert may(staff, "household.see")
    Post.objects.update(to_on=today)
    assert not may(staff, "household.see")


def test_nobody_without_a_working_account_may_anything(areas, worker):
    Staff.objects.filter(pk=worker.pk).update(is_active=False)
    worker.refresh_from_db()
    assert not may(worker, "household.see", areas["V1"])
    assert not may(AnonymousUser(), "household.see", areas["V1"])
    assert not areas_seen(AnonymousUser()).exists()


def test_the_system_itself_may_everything_but_does_not_exist_inside_a_request(areas):
    assert may(None, "household.edit", areas["V1"])
    assert areas_seen(None).count() == len(areas)
    with asking(), pytest.raises(PermissionDenied):
        ask(None, "household.edit", areas["V1"])


def test_an_unknown_verb_is_a_mistake_and_not_a_refusal(worker):
    with pytest.raises(access.UnknownVerb):
        may(worker, "houshold.see")


def test_an_object_that_lies_nowhere_is_a_mistake_and_not_a_permission(desk):
    with pytest.raises(TypeError, match="in which area"):
        may(desk, "household.see", SimpleNamespace(name="somewhere"))


@pytest.mark.parametrize("shape", ["area", "area_id"])
def test_an_object_lies_where_its_area_says(areas, worker, shape):
    def thing(key):
        return SimpleNamespace(**{shape: areas[key] if shape == "area" else areas[key].pk})

    assert may(worker, "household.see", thing("V1"))
    assert not may(worker, "household.see", thing("V2"))


def test_within_sight_agrees_with_may_for_every_area_and_person(
    areas, worker, town_head, desk, supervisor, admin
):
    for person in (worker, town_head, desk, supervisor, admin):
        for verb in sorted(access.ALL_VERBS):
            seen = set(Post.objects.none()) | set(Area.objects.filter(within_sight(person, verb, "pk")))
            assert seen == {area for area in areas.values() if may(person, verb, area)}, (person, verb)


def test_someone_with_two_posts_is_seen_from_either_and_changed_only_from_above_both(areas, worker):
    give_post(worker, Role.COLLECTOR, areas["V4"])
    east = make_worker("T-9", Role.TOWN_HEAD, areas["T1"])
    admin = make_worker("A-9", Role.SYSTEM_ADMIN, areas["D"])
    assert may(east, "staff.see", worker)
    assert may(admin, "staff.edit", worker)
    assert worker in Staff.objects.seen_by(east)


def test_someone_without_a_post_is_seen_only_from_the_top(areas, town_head, admin):
    newcomer = make_staff("N-1")
    assert newcomer in Staff.objects.seen_by(admin)
    assert newcomer not in Staff.objects.seen_by(town_head)
    assert may(admin, "staff.edit", newcomer)
    assert not may(town_head, "staff.see", newcomer)


def test_rights_are_read_once_in_a_request_and_afresh_in_the_next(areas, worker, django_assert_num_queries):
    with asking(), django_assert_num_queries(1):
        assert may(worker, "household.see", areas["V1"])
        assert may(worker, "area.see", areas["V1"])
    Post.objects.all().delete()
    with asking():
        assert not may(worker, "household.see", areas["V1"])


def test_only_asking_counts_as_having_asked(areas, worker):
    with asking() as notebook:
        may(worker, "household.see", areas["V1"])
        list(areas_seen(worker))
        assert notebook.asked == []
        with pytest.raises(PermissionDenied):
            ask(worker, "household.see", areas["V2"])
        assert notebook.asked == ["household.see"]


def test_what_several_people_hold_today_is_one_question(areas, worker, town_head, django_assert_num_queries):
    today = timezone.localdate()
    left, comes = make_staff("L-7"), make_staff("L-8")
    Post.objects.create(staff=left, role="collector", area=areas["V1"], from_on=today, to_on=today)
    Post.objects.create(staff=comes, role="collector", area=areas["V1"], from_on=today + timedelta(days=1))
    everybody = [worker.pk, town_head.pk, left.pk, comes.pk]
    with django_assert_num_queries(1):
        found = access.held_by(everybody)
    assert found[worker.pk] == (access.Held(Role.COLLECTOR, "village", areas["V1"].path),)
    assert found[town_head.pk] == access.held_today(town_head)
    assert found[left.pk] == found[comes.pk] == ()
    assert access.held_by([]) == {}
