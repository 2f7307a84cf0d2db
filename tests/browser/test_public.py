"""A household with its card on a cheap phone, 390 wide, with and without scripts, in Chinese and English.

No page of it has a serious fault of accessibility, in light and dark; the keyboard reaches everything in the
order in which it is read.
"""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.test_accessible import faults_everywhere
from tests.public.conftest import ladder
from tests.public.raising import end_problem, raise_problem
from tests.voice.conftest import card

__all__ = ["card", "ladder"]

pytestmark = [pytest.mark.one_database, pytest.mark.browser]
PHONE = {"width": 390, "height": 844}
PAGES = ("", "page/", "page/known/", "page/class/", "page/looks/", "page/cadre/", "page/rights/")
WORDS = {
    "zh-hans": {
        "title": "您家的事",
        "open": "打开",
        "no": "没办好，重新办",
        "noted": "这件事重新办",
        "known": "我家的情况，记得对吗",
        "check": "核对",
        "wrong": "请更正",
        "asked": "最迟",
        "leave": "看完了，关上",
    },
    "en": {
        "title": "Your household's matters",
        "open": "Open",
        "no": "Not done: open it again",
        "noted": "open again",
        "known": "What is recorded of us: is it right?",
        "check": "Check",
        "wrong": "Please correct it",
        "asked": "at the latest",
        "leave": "I am done: close",
    },
}


@pytest.fixture
def matter(wang, poor, town_head, ladder):
    return end_problem(raise_problem(wang, town_head), town_head)


@pytest.fixture(params=[True, False], ids=["with scripts", "without scripts"])
def phone(browser, base_url, request):
    context = browser.new_context(viewport=PHONE, base_url=base_url, java_script_enabled=request.param)
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("lang", WORDS)
def test_a_household_follows_judges_and_corrects(phone, card, matter, wang, lang):
    words = WORDS[lang]
    phone.goto(f"/r/?lang={lang}")
    phone.fill("#code", card.code.lower())
    phone.get_by_role("button", name=words["open"], exact=True).click()
    assert phone.get_by_role("heading", level=1).inner_text() == words["title"]
    phone.get_by_role("button", name=words["no"]).click()
    assert words["noted"] in phone.get_by_role("status").inner_text()
    matter.refresh_from_db()
    assert matter.is_open
    phone.get_by_role("link", name=words["known"]).click()
    if phone.locator("#digits").count():
        phone.fill("#digits", wang.head.id_number[-4:])
        phone.get_by_role("button", name=words["check"]).click()
        assert wang.head.name in phone.content()
    phone.fill("#words", "人均收入记多了")
    phone.get_by_role("button", name=words["wrong"]).click()
    assert words["asked"] in phone.get_by_role("status").inner_text()
    phone.get_by_role("button", name=words["leave"]).click()
    assert phone.url.endswith("/r/")


def test_no_page_has_a_serious_fault(page, card, matter):
    page.goto("/r/")
    wrong = {"enter": faults_everywhere(page)}
    page.goto(f"/r/{card.token}")
    assert card.token not in page.url
    for path in PAGES[1:]:
        page.goto(f"/r/{path}")
        wrong[path] = faults_everywhere(page)
    assert {path: found for path, found in wrong.items() if found} == {}


def test_the_keyboard_follows_the_order_of_reading(page, card, matter):
    page.set_viewport_size(PHONE)
    page.goto(f"/r/{card.token}")
    expect(page).to_have_url(re.compile(r"/r/page/$"))
    tops = []
    for _step in range(12):
        page.keyboard.press("Tab")
        tops.append(page.evaluate("document.activeElement.getBoundingClientRect().top + scrollY"))
    assert tops == sorted(tops)
    assert len(set(tops)) > 8
