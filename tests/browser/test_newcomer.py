"""The newcomer's path: make the demo, serve it, and do a day's work in it, as the README and the guides say.

Everything is real: the `lianxin` command in processes of its own, the printed login, the worker that carries
out long work. Nothing of the tests' own district is touched.
"""

import re
import time

import openpyxl
import pytest
from playwright.sync_api import expect

from lianxin.people.pinyin import spell
from tests.operations.test_serving import HEAD, PATIENCE_S, ask, command, free_port

pytestmark = pytest.mark.one_database  # the demo has a database of its own

LONG_MS = 60_000  # work in the background, on a machine that does other things too


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    """A small demo, made and served; yields its address, and the login that was printed for the desk."""
    home, port = tmp_path_factory.mktemp("newcomer") / "home", free_port()
    made = command(home, "demo", "--size", "village")
    printed, trouble = made.communicate(timeout=10 * PATIENCE_S)
    assert made.returncode == 0, trouble
    server = command(home, "serve", "--port", port, LIANXIN_LOG_LEVEL="CRITICAL")
    wait_for(port, server)
    yield {"home": home, "url": f"http://127.0.0.1:{port}", "printed": printed}
    server.terminate()
    server.communicate(timeout=PATIENCE_S)


def wait_for(port, server):
    until = time.monotonic() + PATIENCE_S
    while time.monotonic() < until and server.poll() is None:
        try:
            return ask(port, b"GET /healthz HTTP/1.1\r\n" + HEAD + b"\r\n")
        except OSError:
            time.sleep(0.1)
    raise AssertionError("the demo was not served")


@pytest.fixture(scope="module")
def login(demo):
    """(number, password) of the desk, as the command printed them."""
    password = re.search(r"密码都是 (\S+?)（", demo["printed"])[1]
    number = re.search(r"^\s+(\S+)\s+群众工作部", demo["printed"], re.M)[1]
    return number, password


@pytest.fixture
def at_work(page, demo, login):
    """The browser after signing in with what was printed."""
    number, password = login
    page.goto(demo["url"])
    page.get_by_label("工号").fill(number)
    page.get_by_label("密码").fill(password)
    page.get_by_role("button", name="登录").click()
    expect(page.get_by_role("heading", name="今天")).to_be_visible()
    return page


@pytest.fixture
def workbook(demo, tmp_path):
    """The empty form of `lianxin import --template`, with a family of two in a village of the demo."""
    path = tmp_path / "新来的人家.xlsx"
    made = command(demo["home"], "import", "--template", path)
    assert made.wait(PATIENCE_S) == 0
    made.communicate()
    town = re.search(r"镇办一把手　(\S+?)　", demo["printed"])[1]
    village = re.search(r"联系干部　(\S+?)　", demo["printed"])[1]
    book = openpyxl.load_workbook(path)
    sheet = book.active
    titles = {cell.value: cell.column for cell in sheet[1]}
    told = {"镇/街道": town, "村/社区": village, "户编号": "XL000001", "户主姓名": "闻新来"}
    people = [("闻新来", "户主", "男"), ("苏小满", "配偶", "女")]
    for row, (name, relation, sex) in enumerate(people, start=2):
        about = {**told, "姓名": name, "与户主关系": relation, "性别": sex}
        for title, value in about.items():
            sheet.cell(row, next(at for given, at in titles.items() if given.startswith(title)), value)
    book.save(path)
    return path


def search(page, text):
    page.wait_for_load_state()
    page.keyboard.press("/")
    page.keyboard.type(text)
    page.keyboard.press("Enter")


def test_a_household_is_found_by_pinyin_and_its_class_understood(at_work, demo):
    page = at_work
    page.get_by_role("link", name="户情").first.click()
    name = page.locator("table a[data-row]").first.inner_text().strip()
    spelt = spell(name)
    search(page, spelt.initials)
    page.get_by_role("link", name=name).first.click()
    expect(page.get_by_role("heading", name=re.compile("为什么(是|待评)"))).to_be_visible()
    assert spelt.initials not in page.url


def test_a_workbook_is_imported_and_the_import_undone(at_work, workbook, demo):
    page = at_work
    page.get_by_role("link", name="导入", exact=True).first.click()
    page.get_by_label("把文件拖到这里").set_input_files(workbook)
    page.get_by_role("button", name="看一遍").click()
    expect(page.get_by_text("新登记 1 户，更新 0 户")).to_be_visible(timeout=LONG_MS)
    page.get_by_role("button", name="导入", exact=True).click()
    expect(page.get_by_role("heading", name="改动了什么")).to_be_visible(timeout=LONG_MS)
    imported = page.url
    search(page, "wxl")
    page.get_by_role("link", name="闻新来").first.click()
    expect(page.get_by_text("苏小满").first).to_be_visible()
    page.goto(imported)
    page.get_by_role("link", name="看会撤销什么").click()
    expect(page.get_by_text("导入以后没有人改过这些户")).to_be_visible()
    page.get_by_role("button", name="整批撤销").click()
    expect(page.get_by_text("登记已经回到导入以前的样子")).to_be_visible(timeout=LONG_MS)
    search(page, "XL000001")
    expect(page.get_by_text("闻新来")).to_have_count(0)


def test_a_what_if_says_who_would_move_and_moves_nobody(at_work):
    page = at_work
    page.get_by_role("link", name="办法").first.click()
    page.get_by_role("button", name="起草新的一版").click()
    page.locator("[name=value-monitoring_line]").fill("8100")
    page.get_by_role("button", name="存下这些数").click()
    page.get_by_role("button", name="试算：谁会变").click()
    expect(page.get_by_role("heading", name=re.compile("户里，.*户会变"))).to_be_visible(timeout=LONG_MS)
    expect(page.get_by_role("heading", name="从哪一类到哪一类")).to_be_visible()
    expect(page.get_by_text("只算不改，谁的类别都没有动")).to_be_visible()
