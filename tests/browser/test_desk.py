"""A clerk's first hour, in a real browser: sign in, find a family, understand its class, change a fact."""

import re

from playwright.sync_api import expect

from lianxin.ledger.models import Event
from tests.desk.district import ALL_WELL, know, settle_households
from tests.people.cast import PASSWORD
from tests.registry.families import PHONE_OF_WANG


def test_sign_in_find_by_pinyin_and_read_why(page, worker, poor):
    page.goto("/")
    page.get_by_label("工号").fill("w-1")
    page.get_by_label("密码").fill(PASSWORD)
    page.get_by_role("button", name="登录").click()
    expect(page.get_by_role("heading", name="今天")).to_be_visible()
    page.wait_for_load_state()
    page.keyboard.press("/")
    page.keyboard.type("wyt")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="找到 1 户")).to_be_visible()
    page.wait_for_load_state()
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="为什么是连心户")).to_be_visible()
    expect(page.get_by_text("人均纯收入 3,100 元/年，低于 7,800 元/年")).to_be_visible()
    assert "wyt" not in page.url


def test_a_phone_is_shown_in_its_place_for_a_purpose(enter, worker, poor):
    page = enter(worker)
    page.goto(f"/households/{poor.number}/")
    expect(page.get_by_text(PHONE_OF_WANG)).to_have_count(0)
    place = page.get_by_role("definition").filter(has_text="100****5678")
    place.get_by_text("查看").click()
    page.get_by_role("button", name="上门走访联系").locator("visible=true").click()
    expect(page.get_by_text(PHONE_OF_WANG)).to_be_visible()
    expect(page).to_have_url(re.compile(f"/households/{poor.number}/$"))
    assert Event.objects.get(kind="resident.revealed").reason == "visit"
    page.reload()
    expect(page.get_by_text(PHONE_OF_WANG)).to_have_count(0)


def test_without_scripts_the_phone_is_shown_on_a_page(browser, base_url, enter, page, worker, poor):
    enter(worker)
    context = browser.new_context(base_url=base_url, java_script_enabled=False, locale="zh-CN")
    context.add_cookies(page.context.cookies())
    plain = context.new_page()
    plain.goto(f"/households/{poor.number}/")
    plain.get_by_role("definition").filter(has_text="100****5678").get_by_text("查看").click()
    plain.get_by_role("button", name="上门走访联系").locator("visible=true").click()
    expect(plain.get_by_text(PHONE_OF_WANG)).to_be_visible()
    plain.get_by_role("link", name="回到这一户").click()
    expect(plain.get_by_text(PHONE_OF_WANG)).to_have_count(0)
    context.close()


def test_a_fact_is_written_down_and_the_class_changes(enter, worker, wang, policy):
    know(wang, **ALL_WELL)
    page = enter(worker)
    page.goto(f"/households/{wang.number}/")
    page.get_by_role("link", name="人均纯收入").click()
    page.get_by_label("人均纯收入").fill("3,100")
    page.get_by_label("证件或文件").check()
    page.get_by_role("button", name="记下").click()
    expect(page.get_by_role("status")).to_contain_text("类别由待评变为连心户")
    expect(page.get_by_role("heading", name="为什么是连心户")).to_be_visible()


def test_the_list_is_walked_by_keyboard(enter, worker, areas, policy):
    settle_households(areas["V1"], 3)
    page = enter(worker)
    page.goto("/households/")
    page.keyboard.press("j")
    page.keyboard.press("j")
    expect(page.get_by_role("link", name="住户101")).to_be_focused()
    page.keyboard.press("k")
    expect(page.get_by_role("link", name="住户100")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/households/HB000100/$"))


def test_a_menu_closes_by_escape_and_by_a_click_elsewhere(enter, worker):
    page = enter(worker)
    page.goto("/")
    sign_out = page.get_by_role("button", name="退出登录")
    page.get_by_text("李秀英").click()
    expect(sign_out).to_be_visible()
    page.keyboard.press("Escape")
    expect(sign_out).to_be_hidden()
    page.get_by_text("李秀英").click()
    page.get_by_role("heading", name="今天").click()
    expect(sign_out).to_be_hidden()


def test_dark_is_one_click_away_and_stays(enter, worker):
    page = enter(worker)
    page.goto("/households/")
    light = page.evaluate("getComputedStyle(document.documentElement).backgroundColor")
    page.get_by_text("李秀英").click()
    page.get_by_role("button", name="深色").click()
    expect(page).to_have_url(re.compile("/households/$"))
    page.goto("/policies/")
    assert page.evaluate("getComputedStyle(document.documentElement).backgroundColor") != light
