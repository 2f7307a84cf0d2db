"""A clerk's morning with the list, in a real browser: area, search, glance, picking, taking back, views."""

import re

import pytest
from playwright.sync_api import expect

from lianxin.registry.models import Household
from tests.desk.district import settle_households


@pytest.fixture
def page(enter, town_head, poor, areas):
    settle_households(areas["V2"], 4)
    page = enter(town_head)
    page.set_viewport_size({"width": 1440, "height": 900})
    page.goto("/households/?area=all")
    return page


def test_an_area_is_chosen_by_typing_and_stays_in_other_sections(page):
    page.get_by_text("选下级区划（3）").click()
    finder = page.get_by_label("按名字或拼音找区划").locator("visible=true")
    expect(finder).to_be_focused()
    finder.fill("dsq")
    finder.press("Enter")
    expect(page.get_by_role("heading", name="户情 · 东社区")).to_be_visible()
    page.get_by_role("link", name="总览").click()
    expect(page.get_by_role("heading", name="总览 · 东社区")).to_be_visible()
    page.get_by_role("link", name="看全部辖区").click()
    expect(page.get_by_role("heading", name="总览 · 甲镇")).to_be_visible()


def test_hits_come_while_typing_and_are_opened_by_keyboard(page, poor):
    page.keyboard.press("/")
    page.keyboard.type("wyt")
    expect(page.locator("[data-hit]").first).to_contain_text("王有田")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(f"/households/{poor.number}/$"))


def test_the_glance_follows_the_row(page, poor):
    page.keyboard.press("j")
    page.keyboard.press(" ")
    glance = page.locator("[data-glance-panel]")
    expect(glance).to_contain_text("人均纯收入 3,100 元/年，低于 7,800 元/年")
    page.keyboard.press("j")
    expect(glance).to_contain_text("HB000100")
    page.keyboard.press("Escape")
    expect(glance).to_be_hidden()


def test_rows_are_picked_moved_and_taken_back(page, areas):
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("x")
    page.keyboard.press("j")
    page.keyboard.press("x")
    expect(page.get_by_text("已选 2 户")).to_be_visible()
    page.get_by_role("button", name="更正村组").click()
    page.get_by_label("村、社区").select_option(label="南坡村")
    page.get_by_role("button", name="看看会怎样").click()
    expect(page.get_by_role("heading", name="会做 2 户")).to_be_visible()
    page.get_by_role("button", name="照这样做").click()
    expect(page.get_by_role("heading", name="已做完 2 户")).to_be_visible()
    assert Household.objects.filter(area=areas["V3"]).count() == 2
    page.get_by_role("link", name="回户情").click()
    page.get_by_role("button", name="撤销整批").click()
    expect(page.get_by_role("heading", name="已撤销 2 户")).to_be_visible()
    assert Household.objects.filter(area=areas["V3"]).count() == 0


def test_a_view_is_saved_removed_and_brought_back(page):
    page.get_by_role("link", name="有要问的").click()
    page.get_by_text("保存这个视图").click()
    page.get_by_label("名字").locator("visible=true").fill("早上先问")
    page.get_by_role("button", name="保存", exact=True).click()
    expect(page.get_by_role("link", name="早上先问")).to_be_visible()
    page.locator(".saved .chip summary").click()
    page.get_by_role("button", name="删掉").click()
    expect(page.get_by_role("link", name="早上先问")).to_have_count(0)
    page.get_by_role("button", name="撤销", exact=True).click()
    expect(page.get_by_role("link", name="早上先问")).to_be_visible()
