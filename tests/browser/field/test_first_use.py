"""First use: sign in, choose a PIN, find one's homes, and find them again without a network."""

import re

from playwright.sync_api import expect

from tests.browser.field.phone import Phone
from tests.browser.field.planted import WORKER


def test_the_homes_are_there_after_signing_in_and_without_a_network(phone, page, office, context):
    homes = office.do("in_care")["homes"]
    phone.go("/homes")
    expect(page.locator("a.card")).to_have_count(homes)
    page.fill("[type=search]", "wdf")
    expect(page.locator("a.card")).to_have_count(1)
    page.wait_for_function(
        "navigator.serviceWorker.controller || navigator.serviceWorker.ready.then(() => true)"
    )
    context.set_offline(True)
    page.reload()
    phone.unlock()
    phone.go("/homes")
    expect(page.locator("a.card")).to_have_count(homes)
    context.set_offline(False)


def test_a_home_is_a_short_story(phone, page, office):
    phone.go(f"/home/{office.homes['罗玉芳']}")  # whom no test visits
    expect(page.get_by_role("heading", name="罗玉芳")).to_be_visible()
    for part in ("owed", "why", "ask", "family"):
        expect(page.locator(f"[data-part={part}]")).to_be_visible()
    expect(page.get_by_role("link", name=re.compile("打电话"))).to_have_attribute("href", "tel:13900000011")


def test_a_wrong_password_is_said_and_nothing_is_kept(page, office):
    phone = Phone(page, office.url)
    phone.open()
    page.fill("[name=number]", WORKER)
    page.fill("[name=password]", "not-the-password")
    page.click("button[type=submit]")
    expect(page.get_by_role("alert")).to_contain_text("工号或密码不对")
    assert page.evaluate("() => document.cookie") == ""


def test_a_simple_pin_and_two_different_ones_are_refused(page, office):
    phone = Phone(page, office.url)
    phone.open()
    page.fill("[name=number]", WORKER)
    page.fill("[name=password]", "pear-tree-by-the-well")
    page.click("button[type=submit]")
    page.get_by_text("设一个开锁密码").wait_for()
    phone.type_pin("123456")
    expect(page.get_by_role("alert")).to_contain_text("太好猜")
    phone.type_pin("246810")
    page.get_by_text("再输一遍").wait_for()
    phone.type_pin("246811")
    expect(page.get_by_role("alert")).to_contain_text("两遍不一样")


def test_a_wrong_pin_opens_nothing_and_counts(phone, page):
    page.reload()
    page.get_by_text("请输入开锁密码").wait_for()
    phone.type_pin("111111")
    expect(page.get_by_role("alert")).to_contain_text("再错 4 次")
    assert page.locator(".stop").count() == 0
    phone.unlock()
    page.locator("[data-part=due], [data-part=trip]").first.wait_for()


def test_english_is_complete_on_the_screen(phone, page):
    phone.go("/more")
    page.get_by_role("button", name="English").click()
    expect(page.get_by_role("link", name="Homes")).to_be_visible()
    page.reload()
    expect(page.get_by_text("Enter your PIN")).to_be_visible()
