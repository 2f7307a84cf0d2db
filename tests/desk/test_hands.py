"""The board of a village: who has whom, what a change would cost, the change from the board and its undo."""

import pytest
from django.urls import reverse

from lianxin.pairing.actions import choose_cadre, note_barrier
from lianxin.pairing.models import Barrier, Pairing
from lianxin.registry.models import Household
from tests.desk.district import content
from tests.desk.test_pairing import keeper_of, other, pairing_policy

__all__ = ["other", "pairing_policy"]


@pytest.fixture
def kept(wang, worker, pairing_policy, now):
    choose_cadre(wang, worker, actor=None, now=now)
    return wang


def board_of(area):
    return f"/pairing/?area={area.code}"


def costs(client, household, *staff):
    keys = ",".join(str(one.pk) for one in staff)
    return client.get(reverse("desk:cadre-costs", args=[household.number]), {"staff": keys})


def test_a_village_shows_each_cadre_with_his_households(enter, town_head, areas, kept, worker, other):
    shown = enter(town_head).get(board_of(areas["V1"])).content.decode()
    assert "谁联系谁" in shown
    assert shown.index(worker.name) < shown.index(f'data-household="{kept.number}"')
    assert f'data-cadre="{other.pk}"' in shown


def test_who_may_not_choose_sees_no_board(enter, worker, areas, kept):
    assert "谁联系谁" not in content(enter(worker).get(board_of(areas["V1"])))


def test_a_place_with_too_many_households_shows_none(enter, desk, areas, kept, now):
    homes = [Household(number=f"HB9{at:05d}", area=areas["V1"], created_at=now) for at in range(250)]
    Household.objects.bulk_create(homes)
    assert "谁联系谁" not in content(enter(desk).get(board_of(areas["V1"])))


def test_the_costs_say_what_is_more_than_now_and_who_must_not(
    enter, town_head, kept, worker, other, neighbour, desk, now
):
    client = enter(town_head)
    found = costs(client, kept, worker, other, neighbour).json()
    assert set(found) == {str(other.pk), str(neighbour.pk)}
    assert "和现在一样多分" in found[str(other.pk)]["words"]
    assert "跨镇" in found[str(neighbour.pk)]["words"]
    note_barrier(kept, other, kind=Barrier.KIN, note="", actor=desk, now=now)
    assert costs(client, kept, other).json()[str(other.pk)]["barred"] is True


def test_costs_that_make_no_sense_are_refused(enter, town_head, kept):
    client, page = enter(town_head), reverse("desk:cadre-costs", args=[kept.number])
    for staff in ("", "viele", "," * 30, "0" * 3000):
        assert client.get(page, {"staff": staff}).status_code == 422


def test_a_change_from_the_board_leads_back_and_can_be_taken_back_there(
    enter, town_head, areas, kept, worker, other
):
    client, village = enter(town_head), areas["V1"]
    choose = reverse("desk:household-cadre", args=[kept.number])
    sent = client.post(choose, {"staff": other.pk, "board": village.code})
    assert sent["Location"] == board_of(village)
    assert keeper_of(kept) == other
    assert f"{kept.number} 刚交给{other.name}" in content(client.get(board_of(village)))
    sent = client.post(f"{choose}undoing/", {"board": village.code})
    assert sent["Location"] == board_of(village)
    assert keeper_of(kept) == worker
    assert Pairing.objects.lasting().count() == 1


def test_the_way_back_is_never_somebody_elses_address(enter, town_head, kept, other):
    choose = reverse("desk:household-cadre", args=[kept.number])
    sent = enter(town_head).post(choose, {"staff": other.pk, "board": "//elsewhere.example"})
    assert sent["Location"] == choose
