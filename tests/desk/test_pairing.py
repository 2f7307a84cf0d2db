"""The pages of pairing: the board, drafts, choosing a cadre, wishes, hand-overs."""

import pytest
from django.urls import reverse

from lianxin.desk.pairing.words import limits_in_words, reasons_in_words
from lianxin.flow import JOBS
from lianxin.pairing.actions import choose_cadre, note_barrier, note_wish
from lianxin.pairing.models import Barrier, Draft, HandOver, Pairing, Wish
from lianxin.pairing.vocabulary import Reason
from lianxin.people.vocabulary import Role
from lianxin.registry.models import Household
from lianxin.work.running import run_next
from tests.desk.district import content
from tests.people.cast import make_worker


@pytest.fixture
def pairing_policy(policy, now):
    from lianxin.policies.actions import adopt_policy
    from lianxin.policies.catalogue import SHIPPED

    text = (SHIPPED / "pairing" / "2026-01-01.yaml").read_text("utf-8")
    return adopt_policy(text=text, filename="2026-01-01.yaml", actor=None, now=now)


@pytest.fixture
def other(areas):
    return make_worker("W-9", Role.COLLECTOR, areas["V1"], name="王小雨")


def keeper_of(household):
    return Household.objects.get(pk=household.pk).keeper


def test_the_board_says_how_many_have_no_cadre(enter, desk, wang, li, worker, pairing_policy, now):
    client = enter(desk)
    assert "还没有结对" in content(client.get("/pairing/"))
    choose_cadre(wang, worker, actor=None, now=now)
    assert "还有 1 户没有联系干部" in content(client.get("/pairing/"))
    choose_cadre(li, worker, actor=None, now=now)
    assert "每一户都有联系干部" in content(client.get("/pairing/"))


def test_a_draft_is_worked_out_compared_adopted_and_taken_back(
    enter, desk, wang, li, worker, neighbour, pairing_policy
):
    client = enter(desk)
    page = client.post("/pairing/drafts/")["Location"]
    assert "排着队" in content(client.get(page))
    run_next(JOBS)
    shown = content(client.get(page))
    assert "每户都配上了" in shown
    assert "同村" in shown
    assert keeper_of(wang) is None
    client.post(f"{page}adoption/")
    run_next(JOBS)
    assert (keeper_of(wang), keeper_of(li)) == (worker, neighbour)
    client.post(f"{page}undoing/")
    run_next(JOBS)
    assert (keeper_of(wang), keeper_of(li)) == (None, None)
    assert "撤销" in content(client.get(page))


def test_without_a_policy_the_board_says_what_to_do(enter, desk, wang):
    response = enter(desk).post("/pairing/drafts/")
    assert response.status_code == 422
    assert "还没有采用结对办法" in content(response)
    assert not Draft.objects.exists()


def test_more_cadres_are_tried_out_and_nothing_changes(enter, desk, wang, li, worker, pairing_policy):
    client = enter(desk)
    page = client.post("/pairing/trials/", {"cadres": "3", "watch": "6"})["Location"]
    run_next(JOBS)
    shown = content(client.get(page))
    assert "多 3 名干部，关心户一年走访 6 次" in shown
    assert "照现在的办法" in shown
    assert client.post(f"{page}adoption/").status_code == 302
    run_next(JOBS)
    assert keeper_of(wang) is None
    assert Draft.objects.get().adopted_at is None
    assert client.post("/pairing/trials/", {"cadres": "viele"}).status_code == 422


def test_the_head_chooses_another_cadre_and_takes_it_back(
    enter, town_head, wang, worker, other, pairing_policy, now
):
    choose_cadre(wang, worker, actor=None, now=now)
    client, page = enter(town_head), reverse("desk:household-cadre", args=[wang.number])
    assert "王小雨" in content(client.get(page))
    client.post(page, {"staff": other.pk})
    assert keeper_of(wang) == other
    assert "还欠一次交接" in content(client.get(page))
    client.post(f"{page}undoing/")
    assert keeper_of(wang) == worker


def test_over_the_quota_a_reason_is_asked_for(enter, town_head, areas, wang, worker, pairing_policy, now):
    homes = [
        Household(number=f"HB9{at:05d}", area=areas["V1"], created_at=now, keeper=worker) for at in range(20)
    ]
    Household.objects.bulk_create(homes)
    client, page = enter(town_head), reverse("desk:household-cadre", args=[wang.number])
    refused = client.post(page, {"staff": worker.pk})
    assert refused.status_code == 422
    assert "名额已满" in content(refused)
    client.post(page, {"staff": worker.pk, "note": "只有他会手语。"})
    assert keeper_of(wang) == worker
    assert Pairing.objects.get(household=wang).note == "只有他会手语。"


def test_a_cadre_sees_neither_the_wish_about_him_nor_the_barrier(
    enter, desk, wang, worker, pairing_policy, now
):
    choose_cadre(wang, worker, actor=None, now=now)
    wang.refresh_from_db()
    wish = note_wish(wang, words="说话太冲", actor=desk, now=now)
    note_barrier(wang, worker, kind=Barrier.COMPLAINT, note="收礼", actor=desk, now=now)
    client = enter(worker)
    for page in ("", "cadre/", "history/", "wish/"):
        shown = content(client.get(f"/households/{wang.number}/{page}"))
        assert "说话太冲" not in shown
        assert "收礼" not in shown
        assert "不宜" not in shown
        assert "要求换" not in shown
    assert client.get(reverse("desk:wish", args=[wish.pk])).status_code in (403, 404)


def test_of_a_complaint_a_town_head_is_not_told(enter, desk, town_head, wang, worker, pairing_policy, now):
    note_barrier(wang, worker, kind=Barrier.COMPLAINT, note="收礼", actor=desk, now=now)
    page = reverse("desk:household-cadre", args=[wang.number])
    assert "收礼" not in content(enter(town_head).get(page))
    assert "收礼" in content(enter(desk).get(page))


def test_a_wish_is_answered_with_a_successor(enter, town_head, wang, worker, other, pairing_policy, now):
    choose_cadre(wang, worker, actor=None, now=now)
    client = enter(town_head)
    client.post(f"/households/{wang.number}/wish/", {"words": "想换一位女干部"})
    wish = Wish.objects.get()
    page = reverse("desk:wish", args=[wish.pk])
    assert "想换一位女干部" in content(client.get(page))
    answered = {"outcome": "granted", "answer": "换王小雨来。"}
    assert "选定新的联系干部" in content(client.post(page, answered))
    client.post(page, answered | {"successor": str(other.pk)})
    assert keeper_of(wang) == other
    assert "没有等答复的" in content(client.get("/pairing/wishes/"))


def test_the_two_cadres_say_when_they_handed_over(enter, wang, worker, other, pairing_policy, now):
    choose_cadre(wang, worker, actor=None, now=now)
    choose_cadre(wang, other, actor=None, now=now)
    client = enter(other)
    assert wang.number in content(client.get("/pairing/handovers/"))
    handover = HandOver.objects.get()
    client.post(reverse("desk:meeting", args=[handover.pk]), {"met_on": handover.from_on.isoformat()})
    assert not HandOver.objects.open().exists()


def test_my_households_are_those_in_my_care(enter, wang, li, neighbour, pairing_policy, now):
    choose_cadre(wang, neighbour, actor=None, now=now)
    shown = content(enter(neighbour).get("/pairing/mine/"))
    assert wang.number in shown
    assert li.number not in shown


def test_a_cadre_from_elsewhere_is_named_without_a_door_that_stays_shut(
    enter, wang, worker, areas, pairing_policy, now
):
    from_elsewhere = make_worker("W-8", Role.COLLECTOR, areas["V2"], name="何远")
    choose_cadre(wang, from_elsewhere, actor=None, now=now)
    client = enter(worker)
    shown = content(client.get("/pairing/cadres/"))
    page = reverse("desk:cadre", args=[from_elsewhere.pk])
    assert from_elsewhere.name in shown
    assert page not in shown
    assert client.get(page).status_code == 403


def test_reasons_are_said_once_and_the_most_telling_first():
    mask = Reason.CHEAPEST | Reason.SAME_AREA | Reason.SAME_TOWN | Reason.KEPT
    assert reasons_in_words(int(mask)) == ["沿用熟悉这家的干部", "同村", "路程和各项合计最省"]


def test_of_two_limits_at_one_place_the_harder_is_said():
    limit = {"scope": "town", "of": 3, "name": "甲镇", "need": 30, "room": 10, "quota_more": 0.4}
    limits = [limit | {"limit": "homes", "more_cadres": 1}, limit | {"limit": "visits", "more_cadres": 4}]
    said = limits_in_words(limits)
    assert len(said) == 1
    assert "甲镇一年还差 20 次走访" in said[0]
    assert "40%" in said[0]


def test_the_map_shows_how_far_each_town_is(enter, desk, wang, li, now):
    towns = [
        {"code": "990100001000", "name": "甲镇", "homes": 1, "visits": 4, "staff": 2, "km": 8},
        {"code": "990100002000", "name": "乙镇", "homes": 1, "visits": 4, "staff": 1, "km": 40},
    ]
    counted = {"towns": towns, "paired": 2, "changed": 0}
    Draft.objects.create(asked_at=now, solved_at=now, adopted_at=now, summary=counted)
    response = enter(desk).get("/pairing/")
    shown = content(response)
    assert "离联系干部最远的是乙镇：平均 5.0 公里" in shown
    assert "甲镇：1 户，离联系干部平均 1.0 公里" in shown
    assert response.content.decode().count('class="cell"') == 4  # two towns, for two widths of screen
