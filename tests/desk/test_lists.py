"""The pages of lists that are brought in: the calendar of a year, problems handed over by other offices."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from lianxin import flow
from lianxin.policies.calendars.models import DeclaredYear
from lianxin.problems.models import Problem
from lianxin.work.running import run_next
from tests.desk.district import content
from tests.intake.mess import write_xlsx
from tests.intake.test_calendar import TITLES as DAYS
from tests.intake.test_calendar import YEAR
from tests.problems.ladders import text
from tests.problems.test_petitions import TITLES, line

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_media(tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture
def hand_in(tmp_path):
    def hand_in(client, address, *rows):
        data = write_xlsx(tmp_path / "表.xlsx", list(rows)).read_bytes()
        return client.post(address, {"file": SimpleUploadedFile("表.xlsx", data)})["Location"]

    return hand_in


def work_off():
    while run_next(flow.JOBS):
        pass
    flow.settle()


def test_the_calendar_of_a_year_is_looked_at_declared_and_withdrawn(enter, desk, hand_in):
    client = enter(desk)
    assert "还没有安排，期限暂定" in content(client.get("/policies/calendar/"))
    address = hand_in(client, "/policies/calendar/", DAYS, *YEAR)
    work_off()
    page = content(client.get(address))
    assert "2027 年：放假 22 天，调休上班 1 天" in page
    assert "现在没有期限会动" in page
    assert not DeclaredYear.objects.exists()
    client.post(f"{address}import/")
    work_off()
    done = client.get(address)["Location"]
    assert "新的年份 1 个" in content(client.get(done))
    assert "表.xlsx" in content(client.get("/policies/calendar/"))
    client.post(f"{done}undoing/")
    work_off()
    assert "已撤销" in content(client.get(done))
    assert not DeclaredYear.objects.standing().exists()


def test_a_provisional_deadline_that_would_move_is_named_beforehand(enter, desk, hand_in, wang, worker):
    from lianxin.policies.actions import adopt_policy
    from lianxin.problems.actions import Raised, open_by_hand
    from lianxin.problems.vocabulary import Channel
    from tests.problems.ladders import at

    adopt_policy(text=text(), filename="2026-01-01.yaml", actor=None, now=at("2026-01-02 09:00"))
    told = {"area": wang.area_id, "words": "漏雨", "category": "roof", "channel": Channel.CLERK}
    now = at("2027-01-28 10:00")
    raised = Raised(**told, received_by=worker.pk, raised_at=now, household=wang.pk)
    problem = open_by_hand(raised, actor=worker, now=now)
    client = enter(desk)
    address = hand_in(client, "/policies/calendar/", DAYS, *YEAR)
    work_off()
    page = content(client.get(address))
    assert "有 1 件问题的暂定期限会动" in page
    assert problem.number in page


def test_a_list_handed_over_is_looked_at_brought_in_and_taken_back(enter, town_head, hand_in, areas):
    from lianxin.policies.actions import adopt_policy
    from tests.problems.ladders import at

    adopt_policy(text=text(), filename="2026-01-01.yaml", actor=None, now=at("2026-01-02 09:00"))
    client, here = enter(town_head), {"镇街": areas["T1"].name, "村社区": areas["V1"].name}
    rows = [line("GD001", **here), line("GD002", "路灯不亮", **here), line("", "没有编号")]
    address = hand_in(client, "/problems/lists/", TITLES, *rows)
    work_off()
    page = content(client.get(address))
    assert "会新开问题 2 件" in page
    assert "这一行没有编号" in page
    assert areas["V1"].name in page
    assert not Problem.objects.exists()
    client.post(f"{address}import/")
    work_off()
    done = client.get(address)["Location"]
    assert "新开问题 2 件" in content(client.get(done))
    assert Problem.objects.count() == 2
    client.post(f"{done}undoing/")
    work_off()
    assert "已撤销" in content(client.get(done))
    assert not Problem.objects.exists()


def test_who_may_not_import_hands_nothing_in(enter, worker, town_head):
    assert enter(worker).get("/problems/lists/").status_code == 403
    assert enter(town_head).get("/policies/calendar/").status_code == 403
