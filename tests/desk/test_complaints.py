"""投诉 on the desk: written down by anybody, heard by few, noticed by nobody else."""

import re
from uuid import uuid4

import pytest

from lianxin.proofs.cast import browser, enter

pytestmark = pytest.mark.django_db
SAID = "他收了三百块钱才肯报名单"


@pytest.fixture
def client_of():
    """A browser in which somebody is signed in."""

    def entered(person):
        client = browser()
        enter(client, person)
        return client

    return entered


@pytest.fixture
def written(client_of, worker, town_head, desk, supervisor, areas):
    """The desk writes down a complaint about the worker; returns (receipt page, complaint)."""
    from lianxin.problems.complaints.models import Complaint

    told = {"words": SAID, "matter": "money", "said_of": "W-1", "area": areas["T1"].code, "number": uuid4()}
    told |= {"complainant": "张翠花", "contact": "13912344321"}
    response = client_of(desk).post("/complaints/new/", told)
    assert response.status_code == 200, response.content.decode()
    return response.content.decode(), Complaint.objects.get()


def text(response):
    return response.content.decode()


def test_the_receipt_is_shown_once_and_leads_back(written, client_of, desk):
    from lianxin.problems.complaints.queries import found_by

    page, complaint = written
    code = re.search(r"<code>([A-Z2-9-]+)</code>", page).group(1)
    assert found_by(code).pk == complaint.pk
    assert "李秀英" not in page
    again = {"words": SAID, "matter": "money", "area": complaint.area.code, "number": complaint.item}
    assert client_of(desk).post("/complaints/new/", again).status_code == 422


def test_only_the_head_of_the_town_finds_it(
    written, client_of, worker, neighbour, town_head, desk, supervisor
):
    complaint = written[1]
    address = f"/complaints/{complaint.pk}/"
    for person in (worker, neighbour, desk, supervisor):
        client = client_of(person)
        assert client.get(address).status_code == 404
        assert SAID not in text(client.get("/complaints/"))
        for noun in ("hearing", "notes", "complainant", "passing"):
            assert client.post(f"{address}{noun}/", {"words": "看看"}).status_code == 404
    client = client_of(town_head)
    assert SAID in text(client.get("/complaints/"))
    page = text(client.get(address))
    assert SAID in page
    assert "张翠花" not in page


def test_whoever_may_hear_nothing_sees_the_same_page_before_and_after(
    client_of, worker, town_head, desk, areas
):
    from lianxin.problems.complaints.actions import Raised, record_complaint
    from lianxin.problems.vocabulary import Channel
    from tests.problems.complaints.conftest import MONDAY

    def page(person):
        return re.sub(
            r'name="csrfmiddlewaretoken" value="\w+"|nonce="[^"]+"',
            "",
            text(client_of(person).get("/complaints/")),
        )

    before = [page(one) for one in (worker, town_head)]
    raised = Raised(
        words=SAID,
        area=areas["T1"].pk,
        channel=Channel.CLERK,
        raised_at=MONDAY,
        subjects=frozenset([town_head.pk]),
    )
    record_complaint(raised, actor=None, now=MONDAY)
    assert [page(one) for one in (worker, town_head)] == before


def test_a_complaint_goes_its_way_on_the_desk(written, client_of, worker, town_head):
    complaint = written[1]
    head, address = client_of(town_head), f"/complaints/{complaint.pk}/"

    def post(noun, **told):
        return head.post(f"{address}{noun}/", told)

    assert post("hearing").status_code == 302
    assert post("question", staff=worker.pk, words="张翠花说的事请说明").status_code == 422
    assert post("question", staff=worker.pk, words="请说明低保名单怎么报的").status_code == 302
    mine = client_of(worker)
    listed = text(mine.get("/complaints/"))
    assert "请说明低保名单怎么报的" in listed
    assert SAID not in listed
    assert town_head.name not in listed
    key = re.search(r"/complaints/questions/([0-9a-f-]+)/", listed).group(1)
    assert mine.post(f"/complaints/questions/{key}/", {"words": " "}).status_code == 422
    assert mine.post(f"/complaints/questions/{key}/", {"words": "按程序报的，没收钱"}).status_code == 302
    assert "按程序报的" in text(head.get(address))
    shown = text(post("complainant", words="要答复他"))
    assert "张翠花" in shown
    assert "13912344321" in shown
    assert "张翠花" not in text(head.get(address))
    assert post("ending", outcome="unfounded", words="查了").status_code == 422
    assert post("answer", words="查过，没有收费").status_code == 302
    assert post("ending", outcome="unfounded", words="名单和账都核过").status_code == 302
    assert SAID in text(head.get("/complaints/?state=ended"))
    assert SAID not in text(head.get("/complaints/"))


def test_naming_the_head_takes_it_from_the_head(written, client_of, town_head, desk):
    complaint = written[1]
    head, address = client_of(town_head), f"/complaints/{complaint.pk}/"
    head.post(f"{address}hearing/")
    assert head.post(f"{address}naming/", {"who": "X-9"}).status_code == 422
    moved = head.post(f"{address}naming/", {"who": "W-1，T-1"})
    assert moved.headers["Location"] == "/complaints/"
    assert head.get(address).status_code == 404
    assert client_of(desk).get(address).status_code == 200


def test_where_nobody_inside_may_hear_it_the_receipt_says_whom_to_call(client_of, areas, worker, desk):
    told = {"words": SAID, "matter": "money", "said_of": "D-1", "area": areas["D"].code, "number": uuid4()}
    page = text(client_of(desk).post("/complaints/new/", told))
    assert "12388" in page
    assert "本区没有人能" in page


def test_everybody_who_works_with_homes_has_the_same_entry(
    client_of, worker, town_head, desk, supervisor, admin
):
    for person in (worker, town_head, desk, supervisor):
        assert 'data-icon="complaints"' in text(client_of(person).get("/"))
    assert 'data-icon="complaints"' not in text(client_of(admin).get("/"))
    assert client_of(admin).get("/complaints/new/").status_code == 403


def test_an_administrator_who_is_asked_can_explain_himself(written, client_of, town_head, desk, admin):
    address = f"/complaints/{written[1].pk}/"
    head, hearer, his = client_of(town_head), client_of(desk), client_of(admin)
    head.post(f"{address}hearing/")
    head.post(f"{address}naming/", {"who": "W-1，A-1"})
    assert head.get(address).status_code == 404
    hearer.post(f"{address}hearing/")
    hearer.post(f"{address}question/", {"staff": admin.pk, "words": "那天谁领的钥匙"})
    listed = text(his.get("/complaints/"))
    assert "那天谁领的钥匙" in listed
    assert SAID not in listed
    assert "/complaints/new/" not in listed
    key = re.search(r"/complaints/questions/([0-9a-f-]+)/", listed).group(1)
    assert his.post(f"/complaints/questions/{key}/", {"words": "是我领的"}).status_code == 302
    assert "是我领的" in text(hearer.get(address))
