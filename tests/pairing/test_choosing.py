"""Who could have a household: costs in their parts, room, barriers."""

from django.db import connection
from django.test.utils import CaptureQueriesContext

from lianxin.pairing import choosing
from lianxin.pairing.actions import choose_cadre, note_barrier
from lianxin.pairing.choosing import candidates
from lianxin.pairing.models import Barrier
from lianxin.people.vocabulary import Role
from lianxin.registry.models import Household
from tests.people.cast import make_worker


def test_the_nearest_comes_first_and_another_town_only_when_asked(
    areas, wang, li, worker, neighbour, pairing_policy, now
):
    here = candidates(wang, on=now.date())
    everywhere = candidates(wang, on=now.date(), everywhere=True)
    assert [one.staff for one in here] == [worker]
    assert [one.staff for one in everywhere] == [worker, neighbour]
    assert [one.other_town for one in everywhere] == [False, True]
    assert everywhere[0].points < everywhere[1].points


def test_who_has_the_household_is_shown_even_when_he_is_dear(wang, worker, neighbour, pairing_policy, now):
    choose_cadre(wang, neighbour, actor=None, now=now)
    wang.refresh_from_db()
    found = candidates(wang, on=now.date(), shown=1)
    assert [(one.staff, one.is_keeper) for one in found] == [(worker, False), (neighbour, True)]


def test_a_full_cadre_comes_after_one_with_room(areas, wang, worker, pairing_policy, now):
    other = make_worker("W-9", Role.COLLECTOR, areas["V3"])
    homes = [
        Household(number=f"HB9{at:05d}", area=areas["V1"], created_at=now, keeper=worker) for at in range(20)
    ]
    Household.objects.bulk_create(homes)
    found = candidates(wang, on=now.date())
    assert [(one.staff, one.fits) for one in found] == [(other, True), (worker, False)]


def test_a_barred_cadre_comes_last_and_is_marked(areas, wang, worker, pairing_policy, now):
    other = make_worker("W-9", Role.COLLECTOR, areas["V3"])
    note_barrier(wang, worker, kind=Barrier.KIN, actor=None, now=now)
    found = candidates(wang, on=now.date())
    assert [(one.staff, one.barred) for one in found] == [(other, False), (worker, True)]


def test_loads_read_a_few_at_a_time_lead_to_the_same_cadres(
    areas, wang, worker, pairing_policy, now, monkeypatch
):
    full = [make_worker(f"W-1{at}", Role.COLLECTOR, areas["V1"]) for at in range(3)]
    others = [make_worker(f"W-2{at}", Role.COLLECTOR, areas["V3"]) for at in range(3)]
    Household.objects.bulk_create(
        Household(number=f"HB9{at:05d}", area=areas["V1"], created_at=now, keeper=full[at % 3])
        for at in range(60)
    )
    note_barrier(wang, others[1], kind=Barrier.KIN, actor=None, now=now)

    def found(looked_at, shown):
        monkeypatch.setattr(choosing, "LOOKED_AT", looked_at)
        return candidates(wang, on=now.date(), shown=shown)

    assert [one.fits for one in found(100, 7)] == [True] * 3 + [False] * 3 + [True]
    assert all(found(1, shown) == found(100, shown) for shown in range(1, 8))


def test_choosing_takes_as_many_queries_however_many_cadres_there_are(
    areas, wang, worker, pairing_policy, now, django_assert_num_queries
):
    with CaptureQueriesContext(connection) as few:
        candidates(wang, on=now.date(), everywhere=True)
    for at in range(20):
        make_worker(f"W-3{at}", Role.COLLECTOR, areas["V1"])
    with django_assert_num_queries(len(few)):
        candidates(wang, on=now.date(), everywhere=True)
