"""A clerk brings a messy roster in, in a real browser: look, import, download what was refused, undo."""

import openpyxl
import pytest
from playwright.sync_api import expect

from lianxin import flow
from lianxin.registry.models import Household
from lianxin.work.running import run_next
from tests.browser.test_accessible import faults_everywhere
from tests.intake.mess import TITLES, family, person, write_xlsx


@pytest.fixture(autouse=True)
def _own_media(tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture
def roster(tmp_path, areas):
    village = {"镇/街道": areas["T1"].name, "村/社区": areas["V1"].name}
    rows = [*family("H1", **village), *family("H2", start=2, **village), person("H3", "", "", **village)]
    return write_xlsx(tmp_path / "名单.xlsx", [[*TITLES, "喜好"], *([*row, "茶"] for row in rows)])


def test_from_the_file_to_the_register_and_back(enter, town_head, roster, policy, tmp_path):
    page = enter(town_head)
    page.goto("/")
    page.get_by_role("link", name="导入").first.click()
    page.get_by_label("把文件拖到这里").set_input_files(roster)
    page.get_by_role("button", name="看一遍").click()
    expect(page.get_by_text("排着队，马上开始")).to_be_visible()
    run_next(flow.JOBS)
    expect(page.get_by_text("新登记 2 户，更新 0 户")).to_be_visible()
    expect(page.get_by_text("不认得、没有读的列：喜好")).to_be_visible()
    expect(page.get_by_text("这一行没有姓名").first).to_be_visible()
    assert not Household.objects.exists()
    page.get_by_role("button", name="导入", exact=True).click()
    page.get_by_text(town_head.name).first.click()
    page.get_by_role("link", name="我的任务").click()
    expect(page.get_by_text("等着开始")).to_be_visible()
    run_next(flow.JOBS)
    expect(page.get_by_text("等着开始")).to_have_count(0)
    page.get_by_role("link", name="名单.xlsx").first.click()
    expect(page.get_by_role("heading", name="改动了什么")).to_be_visible()
    assert Household.objects.count() == 2
    with page.expect_download() as download:
        page.get_by_role("button", name="下载退回的 1 行").click()
    assert download.value.suggested_filename == "名单-退回的行.xlsx"
    download.value.save_as(tmp_path / "refused.xlsx")
    assert openpyxl.load_workbook(tmp_path / "refused.xlsx").active.max_row == 2
    page.get_by_role("link", name="看会撤销什么").click()
    expect(page.get_by_text("登记会完全回到导入以前的样子")).to_be_visible()
    page.get_by_role("button", name="整批撤销").click()
    expect(page.get_by_text("排着队，马上开始")).to_be_visible()
    run_next(flow.JOBS)
    expect(page.get_by_text("登记已经回到导入以前的样子")).to_be_visible()
    assert not Household.objects.exists()


@pytest.mark.one_database
def test_no_page_on_the_way_has_a_serious_fault(enter, town_head, roster, policy):
    page = enter(town_head)
    found = {}

    def look(name):
        page.wait_for_load_state()
        found[name] = faults_everywhere(page)

    page.goto("/imports/")
    look("without imports")
    page.get_by_label("把文件拖到这里").set_input_files(roster)
    page.get_by_role("button", name="看一遍").click()
    expect(page.get_by_text("排着队，马上开始")).to_be_visible()
    look("progress")
    run_next(flow.JOBS)
    expect(page.get_by_role("heading", name="导不导入")).to_be_visible()
    look("preview")
    page.get_by_role("button", name="导入", exact=True).click()
    run_next(flow.JOBS)
    expect(page.get_by_role("heading", name="改动了什么")).to_be_visible()
    look("imported")
    page.get_by_role("link", name="看会撤销什么").click()
    look("before the undo")
    for address in ("/imports/", "/tasks/"):
        page.goto(address)
        look(address)
    assert {name: wrong for name, wrong in found.items() if wrong} == {}
