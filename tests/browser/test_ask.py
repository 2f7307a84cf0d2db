"""/ask/ on a cheap phone, 390 wide, with and without scripts, in Chinese and English: raised and followed."""

import pytest

from lianxin.problems.complaints.models import Complaint
from lianxin.problems.models import Problem
from tests.browser.test_accessible import faults_everywhere
from tests.browser.test_public import phone
from tests.public.conftest import ladder
from tests.voice.conftest import card

__all__ = ["card", "ladder", "phone"]

pytestmark = [pytest.mark.one_database, pytest.mark.browser]
WORDS = {
    "zh-hans": {"send": "交上去", "look": "看一看", "received": "收到了", "waits": "等人接办"},
    "en": {"send": "Send", "look": "Look", "received": "Received", "waits": "Noted; waiting"},
}


@pytest.mark.parametrize("lang", WORDS)
def test_a_need_is_raised_and_followed_by_its_receipt(phone, ladder, areas, lang):
    words = WORDS[lang]
    phone.goto(f"/ask/?lang={lang}")
    phone.check("[value=need]")
    assert not phone.locator("#said_of").is_visible(), "what a complaint alone needs is put away"
    phone.fill("#words", "门口的路灯不亮了")
    phone.select_option("#area", areas["V1"].code)
    assert phone.evaluate("document.documentElement.scrollWidth") <= 390
    phone.get_by_role("button", name=words["send"], exact=True).click()
    assert phone.get_by_role("heading", level=1).inner_text() == words["received"]
    code = phone.locator(".code").inner_text()
    phone.goto("/ask/follow/")
    phone.fill("#code", code.lower())
    phone.get_by_role("button", name=words["look"], exact=True).click()
    assert "门口的路灯不亮了" in phone.content()
    assert words["waits"] in phone.locator(".standing").inner_text()
    assert code not in phone.url
    assert Problem.objects.get().area == areas["V1"]


def test_a_household_complains_with_its_card_and_says_nothing_of_itself(phone, ladder, card, worker):
    phone.goto(f"/r/{card.token}")
    phone.locator("a[href='/ask/']").click()
    phone.check("[value=complaint]")
    phone.fill("#words", "说好来，三次没来")
    phone.fill("#said_of", worker.name)
    phone.check("[name=is_nameless]")
    phone.locator("form.tell button").click()
    assert "complaint" not in phone.url
    phone.locator(".code").wait_for()
    complaint = Complaint.objects.get()
    assert (complaint.household_id, complaint.words) == (None, "说好来，三次没来")


def test_no_page_has_a_serious_fault_and_the_keyboard_follows_it(page, ladder, areas):
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto("/ask/")
    wrong = {"form": faults_everywhere(page)}
    tops = []
    for _step in range(10):
        page.keyboard.press("Tab")
        tops.append(page.evaluate("document.activeElement.getBoundingClientRect().top + scrollY"))
        assert page.evaluate("document.activeElement.id") != "website"
    assert tops == sorted(tops)
    page.check("[value=advice]")
    page.fill("#words", "集市早点开门")
    page.select_option("#area", areas["V1"].code)
    page.locator("form.tell button").click()
    wrong["receipt"] = faults_everywhere(page)
    page.goto("/ask/follow/?no")
    wrong["follow"] = faults_everywhere(page)
    assert {name: found for name, found in wrong.items() if found} == {}
