"""No page has a serious fault of accessibility, in light and dark, on a desk and on a phone.

Every address of the URLconf is opened by somebody who may: the examples are those of the matrix of rights
(lianxin/proofs/access/rows.py), which fails when an address has none.
"""

from dataclasses import dataclass
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse

from lianxin.proofs.access.rows import ROWS
from lianxin.proofs.access.walk import addresses
from lianxin.proofs.access.world import World
from tests.people.cast import PASSWORD, give_second_factor

SIZES = {"desk": {"width": 1440, "height": 900}, "phone": {"width": 390, "height": 844}}
SERIOUS = ("serious", "critical")
PARTS, FEWEST = 6, 8  # parts of the walk, so that workers share it, and pages in each
COLOURS = {"runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}}
LEAD_ON = {
    "people:sign-in",  # whoever has signed in with everything is led on; tests of their own are below
    "people:one-time-code",
    "people:second-factor",
    "people:unsent",  # nothing was typed that waits; see below
    "desk:visits",  # to one's own, or to the calendar of the office
    "desk:deeds",  # to the list, when nothing is chosen there
    "desk:preview",  # to the household, without a script
    "desk:problem-preview",  # to the problem, likewise
    "desk:problem-dispatches",  # to one's tasks, when none is named
    *(name for name in ROWS if name.startswith("public:")),  # to where a card is opened; see test_public
}


# What a browser makes of a page does not depend on the database behind it.
pytestmark = pytest.mark.one_database


def faults(page, options=None):
    """`rule: where` of everything serious that axe finds on the page; axe is brought in once for each."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(Axe().axe_script)
    wish = {"resultTypes": ["violations"]} | (options or {})
    violations = page.evaluate("wish => axe.run(wish).then(found => found.violations)", wish)
    return [
        f"{violation['id']}: {node['target']}"
        for violation in violations
        if violation["impact"] in SERIOUS
        for node in violation["nodes"]
    ]


def faults_everywhere(page):
    """Faults of the open page in both sizes, and in the dark, which differs from light in colours alone."""
    found = []
    for size, viewport in SIZES.items():
        page.set_viewport_size(viewport)
        page.emulate_media(color_scheme="light", reduced_motion="reduce")
        found += [f"{size}: {fault}" for fault in faults(page)]
        wider = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        found += [f"{size}: wider than the window by {wider} pixels"] if wider > 0 else []
    page.emulate_media(color_scheme="dark", reduced_motion="reduce")
    page.evaluate("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
    return found + [f"dark: {fault}" for fault in faults(page, COLOURS)]


@dataclass
class Page:
    """An address to be opened, and the session of somebody who may."""

    name: str
    address: str
    session: str


def kind_of(response):
    """What a browser makes of an answer: a page, part of one, a file, or a way to somewhere else."""
    if response.status_code != 200:
        return f"answers {response.status_code}"
    if not response["Content-Type"].startswith("text/html"):
        return "file"
    return "page" if response.content.lstrip()[:9].lower() == b"<!doctype" else "part"


def pages_of(world, names):
    """{kind: pages} of the addresses that answer GET, each as the first person who may open it."""
    place, found = world.at["V1"], {}
    for name in names:
        row = ROWS[name]
        allowed = [one for one in world.people if one.role and may_open(one, row, place)]
        allowed.sort(key=lambda one: (one.area.level != "district", one.role == "supervisor"))
        address = reverse(name, kwargs=dict(row.at(place)) if row.at else None)
        opener = allowed[0].client
        response = opener.get(address)
        if response.status_code == 302 and urlsplit(response["Location"]).path == address:
            address = response["Location"]  # the same page, with the area in its address
            response = opener.get(address)
        kind = kind_of(response)
        found.setdefault(kind, []).append(Page(name, address, opener.cookies["sessionid"].value))
    return found


def may_open(person, row, place):
    return row.verb is None or person.may(row.verb, place if row.kind == "thing" else None)


@pytest.mark.parametrize("part", range(PARTS))
def test_no_page_has_a_serious_fault(page, base_url, db, part):
    answering = [name for name in addresses() if "get" in ROWS[name].methods and ROWS[name].kind != "sealed"]
    pages = pages_of(World(), answering[part::PARTS])
    led_on = {one.name for one in pages.pop("answers 302", [])}
    wrong = {}
    for one in pages.pop("page"):
        page.context.add_cookies([{"name": "sessionid", "value": one.session, "url": base_url}])
        page.goto(one.address)
        wrong[f"{one.name} {one.address}"] = faults_everywhere(page)
    assert {name: found for name, found in wrong.items() if found} == {}
    assert led_on <= LEAD_ON
    assert set(pages) <= {"file", "part"}
    assert len(wrong) > FEWEST


def test_the_pages_before_signing_in_have_none_either(page, areas):
    page.goto("/sign-in/")
    assert faults_everywhere(page) == []


@pytest.mark.parametrize("has_factor", [True, False])
def test_the_steps_of_signing_in_have_none_either(page, base_url, desk, has_factor):
    from django.test import Client

    if has_factor:
        give_second_factor(desk)
    client = Client()
    client.force_login(desk)
    session = client.cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": session, "url": base_url}])
    page.goto("/")
    assert page.url.partition("?")[0].endswith("/sign-in/code/" if has_factor else "/second-factor/")
    assert faults_everywhere(page) == []


@pytest.mark.parametrize("address", ["/nowhere/", "/households/?area=bad", "/households/?tier=watch"])
def test_nor_have_pages_that_say_that_there_is_nothing(enter, desk, policy, address):
    page = enter(desk)
    page.goto(address)
    assert faults_everywhere(page) == []


def test_nor_has_the_page_that_keeps_what_was_typed(page, worker):
    def sign_in():
        page.fill("[name=number]", "W-1")
        page.fill("[name=password]", PASSWORD)
        page.click("form.card button")

    page.goto("/sign-in/")
    sign_in()
    page.goto("/complaints/new/")
    page.fill("[name=words]", "桥头的栏杆掉了三米")
    page.context.clear_cookies(name="sessionid")
    page.get_by_role("button", name="记下，出回执").click()
    sign_in()
    page.wait_for_url("**/account/unsent/")
    assert "桥头的栏杆掉了三米" in page.inner_text("main")
    assert faults_everywhere(page) == []


def test_open_menus_have_none(enter, desk, poor):
    page = enter(desk)
    page.goto(f"/households/{poor.number}/")
    page.get_by_text("陈立").click()
    assert faults(page) == []
    page.keyboard.press("Escape")
    page.get_by_text("查看").first.click()
    assert faults(page) == []


def test_a_fault_that_is_planted_is_found(enter, desk):
    page = enter(desk)
    page.goto("/")
    page.evaluate("document.querySelector('main').innerHTML += '<img src=\"/x.png\"><button></button>'")
    assert {fault.partition(":")[0] for fault in faults(page)} >= {"image-alt", "button-name"}
