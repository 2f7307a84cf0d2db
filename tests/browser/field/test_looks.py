"""Every screen of the app: no serious fault of accessibility, nothing too small for a thumb or too wide."""

import gzip
import json

import pytest
from django.conf import settings

from tests.browser.field.phone import Phone
from tests.browser.test_accessible import COLOURS, faults

BUILD = settings.PROJECT / "lianxin" / "field" / "static" / "field"
FIRST_SCREEN_KB = 160
TOUCH = 44
SMALL = """least => [...document.querySelectorAll("a, button, input, textarea, summary")].flatMap(part => {
    const { width, height } = part.getBoundingClientRect()
    return width && height < least ? [`${part.tagName} ${part.textContent.trim()} ${height}`] : []
})"""
WIDER = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
LETTER = "parseFloat(getComputedStyle(document.body).fontSize)"
SCREENS = {
    "today": "/",
    "homes": "/homes",
    "home": "/home/{home}",
    "visit": "/visit/{home}",
    "card": "/card/{home}",
    "confide": "/confide/{home}",
    "family": "/family/{home}",
    "urgent": "/urgent/{home}",
    "items": "/items",
    "outbox": "/outbox",
    "more": "/more",
    "pin": "/pin",
    "feedback": "/feedback",
    "again": "/again",
}


def troubles(page):
    """Everything wrong with the open screen: light at two widths, and the colours in the dark."""
    found = []
    for width in (390, 360):
        page.set_viewport_size({"width": width, "height": 844})
        wider = page.evaluate(WIDER)
        found += [f"{width}: wider by {wider}"] if wider > 0 else []
    page.emulate_media(color_scheme="light", reduced_motion="reduce")
    found += faults(page)
    found += [f"too small: {part}" for part in page.evaluate(SMALL, TOUCH)]
    page.emulate_media(color_scheme="dark", reduced_motion="reduce")
    page.evaluate("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
    found += [f"dark: {fault}" for fault in faults(page, COLOURS)]
    page.emulate_media(color_scheme="light", reduced_motion="reduce")
    return found


def test_every_screen_can_be_used_by_everybody(phone, page, office):
    home, found = office.homes["王德福"], {}
    for name, where in SCREENS.items():
        phone.go(where.format(home=home))
        page.locator(".topbar h1").wait_for()
        page.wait_for_timeout(150)
        found[name] = troubles(page)
    assert {name: faults for name, faults in found.items() if faults} == {}


def test_letters_grow_with_the_phone_and_nothing_gets_too_wide(phone, page, office):
    """A third larger, as chosen by many who need it, on a narrow phone."""
    home, found = office.homes["王德福"], {}
    plain = page.evaluate(LETTER)
    fonts = {"standard": 21, "fixed": 17}
    page.context.new_cdp_session(page).send("Page.setFontSizes", {"fontSizes": fonts})
    assert page.evaluate(LETTER) > 1.25 * plain
    for name, where in SCREENS.items():
        phone.go(where.format(home=home))
        page.locator(".topbar h1").wait_for()
        page.set_viewport_size({"width": 360, "height": 640})
        wider = page.evaluate(WIDER)
        found |= {name: wider} if wider > 0 else {}
    assert found == {}


def test_the_doors_of_the_app_can_be_used_by_everybody(page, office):
    phone, found = Phone(page, office.url), {}
    phone.open()
    page.locator("[name=number]").wait_for()
    found["sign in"] = troubles(page)
    phone.sign_in()
    page.reload()
    page.locator(".pinpad").wait_for()
    found["lock"] = troubles(page)
    assert {name: faults for name, faults in found.items() if faults} == {}


def test_every_step_of_a_visit_can_be_used_by_everybody(phone, page, office):
    found = {}
    phone.begin_visit(office.homes["李桂英"])
    for step in ("见到了谁", "这几项", "问需", "问计", "看一遍"):
        phone.walk_to(step)
        found[step] = troubles(page)
        if step == "问需":
            page.get_by_role("button", name="修房建房").click()
            page.locator(".sheet [name=what]").fill("屋顶漏水")
            page.get_by_role("button", name="多一个").click()
            page.wait_for_timeout(400)
            found["sheet"] = troubles(page)
            page.get_by_role("button", name="记下这一件").click()
            page.locator(".sheet").wait_for(state="hidden")
    assert {name: faults for name, faults in found.items() if faults} == {}


def test_a_planted_small_and_wide_part_is_found(phone, page):
    page.evaluate("""() => {
        const planted = document.createElement("button")
        planted.textContent = "x"
        planted.style.width = "500px"
        planted.style.height = "20px"
        planted.style.padding = planted.style.minHeight = "0"
        document.querySelector("main").append(planted)
    }""")
    found = troubles(page)
    assert any(fault.startswith("390: wider") for fault in found)
    assert any("BUTTON x 20" in fault for fault in found)


@pytest.fixture(scope="module")
def manifest():
    return json.loads((BUILD / "manifest.json").read_text("utf-8"))


def scripts_of(manifest, name):
    """What must be there before the first screen is: the entry and everything it imports at once."""
    entry, found = manifest[name], set()
    for part in entry.get("imports", ()):
        found |= scripts_of(manifest, part)
    return found | {entry["file"]}


def test_the_first_screen_needs_little_script(manifest):
    files = scripts_of(manifest, "field/main.ts")
    size = sum(len(gzip.compress((BUILD / file).read_bytes())) for file in files) / 1024
    assert 20 < size <= FIRST_SCREEN_KB
    assert len(manifest["field/main.ts"]["dynamicImports"]) > 8


def test_no_old_phone_meets_what_it_cannot_read(manifest):
    scripts = [file.read_text("utf-8") for file in BUILD.glob("*.js")]
    styles = [file.read_text("utf-8") for file in BUILD.glob("*.css")]
    assert not any(":has(" in style for style in styles)
    assert not any("??=" in script or "||=" in script or "static{" in script for script in scripts)
