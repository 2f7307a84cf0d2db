"""Every page of a household, and the open page, as keyboards and screen readers take them: with and without
scripts, in Chinese and English, 390 wide.

What is read comes in the order in which it is seen; each control is reached once, in that order, and can be
seen when it has the focus; headings go down by one step; the page says in which language it is.
"""

from datetime import timedelta

import pytest
from django.utils import timezone

from lianxin.ratings.models import Ballot
from lianxin.ratings.sealing import unseal
from lianxin.ratings.vocabulary import Answer, Kind
from tests.browser.test_accessible import faults_everywhere
from tests.browser.test_public import matter, phone
from tests.public.conftest import ladder
from tests.visits.conftest import paired, pairing_policy, policies, visits
from tests.voice.conftest import card

__all__ = ["card", "ladder", "matter", "paired", "pairing_policy", "phone", "policies", "visits"]

pytestmark = [pytest.mark.one_database, pytest.mark.browser]
WITH_CARD = ("page/", "page/known/", "page/class/", "page/looks/", "page/cadre/", "page/rights/")
PAGES = (*(f"/r/{path}" for path in WITH_CARD), "/ask/", "/ask/follow/", "/ask/follow/?no", "/r/?no")
SPOKEN = {"zh-hans": "zh-hans", "en": "en"}
SAYS = {
    "zh-hans": {"none": "没人来", "send": "投进匿名箱", "noted": "投进匿名箱了", "aside": "不算投诉"},
    "en": {
        "none": "Nobody came",
        "send": "Put it into the box",
        "noted": "It is in the anonymous box",
        "aside": "It is no complaint",
    },
}

CONTROLS = """() => {
  const groups = new Set()
  const wanted = "a[href], button, input:not([type=hidden]), textarea, select, summary"
  return [...document.querySelectorAll(wanted)].filter((one) => {
    if (one.tabIndex < 0 || !one.checkVisibility()) return false
    if (one.type !== "radio") return true
    const group = `${[...document.forms].indexOf(one.form)} ${one.name}`
    return !groups.has(group) && groups.add(group)
  }).map((one, at) => (one.dataset.stop = at))
}"""
FOCUSED = """() => {
  const one = document.activeElement, style = getComputedStyle(one), box = one.getBoundingClientRect()
  const group = one.type === "radio" ? [...one.form.elements[one.name]] : [one]
  const stop = group.map((each) => each.dataset.stop).find((each) => each !== undefined)
  const top = box.top + scrollY
  return { stop: stop === undefined ? null : Number(stop), outline: parseFloat(style.outlineWidth), top }
}"""
READ = """() => {
  const main = ["h1", "h2", "h3", "p", "li", "dt", "label", "legend", "button"].map((tag) => `main ${tag}`)
  return [...document.querySelectorAll([...main, "footer button", "footer a"].join())]
    .filter((one) => one.checkVisibility() && !one.closest(".apart"))
    .map((one) => [one.tagName, Math.round(one.getBoundingClientRect().top + scrollY)])
}"""


@pytest.fixture
def visit(visits, wang, worker):
    """The worker came yesterday; the page asks about it."""
    from tests.visits.phones import visit as told

    moment = timezone.now() - timedelta(days=1)
    visits(told(by=worker, now=moment, home=wang), at=moment)


def read_and_walk(page):
    """What is wrong with the order of a page that is open; nothing, when all is well."""
    wrong = []
    expected = page.evaluate(CONTROLS)
    reached, tops = [], []
    for _stop in expected:
        page.keyboard.press("Tab")
        found = page.evaluate(FOCUSED)
        reached.append(found["stop"])
        tops.append(found["top"])
        if not found["outline"] >= 2:
            wrong.append(f"control {found['stop']} has the focus and does not show it")
    if reached != expected:
        wrong.append(f"reached {reached}")
    if tops != sorted(tops):
        wrong.append("the keyboard jumps")
    told = page.evaluate(READ)
    heights = [top for _tag, top in told]
    if any(later < earlier - 4 for earlier, later in zip(heights, heights[1:], strict=False)):
        wrong.append("what is read is not in the order in which it is seen")
    levels = [int(tag[1]) for tag, _top in told if tag in ("H1", "H2", "H3")]
    if levels.count(1) != 1 or levels[0] != 1:
        wrong.append(f"headings {levels}")
    if any(later > earlier + 1 for earlier, later in zip(levels, levels[1:], strict=False)):
        wrong.append(f"headings skip: {levels}")
    return wrong


@pytest.mark.parametrize("lang", SPOKEN)
def test_each_page_is_read_and_walked_in_its_order(phone, card, matter, visit, lang):
    phone.goto(f"/r/{card.token}")
    wrong = {}
    for path in PAGES:
        phone.goto(f"{path}{'&' if '?' in path else '?'}lang={lang}")
        faults = read_and_walk(phone)
        if phone.locator("html").get_attribute("lang") != SPOKEN[lang]:
            faults.append("does not say its language")
        if phone.locator("script").count():
            faults.append("needs a script")
        if phone.evaluate("document.documentElement.scrollWidth") > 390:
            faults.append("wider than the phone")
        wrong[path] = faults
    assert {path: found for path, found in wrong.items() if found} == {}


def test_what_is_out_of_order_is_noticed(phone, card, matter):
    """The control: a form that was moved to the top by its style alone."""
    phone.goto(f"/r/{card.token}")
    assert read_and_walk(phone) == []
    phone.reload()
    phone.evaluate(
        "document.querySelector('main').style.cssText = 'display:flex;flex-direction:column-reverse'"
    )
    assert set(read_and_walk(phone)) >= {
        "the keyboard jumps",
        "what is read is not in the order in which it is seen",
    }


def test_no_page_has_a_serious_fault_in_english_either(page, card, matter, visit):
    page.goto(f"/r/{card.token}")
    wrong = {}
    for path in PAGES:
        page.goto(f"{path}{'&' if '?' in path else '?'}lang=en")
        wrong[path] = faults_everywhere(page)
    assert {path: found for path, found in wrong.items() if found} == {}


@pytest.mark.parametrize("lang", SAYS)
def test_a_household_says_that_nobody_came(phone, card, visit, lang):
    words = SAYS[lang]
    phone.goto(f"/r/?lang={lang}")
    phone.goto(f"/r/{card.token}")
    assert words["aside"] in phone.content()
    phone.get_by_label(words["none"], exact=True).check()
    phone.get_by_role("button", name=words["send"]).click()
    assert words["noted"] in phone.get_by_role("status").inner_text()
    assert phone.get_by_role("button", name=words["send"]).count() == 0
    content = unseal(Ballot.objects.get().sealed)
    assert (content.kind, content.answers) == (Kind.VISIT, (Answer.BAD, Answer.UNSAID))


def test_a_household_refuses_photos_and_reads_since_when(phone, card, wang):
    from lianxin.switches.models import SwitchChange
    from lianxin.voice.consents import holds
    from lianxin.voice.vocabulary import Purpose

    now = timezone.now()
    decided = {"reason": "会议", "outcome": "adopted", "asked_at": now, "decided_at": now}
    SwitchChange.objects.create(code="photos", value="on", **decided)
    phone.goto(f"/r/{card.token}")
    phone.goto("/r/page/rights/")
    photos = phone.locator("article", has=phone.locator("#c-photos"))
    photos.get_by_role("button", name="我不同意").click()
    assert "您说了不同意" in photos.locator(".standing").inner_text()
    assert not holds(wang, Purpose.PHOTOS)
    photos.get_by_role("button", name="我同意").click()
    assert "您同意了" in photos.locator(".standing").inner_text()
