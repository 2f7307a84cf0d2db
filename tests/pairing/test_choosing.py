"""Who could have a household: costs in their parts, room, barriers."""

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
