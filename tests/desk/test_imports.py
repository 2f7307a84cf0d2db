"""The intake pages: hand in, look, import, download what was refused, undo; and files that cannot be had."""

import re
from datetime import timedelta
from io import BytesIO

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from lianxin import flow
from lianxin.desk.intake.uploading import Sealing, tidy_name
from lianxin.intake import sealed
from lianxin.intake.models import Import, Upload
from lianxin.ledger.models import Event
from lianxin.proofs.bombs import BOMBS
from lianxin.registry.models import Household
from lianxin.work.models import LOST_AFTER, Work
from lianxin.work.running import run_next
from tests.desk.district import content
from tests.intake.mess import TITLES, family, person, write_xlsx
from tests.people.cast import enter as sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_media(tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture
def village(areas):
    return {"镇/街道": areas["T1"].name, "村/社区": areas["V1"].name}


@pytest.fixture
def roster(tmp_path, village, areas):
    """Two families that can be taken, one person without a name, and a family of the other town."""
    abroad = {"镇/街道": areas["T2"].name, "村/社区": areas["V4"].name}
    rows = [
        *family("H1", **village),
        *family("H2", start=2, **village),
        person("H3", "", "", **village),
        *family("H4", start=4, **abroad),
    ]
    return write_xlsx(tmp_path / "名单.xlsx", [TITLES, *rows]).read_bytes()


def file(data, name="名单.xlsx"):
    return {"file": SimpleUploadedFile(name, data)}


def work_off():
    while run_next(flow.JOBS):
        pass


def hand_in(client, data, name="名单.xlsx"):
    """Hand a file in and have it looked at; returns its page's address."""
    response = client.post("/imports/", file(data, name))
    assert response.status_code == 302, content(response)
    work_off()
    return response["Location"]


def bring(client, data):
    """Hand in and import; returns the address of the import's page."""
    address = hand_in(client, data)
    client.post(f"{address}import/")
    work_off()
    return client.get(address)["Location"]


def test_the_rail_has_imports_for_those_who_may(enter, town_head, desk, worker, supervisor, admin):
    for person_who_may in (town_head, desk):
        assert 'href="/imports/"' in enter(person_who_may).get("/").content.decode()
    for other in (worker, supervisor, admin):
        client = enter(other)
        assert 'href="/imports/"' not in client.get("/").content.decode()
        assert client.get("/imports/").status_code == 403
        assert client.post("/imports/", file(b"x")).status_code == 403
    assert not Upload.objects.exists()


def test_a_new_clerk_is_told_how_to_begin(enter, town_head):
    page = content(enter(town_head).get("/imports/"))
    assert "还没有导入过" in page
    assert "下载空表" in page


def test_the_whole_way_from_the_file_to_undo(enter, town_head, roster, policy):
    client = enter(town_head)
    address = client.post("/imports/", file(roster))["Location"]
    assert "排着队" in content(client.get(address))
    assert "data-watch" in client.get(address).content.decode()
    work_off()
    page = content(client.get(address))
    assert "新登记 2 户，更新 0 户" in page
    assert "这一行没有姓名" in page
    assert "不在您负责的范围内" in page
    assert "下载退回的 4 行" in page
    assert not Household.objects.exists()
    client.post(f"{address}import/")
    assert "看过了" not in content(client.get("/imports/"))
    work_off()
    done = client.get(address)["Location"]
    page = content(client.get(done))
    assert "户数 2 0 0" in page
    assert "新登记的 2 户会去掉" in page
    assert sorted(Household.objects.values_list("number", flat=True)) == ["H1", "H2"]
    assert "已导入" in content(client.get("/imports/"))
    client.post(f"{done}undoing/")
    work_off()
    assert "登记已经回到导入以前的样子" in content(client.get(done))
    assert not Household.objects.exists()


def test_refused_rows_come_as_a_workbook_and_the_ledger_knows_who_took_them(enter, town_head, roster):
    client = enter(town_head)
    address = hand_in(client, roster)
    response = client.post(f"{address}refused/")
    assert "%E5%90%8D%E5%8D%95" in response["Content-Disposition"]
    book = openpyxl.load_workbook(BytesIO(b"".join(response)))
    rows = list(book.active.iter_rows(values_only=True))
    assert rows[0][-3:] == ("导入结果", "原因", "怎么改")
    assert len(rows) == 5
    event = Event.objects.get(kind="import.refused_downloaded")
    assert event.actor_id == town_head.pk
    assert client.get(f"{address}refused/").status_code == 405


def test_undo_says_which_households_are_in_the_way(enter, town_head, roster, policy):
    client = enter(town_head)
    first = bring(client, roster)
    bring(client, write_again(roster))
    client.post(f"{first}undoing/")
    work_off()
    page = client.get(first)
    assert "没有撤销，什么都没有动" in content(page)
    assert 'href="/households/H1/"' in page.content.decode()
    assert Household.objects.filter(number="H1").exists()


def write_again(data):
    """The same roster with another income for the first household."""
    book = openpyxl.load_workbook(BytesIO(data))
    book.active.cell(2, TITLES.index("家庭年纯收入(元)") + 1).value = 41000
    changed = BytesIO()
    book.save(changed)
    return changed.getvalue()


@pytest.mark.parametrize("name", sorted(BOMBS)[:6])
def test_a_bomb_gets_a_clear_page(enter, town_head, name):
    client = enter(town_head)
    address = hand_in(client, BOMBS[name].make())
    page = content(client.get(address))
    assert "这个文件读不了" in page
    assert "什么都没有改动" in page
    assert "读不了" in content(client.get("/imports/"))


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"%PDF-1.7 " + bytes(99), "这不是表格文件（PDF）"),
        (b"<html></html>", "内容却是网页"),
        ("姓名,与户主关系,镇\n".encode(), "没有人员的行"),
    ],
)
def test_a_file_of_the_wrong_kind_is_explained(enter, town_head, data, words):
    client = enter(town_head)
    assert words in content(client.get(hand_in(client, data)))


def test_without_a_file_the_page_says_so(enter, town_head):
    client = enter(town_head)
    for sent in ({}, {"file": "words"}, file(b"")):
        response = client.post("/imports/", sent)
        if response.status_code == 302:  # an empty file is a file; looking at it tells
            work_off()
            response = client.get(response["Location"])
            assert "文件是空的" in content(response)
        else:
            assert response.status_code == 422
            assert "没有收到文件" in content(response)


def test_a_file_beyond_the_limit_is_refused_and_leaves_nothing(enter, town_head, monkeypatch):
    monkeypatch.setattr(Sealing.__init__, "__defaults__", (None, 1000))
    response = enter(town_head).post("/imports/", file(bytes(1001)))
    assert response.status_code == 422
    assert "文件超过" in content(response)
    assert list(sealed.folder().iterdir()) == []


def test_without_the_token_nothing_is_taken_in(town_head, roster):
    client = Client(enforce_csrf_checks=True)
    sign_in(client, town_head)
    assert client.post("/imports/", file(roster)).status_code == 403
    assert list(sealed.folder().iterdir()) == []
    page = client.get("/imports/").content.decode()
    token = re.search(r'enctype="multipart.*?name="csrfmiddlewaretoken" value="(\w+)"', page, re.S)[1]
    assert client.post("/imports/", file(roster) | {"csrfmiddlewaretoken": token}).status_code == 302


def test_a_file_waits_unreadable_on_the_disk(enter, town_head, roster):
    client = enter(town_head)
    client.post("/imports/", file(roster))
    [path] = sealed.folder().iterdir()
    assert roster[:4] not in path.read_bytes()[:64]
    assert b"".join(sealed.unseal(path)) == roster


def test_a_neighbour_head_finds_nothing(enter, town_head, neighbour, areas, roster):
    from lianxin.people.vocabulary import Role
    from tests.people.cast import make_worker

    address = hand_in(enter(town_head), roster)
    other = enter(make_worker("T-2", Role.TOWN_HEAD, areas["T2"]))
    assert other.get(address).status_code == 404
    for noun in ("import", "refused", "removal", "reading"):
        assert other.post(f"{address}{noun}/").status_code == 404
    assert "名单.xlsx" not in content(other.get("/imports/"))


def test_a_file_can_be_taken_away(enter, town_head, roster, django_capture_on_commit_callbacks):
    client = enter(town_head)
    address = hand_in(client, roster)
    with django_capture_on_commit_callbacks(execute=True):
        client.post(f"{address}removal/")
    assert "已经撤下" in content(client.get(address))
    assert list(sealed.folder().iterdir()) == []
    assert "已经撤下" in content(client.post(f"{address}import/", follow=True))


def test_an_import_that_died_can_be_started_once_more(enter, town_head, roster):
    client = enter(town_head)
    address = hand_in(client, roster)
    client.post(f"{address}import/")
    long_ago = timezone.now() - LOST_AFTER - timedelta(minutes=1)
    Work.objects.filter(kind="import.run").update(state=Work.RUNNING, heard_at=long_ago)
    work_off()
    page = content(client.get(address))
    assert "机器中途停了" in page
    assert "再做一次" in page
    client.post(f"{address}import/")
    work_off()
    assert Import.objects.get().state == Import.DONE


def test_my_tasks_are_found_again_and_are_mine(enter, town_head, desk, roster):
    client = enter(town_head)
    assert "没有任务" in content(client.get("/tasks/"))
    address = client.post("/imports/", file(roster))["Location"]
    page = client.get("/tasks/").content.decode()
    assert f'href="{address}"' in page
    assert "data-watch" in page
    work_off()
    assert "已完成" in content(client.get("/tasks/"))
    assert "没有任务" in content(enter(desk).get("/tasks/"))


def test_the_empty_form_is_a_workbook(enter, town_head):
    response = enter(town_head).get("/imports/template/")
    assert openpyxl.load_workbook(BytesIO(response.content)).sheetnames == ["花名册", "说明"]


def test_every_page_speaks_english(enter, town_head, roster):
    client = enter(town_head)
    client.get("/?lang=en")
    address = hand_in(client, roster)
    assert "New households: 2, changed: 0" in content(client.get(address))
    assert "This row has no name" in content(client.get(address))
    assert "Look at it first" in content(client.get("/imports/"))
    assert "My tasks" in content(client.get("/tasks/"))


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("../../a.xlsx", "a.xlsx"),
        ("C:\\x\\名单.xlsx", "名单.xlsx"),
        ("\x00\u202ea\n.xlsx", "a.xlsx"),
        ("", "?"),
    ],
)
def test_a_file_name_is_kept_without_folders_and_tricks(sent, kept):
    assert tidy_name(sent) == kept
    assert len(tidy_name("长" * 500)) == 200
