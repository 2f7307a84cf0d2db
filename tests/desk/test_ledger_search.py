"""Finding something in the ledger, taking it out of the house, and asking whether the ledger is whole."""

import csv
import io
import re

import pytest
from django.utils import timezone

from lianxin.flow import JOBS
from lianxin.ledger.models import Event
from lianxin.ledger.seal import seal_ledger
from lianxin.people.vocabulary import Role
from lianxin.work.models import Work
from lianxin.work.running import run_next
from tests.desk.district import content, know, settle_households
from tests.people.cast import make_worker

pytestmark = pytest.mark.django_db


def lines(response):
    """The rows of a CSV, the header left out."""
    return list(csv.reader(io.StringIO(response.content.decode("utf-8-sig"))))[1:]


def look_at_phone(client, household):
    return client.post(f"/residents/{household.head.pk}/disclosures/", {"field": "phone", "purpose": "visit"})


@pytest.fixture
def looked(enter, worker, town_head, wang, policy):
    """The worker and her town head each looked at a phone of the Wangs."""
    for person in (worker, town_head):
        look_at_phone(enter(person), wang)


class TestSearch:
    def test_a_typed_name_becomes_a_number_before_it_stands_in_an_address(self, enter, desk, looked, worker):
        client = enter(desk)
        answer = client.post("/ledger/searches/", {"who": "李秀英", "about": "looks"})
        assert answer.status_code == 302
        assert answer["Location"] == "/ledger/?who=W-1&about=looks"
        page = content(client.get(answer["Location"]))
        assert "李秀英 HB000001 看了王有田的电话" in page
        assert "王建国" not in page

    def test_two_people_of_one_name_are_asked_about(self, enter, desk, areas, worker):
        make_worker("W-7", Role.COLLECTOR, areas["V2"], name="李秀英")
        page = enter(desk).post("/ledger/searches/", {"who": "李秀英"}).content.decode()
        assert "who=W-1" in page
        assert "who=W-7" in page

    def test_nobody_of_that_name_is_said(self, enter, desk):
        assert "没有这个工号" in content(enter(desk).post("/ledger/searches/", {"who": "无此人"}))
        assert "没有这个工号的干部" in content(enter(desk).get("/ledger/?who=W-0"))

    def test_a_household_an_area_and_days_narrow_the_list(self, enter, desk, looked, wang, li):
        know(li, income_per_head=3100)
        client, today = enter(desk), timezone.localdate()
        page = content(client.get(f"/ledger/?household={wang.number}"))
        assert wang.number in page.split("做了什么")[-1]
        assert li.number not in page.split("做了什么")[-1]
        page = content(client.get(f"/ledger/?area={li.area.code}"))
        assert wang.number not in page.split("做了什么")[-1]
        assert "没有找到" in content(client.get("/ledger/?about=looks&last=2020-01-01"))
        assert "看了" in content(client.get(f"/ledger/?about=looks&first={today}&last={today}"))

    def test_days_in_the_wrong_order_are_said_on_the_form(self, enter, desk):
        given = {"first": "2026-02-01", "last": "2026-01-01"}
        assert "要在开始那天以后" in content(enter(desk).post("/ledger/searches/", given))

    def test_a_supervisor_of_a_town_finds_nothing_of_another(self, enter, areas, looked, li, policy):
        know(li, income_per_head=3100)
        client = enter(make_worker("S-9", Role.SUPERVISOR, areas["T1"], name="何平"))
        assert "您的辖区里没有这个户编号" in content(client.get(f"/ledger/?household={li.number}"))
        assert "您的辖区里没有这个区划" in content(client.get(f"/ledger/?area={li.area.code}"))
        assert li.number not in content(client.get("/ledger/"))

    def test_pages_lead_on_and_back(self, enter, desk, areas, policy):
        settle_households(areas["V1"], 60)
        client = enter(desk)
        first = client.get("/ledger/?about=register").content.decode()
        older = re.search(r'rel="next" href="(\?[^"]+)"', first)[1].replace("&amp;", "&")
        second = client.get(f"/ledger/{older}").content.decode()
        newer = re.search(r'rel="prev" href="(\?[^"]+)"', second)[1].replace("&amp;", "&")
        numbers = [re.findall(r"HB\d{6}", page.split("<tbody>")[1]) for page in (first, second)]
        assert not set(numbers[0]) & set(numbers[1])
        assert re.findall(r"HB\d{6}", client.get(f"/ledger/{newer}").content.decode().split("<tbody>")[1])


class TestExport:
    def test_what_goes_out_is_what_the_page_shows_and_the_ledger_tells(self, enter, desk, looked):
        rows = lines(enter(desk).post("/ledger/exports/", {"about": "looks"}))
        assert [(row[2], row[3]) for row in rows] == [("王建国", "HB000001"), ("李秀英", "HB000001")]
        event = Event.objects.get(kind="ledger.exported")
        assert (event.actor_id, event.after) == (desk.pk, {"rows": 2, "sought": {"about": "looks"}})
        assert "陈立 下载台账 2 行" in re.sub("陈立 陈立", "陈立", content(enter(desk).get("/ledger/")))

    def test_more_than_two_hundred_lines_need_a_reason(self, enter, desk, areas, policy):
        settle_households(areas["V1"], 201)
        client = enter(desk)
        asked = client.post("/ledger/exports/", {"about": "register"})
        assert "用来做什么" in content(asked)
        assert not Event.objects.filter(kind="ledger.exported").exists()
        assert "用来做什么" in content(client.post("/ledger/exports/", {"about": "register", "purpose": ""}))
        rows = lines(client.post("/ledger/exports/", {"about": "register", "purpose": "三季度核对"}))
        assert len(rows) == 201
        event = Event.objects.get(kind="ledger.exported")
        assert (event.after["rows"], event.reason) == (201, "三季度核对")

    def test_a_supervisor_of_a_town_takes_only_what_he_sees(self, enter, areas, looked, li, policy):
        know(li, income_per_head=3100)
        inspector = make_worker("S-9", Role.SUPERVISOR, areas["T1"], name="何平")
        shown = {row[3] for row in lines(enter(inspector).post("/ledger/exports/", {}))}
        assert "HB000001" in shown
        assert li.number not in shown

    @pytest.mark.parametrize("name", ["=1+1", "+cmd", "-2", "@SUM(A1)", "\t=1", "＝1"])
    def test_no_cell_is_a_formula(self, enter, desk, wang, policy, name):
        client = enter(make_worker("W-8", Role.TOWN_HEAD, wang.area.parent.parent, name=name))
        look_at_phone(client, wang)
        row = lines(enter(desk).post("/ledger/exports/", {"about": "looks"}))[0]
        assert row[2] == f"'{name}"


@pytest.mark.usefixtures("own_anchor")
class TestChain:
    def test_a_check_is_asked_for_once_and_its_result_shown(self, enter, desk, looked):
        seal_ledger(now=timezone.now())
        client = enter(desk)
        assert "还没有通读过" in content(client.get("/ledger/"))
        client.post("/ledger/checks/")
        client.post("/ledger/checks/")
        assert Work.objects.filter(kind="ledger.check").count() == 1
        assert "data-watch" in client.get("/ledger/").content.decode()
        done = run_next(JOBS)
        assert (done.state, done.outcome["breaks"]) == (Work.DONE, 0)
        assert "处处对得上" in content(client.get("/ledger/"))

    def test_a_ledger_that_was_changed_says_so_in_plain_words(self, enter, desk, looked):
        from django.db import connection

        seal_ledger(now=timezone.now())
        with connection.cursor() as cursor:
            cursor.execute("UPDATE ledger_event SET cause = 'nobody' WHERE kind = 'resident.revealed'")
        client = enter(desk)
        client.post("/ledger/checks/")
        assert run_next(JOBS).outcome["breaks"] > 0
        page = content(client.get("/ledger/"))
        assert "台账和封存对不上" in page
        assert "was changed" in page
