"""The page of cards: how many homes lack one, printing for a place, fetching the sheet, one home's cards."""

import pytest

from lianxin import flow
from lianxin.ledger.models import Event
from lianxin.voice.models import Batch, Card
from lianxin.work.running import run_next
from tests.desk.district import content, settle_households

pytestmark = pytest.mark.django_db


@pytest.fixture
def head(enter, town_head, wang, areas):
    settle_households(areas["V1"], 3)
    return enter(town_head)


def ask(client, area, **more):
    return client.post("/cards/", {"area": area.code} | more, follow=True)


def test_a_village_is_printed_and_its_sheet_fetched(head, areas):
    assert "4 户还没有能用的卡" in content(head.get(f"/cards/?area={areas['V1'].code}"))
    assert "正在画" in content(ask(head, areas["V1"]))
    assert run_next(flow.JOBS).kind == "cards.print"
    page = content(head.get(f"/cards/?area={areas['V1'].code}"))
    assert "0 户还没有能用的卡" in page
    assert "下载 PDF" in page
    response = head.post(f"/cards/{Batch.objects.get().pk}/sheet/")
    assert response.content.startswith(b"%PDF")
    assert "attachment" in response.headers["Content-Disposition"]
    assert Event.objects.get(kind="cards.fetched").after == {"cards": 4}


def test_nothing_to_print_is_said_in_words(head, areas):
    ask(head, areas["V1"])
    run_next(flow.JOBS)
    response = ask(head, areas["V1"])
    assert response.status_code == 422
    assert "没有要印卡的户" in content(response)


def test_another_town_is_not_printed(head, areas):
    response = ask(head, areas["T2"])
    assert response.status_code == 422
    assert not Batch.objects.exists()


def test_the_sheet_of_another_town_is_not_there(head, enter, neighbour, areas):
    ask(head, areas["V1"])
    run_next(flow.JOBS)
    from lianxin.people.models import Post

    Post.objects.filter(staff=neighbour).update(role="town_head", area=areas["T2"])
    assert enter(neighbour).post(f"/cards/{Batch.objects.get().pk}/sheet/").status_code == 404


def test_a_sheet_that_was_cleared_away_says_so(head, areas):
    ask(head, areas["V1"])
    run_next(flow.JOBS)
    from lianxin.voice import keeping

    keeping.drop_sheet(Batch.objects.get().pk)
    response = head.post(f"/cards/{Batch.objects.get().pk}/sheet/", follow=True)
    assert "三天后就清掉了" in content(response)
    assert not Event.objects.filter(kind="cards.fetched").exists()


def test_a_lost_card_is_renewed_and_a_stolen_one_withdrawn(head, wang):
    address = f"/households/{wang.number}/card/"
    assert "这一户还没有卡" in content(head.get(address))
    head.post(address, {"step": "renew"})
    run_next(flow.JOBS)
    assert "下载刚印的卡" in content(head.get(address))
    assert "已作废" in content(head.post(address, {"step": "revoke"}, follow=True))
    assert not Card.objects.working().exists()
    assert "没有能用的卡" in content(head.post(address, {"step": "revoke"}, follow=True))


def test_a_cadre_sees_whether_there_is_a_card_and_prints_none(enter, worker, wang):
    client = enter(worker)
    page = content(client.get(f"/households/{wang.number}/card/"))
    assert "这一户还没有卡" in page
    assert "印一张新卡" not in page
    assert client.post(f"/households/{wang.number}/card/", {"step": "renew"}).status_code == 403
    assert client.get("/cards/").status_code == 403
