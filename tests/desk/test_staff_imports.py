"""The pages of staff workbooks: hand in, look, import, print slips, undo; kept apart from rosters."""

import re
from io import BytesIO

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from lianxin import flow
from lianxin.intake.models import Import, Upload
from lianxin.ledger.models import Event
from lianxin.people.models import Staff
from lianxin.work.running import run_next
from tests.desk.district import content
from tests.intake.mess import write_xlsx

pytestmark = pytest.mark.django_db
TITLES = ["工号", "姓名", "手机", "角色", "镇街道", "村", "职务"]
ROWS = [
    ["G1", "胡新", "13800130001", "联系干部", "甲镇", "东一村", "书记"],
    ["G2", "高远", "", "督查", "", "", ""],
    ["G3", "何处", "13800130003", "联系干部", "甲镇", "无此村", ""],
]


@pytest.fixture(autouse=True)
def _own_media(tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture
def workbook(tmp_path):
    return write_xlsx(tmp_path / "干部.xlsx", [TITLES, *ROWS]).read_bytes()


def file(data, name="干部.xlsx"):
    return {"file": SimpleUploadedFile(name, data)}


def work_off():
    while run_next(flow.JOBS):
        pass


def test_the_whole_way_from_the_file_to_slips_and_undo(enter, admin, workbook, areas):
    client = enter(admin)
    address = client.post("/staff/imports/", file(workbook))["Location"]
    assert "data-watch" in client.get(address).content.decode()
    work_off()
    page = content(client.get(address))
    assert "新登记 2 人，更新 0 人，任命 2 个职务" in page
    assert "找不到“无此村”" in page
    assert "整户" not in page
    assert "13800130001" not in page
    assert not Staff.objects.filter(number="G1").exists()
    client.post(f"{address}import/")
    work_off()
    done = client.get(address)["Location"]
    assert "新登记的 2 人连同职务会去掉" in content(client.get(done))
    assert "干部.xlsx" in content(client.get("/staff/imports/"))
    assert "有 2 人在岗" in content(client.get("/staff/slips/"))
    client.post(f"{done}undoing/")
    work_off()
    assert "已经回到导入以前的样子" in content(client.get(done))
    assert not Staff.objects.filter(number="G1").exists()
    tasks = client.get("/tasks/").content.decode()
    assert f'href="{done}"' in tasks


def test_an_undo_that_cannot_be_names_the_people(enter, admin, workbook, areas):
    client = enter(admin)
    address = client.post("/staff/imports/", file(workbook))["Location"]
    work_off()
    client.post(f"{address}import/")
    work_off()
    client.post("/staff/slips/")
    done = client.get(address)["Location"]
    client.post(f"{done}undoing/")
    work_off()
    page = content(client.get(done))
    assert "没有撤销" in page
    assert "G1、G2" in page
    assert Staff.objects.filter(number="G1").exists()


def test_refused_rows_can_be_taken_and_are_noted(enter, admin, workbook, areas):
    client = enter(admin)
    address = client.post("/staff/imports/", file(workbook))["Location"]
    work_off()
    answer = client.post(f"{address}refused/")
    sheet = openpyxl.load_workbook(BytesIO(b"".join(answer))).active
    assert [row[0].value for row in sheet.iter_rows(min_row=2)] == ["G3"]
    assert Event.objects.filter(kind="import.refused_downloaded").count() == 1
    page = content(client.get(address))
    client.post(f"{address}removal/")
    assert "下载退回的 1 行" in page
    assert Upload.objects.get().dropped_at
    assert "已经撤下" in content(client.get(address))


def test_staff_workbooks_and_rosters_do_not_show_among_each_other(enter, admin, desk, workbook, areas):
    client = enter(admin)
    address = client.post("/staff/imports/", file(workbook))["Location"]
    work_off()
    client.post(f"{address}import/")
    work_off()
    key = re.search(r"files/([0-9a-f-]+)/", address)[1]
    other = enter(desk)
    assert other.get("/staff/imports/").status_code == 403
    assert "干部.xlsx" not in content(other.get("/imports/"))
    assert other.get(f"/imports/files/{key}/").status_code == 404
    assert other.post(f"/imports/files/{key}/import/").status_code == 404
    assert other.get(f"/imports/{Import.objects.get().pk}/").status_code == 404


def test_what_cannot_be_read_is_a_finding_with_a_remedy(enter, admin, areas):
    client = enter(admin)
    address = client.post("/staff/imports/", file("早饭,午饭,晚饭\n粥,面,饭\n".encode(), "x.csv"))["Location"]
    work_off()
    page = content(client.get(address))
    assert "这个文件读不了" in page
    assert "没有找到表头" in page
    assert client.post("/staff/imports/", {}).status_code == 422


def test_the_empty_workbook_comes_from_the_page(enter, admin, areas):
    answer = enter(admin).get("/staff/imports/template/")
    book = openpyxl.load_workbook(BytesIO(answer.content))
    assert book.sheetnames == ["干部表", "说明"]
    assert book["干部表"].cell(1, 1).value == "工号"


def test_the_ledger_tells_it_in_words_of_people(enter, admin, supervisor, workbook, areas):
    client = enter(admin)
    address = client.post("/staff/imports/", file(workbook))["Location"]
    work_off()
    client.post(f"{address}import/")
    work_off()
    page = content(enter(supervisor).get("/ledger/?about=imports"))
    assert "干部表 导入干部表完成：新登记 2 人，更新 0 人" in page
    assert "花名册" not in page
