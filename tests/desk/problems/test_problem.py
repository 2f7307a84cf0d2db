"""The page of a problem, and the steps that its phase and a person's rights allow."""

import re
from datetime import timedelta

import pytest

from lianxin.problems.models import Custody, Joint, Packet, Pause, Promise
from tests.desk.district import content
from tests.desk.problems.steps import PACKET, SOLVED, page, step, today

pytestmark = pytest.mark.django_db


def offered(response):
    """The nouns of the steps that the page offers."""
    return set(re.findall(r'action="/problems/[0-9a-f-]{36}/([a-z-]+)/"', response.content.decode()))


def test_the_head_line_says_what_whose_where_and_how_long(enter, worker, lane):
    said = content(page(enter(worker), lane))
    for words in (
        "入户路、组道 300 米",
        "王有田家",
        "村（社区）",
        "等人接",
        "还剩",
        lane.number,
        "门口到大路",
    ):
        assert words in said, words


def test_a_stranger_does_not_learn_that_it_exists(enter, neighbour, lane):
    client = enter(neighbour)
    assert page(client, lane).status_code == 404
    assert step(client, lane, "notes", words="我来看看").status_code == 404


def test_only_what_phase_and_rights_allow_is_offered(enter, worker, town_head, supervisor, lane):
    mine = offered(page(enter(worker), lane))
    assert {"acceptance", "solution", "packet", "promise", "notes"} <= mine
    assert not mine & {"dispatch", "judgement", "pause", "packet-acceptance", "ruling", "resumption"}
    assert "dispatch" in offered(page(enter(town_head), lane))
    assert offered(page(enter(supervisor), lane)) == {"withdrawal"}


def test_whoever_received_a_matter_of_the_town_does_not_accept_it_for_the_town(
    enter, worker, town_head, roof
):
    client = enter(worker)
    assert "acceptance" not in offered(page(client, roof))
    assert step(client, roof, "acceptance").status_code == 403
    assert "acceptance" in offered(page(enter(town_head), roof))


def test_a_step_that_is_not_offered_is_refused_with_a_reason(enter, worker, lane):
    answer = step(enter(worker), lane, "resumption")
    assert answer.status_code == 422
    assert "还没人接办" in content(answer)
    assert lane.phase == "waiting"


def test_accepting_makes_it_ones_own_and_can_be_taken_back(enter, worker, town_head, lane):
    client = enter(town_head)
    assert "现在由您负责" in content(step(client, lane, "acceptance"))
    assert (lane.phase, lane.owner) == ("held", town_head)
    assert "undoing" in offered(page(client, lane))
    assert "undoing" not in offered(page(enter(worker), lane))
    assert "已撤销" in content(step(client, lane, "undoing"))
    assert (lane.phase, lane.owner) == ("waiting", worker)


def test_what_somebody_worked_on_since_is_not_taken_back(enter, worker, town_head, lane):
    client = enter(town_head)
    step(client, lane, "acceptance")
    step(enter(worker), lane, "notes", words="去看过了")
    assert "撤销不了" in content(step(client, lane, "undoing"))
    assert lane.phase == "held"


def test_empty_words_are_shown_as_a_fault_and_nothing_happens(enter, worker, lane):
    answer = step(enter(worker), lane, "packet", tried=" ", why_not_ours="没钱", asked="立项")
    assert answer.status_code == 422
    assert not Packet.objects.exists()
    assert 'id="packet-tried_error"' in answer.content.decode()


def test_a_packet_goes_up_is_sent_back_once_and_then_decided(enter, worker, town_head, desk, lane):
    village, town, district = enter(worker), enter(town_head), enter(desk)
    step(village, lane, "packet", **PACKET)
    assert lane.phase == "asked"
    said = content(page(town, lane))
    assert "修过两回" in said
    assert "请镇里立项硬化" in said
    assert step(village, lane, "packet-acceptance").status_code == 403
    step(town, lane, "packet-return", reason="先用村里的公益金")
    assert lane.phase == "sent_back"
    step(village, lane, "packet", **PACKET)
    assert lane.phase == "deciding"
    assert step(town, lane, "ruling", rung="town", reason="x").status_code == 403
    step(district, lane, "ruling", rung="town", reason="村里确实没有钱")
    assert (lane.phase, lane.rung) == ("waiting", "town")
    assert "群工部裁定由镇街办" in content(page(village, lane))


def test_a_promise_stands_on_the_page_and_a_change_needs_a_reason(enter, town_head, lane):
    client = enter(town_head)
    step(client, lane, "acceptance")
    day, later = today() + timedelta(days=5), today() + timedelta(days=9)
    step(client, lane, "promise", due_on=day.isoformat(), words="把路铺好")
    assert step(client, lane, "promise", due_on=later.isoformat(), words="铺好").status_code == 422
    step(client, lane, "promise", due_on=later.isoformat(), words="把路铺好", reason="连下三天雨")
    assert Promise.objects.standing().get().due_on == later
    said = content(page(client, lane))
    assert "连下三天雨" in said
    assert "把路铺好" in said


def test_a_pause_says_until_when_and_the_clock_goes_on(enter, town_head, lane):
    client = enter(town_head)
    step(client, lane, "acceptance")
    until = today() + timedelta(days=10)
    step(client, lane, "pause", reason="season", until=until.isoformat(), words="等雨季过去")
    assert lane.phase == "paused"
    assert "暂停到" in content(page(client, lane))
    step(client, lane, "resumption")
    assert lane.phase == "held"
    assert Pause.objects.get().to_by == town_head


def test_too_long_a_pause_is_refused_with_the_numbers(enter, town_head, lane):
    client = enter(town_head)
    step(client, lane, "acceptance")
    until = today() + timedelta(days=60)
    answer = step(client, lane, "pause", reason="household-away", until=until.isoformat(), words="外出")
    assert answer.status_code == 422
    assert "最多停 30 天" in content(answer)


def test_several_handle_it_together_and_none_is_forgotten(enter, worker, town_head, lane, areas):
    client = enter(town_head)
    step(client, lane, "acceptance")
    other = areas["T2"]
    step(client, lane, "sharing", area=other.code, part="出一台挖机", lead="we")
    asked = Joint.objects.get(is_lead=False)
    assert asked.area == other
    assert "先请他们答复" in content(step(client, lane, "solution", **SOLVED))
    client.post(f"/problems/parts/{asked.pk}/answer/", {"answer": "出了两天"})
    assert step(client, lane, "solution", **SOLVED).status_code == 200
    assert lane.end == "solved"


def test_the_claim_and_the_answer_stand_side_by_side(enter, worker, town_head, lane):
    village, town = enter(worker), enter(town_head)
    step(village, lane, "acceptance")
    step(village, lane, "solution", **SOLVED)
    assert lane.phase == "ended"
    assert "这一户还没有说" in content(page(village, lane))
    assert "judgement" not in offered(page(village, lane))
    assert step(village, lane, "judgement", is_done="yes", channel="clerk").status_code == 403
    step(town, lane, "judgement", is_done="no", channel="clerk", words="一下雨又烂了")
    assert (lane.phase, lane.not_done) == ("waiting", 1)
    said = content(page(town, lane))
    assert "这一户说：没办好" in said
    assert "一下雨又烂了" in said
    assert "铺了砂石" in said


def test_who_did_it_does_not_record_that_it_is_done(enter, town_head, lane):
    client = enter(town_head)
    step(client, lane, "acceptance")
    step(client, lane, "solution", **SOLVED)
    assert "judgement" not in offered(page(client, lane))
    answer = step(client, lane, "judgement", is_done="yes", channel="clerk")
    assert "不能自己替群众评判" in content(answer)
    assert lane.phase == "ended"


def test_a_refusal_names_the_law(enter, worker, lane):
    step(enter(worker), lane, "refusal", refusal="land-use", words="这块是基本农田")
    said = content(page(enter(worker), lane))
    assert "土地管理法" in said
    assert "这块是基本农田" in said


def test_likely_doubles_are_shown_and_merged(enter, worker, lane, raise_one):
    second = raise_one(words="门口三百米泥巴路下雨走不了")
    client = enter(worker)
    said = content(page(client, second))
    assert "可能是同一件事" in said
    assert lane.number in said
    step(client, second, "merger", into=lane.number, words="同一条路")
    assert second.end == "merged"
    assert "2 次有人提" in content(page(client, lane))


def test_nothing_is_merged_into_what_one_does_not_see(enter, worker, lane, raise_one, li, neighbour):
    hidden = raise_one(home=li, by=neighbour)
    answer = step(enter(worker), lane, "merger", into=hidden.number, words="同一条路")
    assert answer.status_code == 422
    assert lane.is_open


def test_a_correction_changes_what_it_names_alone(enter, worker, lane):
    given = {"category": "bridge", "urgency": "ordinary", "words": lane.words, "quantity": "1", "unit": "座"}
    step(enter(worker), lane, "correction", **given)
    assert (lane.category, lane.quantity, lane.unit) == ("bridge", 1.0, "座")
    assert lane.words == "门口到大路三百米泥巴路"


def test_dispatching_goes_to_people_of_the_line_and_to_places_below(enter, worker, town_head, roof, areas):
    client = enter(town_head)
    html = page(client, roof).content.decode()
    assert f'value="staff:{worker.pk}"' in html
    assert f'value="area:{areas["T1"].code}"' not in html
    step(client, roof, "dispatch", to=f"area:{areas['V1'].code}")
    assert (roof.rung, roof.phase, roof.holder) == ("village", "waiting", areas["V1"])
    step(client, roof, "undoing")
    assert (roof.rung, roof.holder) == ("town", areas["T1"])


def test_time_used_below_stays_visible(enter, worker, town_head, lane):
    step(enter(worker), lane, "packet", **PACKET)
    client = enter(town_head)
    step(client, lane, "packet-acceptance")
    assert Custody.objects.filter(problem=lane).count() == 2
    said = content(page(client, lane))
    assert "各级用了多久" in said
    assert "/ 3 个工作日" in said
    assert "/ 7 个工作日" in said


def test_what_was_typed_is_not_lost_when_the_step_went_away_meanwhile(enter, worker, town_head, lane):
    client = enter(worker)
    step(client, lane, "solution", **SOLVED)
    data = PACKET | {"tried": "修过两回，又冲了，再写一遍"}
    answer = client.post(f"/problems/{lane.pk}/packet/", data, headers={"Origin": "http://testserver"})
    assert answer.status_code == 422
    assert "已经办结" in content(answer)
    assert "又冲了，再写一遍" in content(answer)


def test_a_correction_never_overwrites_another_that_was_not_seen(enter, worker, town_head, lane):
    def shown(response):
        return re.search(r'name="seen" value="(\w+)"', response.content.decode()).group(1)

    first = {"category": "lane", "urgency": "ordinary", "words": "门口的路", "quantity": "300", "unit": "米"}
    early = shown(page(enter(worker), lane))
    step(enter(town_head), lane, "correction", **first | {"words": "门口的路，屋后也是"}, seen=early)
    assert lane.words == "门口的路，屋后也是"

    late = step(enter(worker), lane, "correction", **first | {"quantity": "280"}, seen=early)
    assert (late.status_code, lane.words, lane.quantity) == (422, "门口的路，屋后也是", 300)
    assert "有人补正过" in content(late)
    assert "什么事、多少" in content(late)
    step(enter(worker), lane, "correction", **first | {"quantity": "280"}, seen=shown(late))
    assert (lane.words, lane.quantity) == ("门口的路", 280)
