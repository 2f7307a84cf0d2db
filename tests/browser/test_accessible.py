"""No page of the desk has a serious fault of accessibility, in light and dark, on a desk and on a phone."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.utils import timezone

from lianxin.classification.actions import open_objection

SIZES = {"desk": {"width": 1440, "height": 900}, "phone": {"width": 390, "height": 844}}
SERIOUS = ("serious", "critical")


def faults(page):
    """`rule: where` of everything serious that axe finds on the page."""
    violations = Axe().run(page).response["violations"]
    return [
        f"{violation['id']}: {node['target']}"
        for violation in violations
        if violation["impact"] in SERIOUS
        for node in violation["nodes"]
    ]


@pytest.fixture
def addresses(poor, li, policy, now):
    """Every page of the desk that can be opened, with something on it."""
    review = open_objection(poor, words="收入没有那么多。", actor=None, now=timezone.now())
    house = f"/households/{poor.number}/"
    return [
        "/", "/households/", "/households/?tier=watch", "/households/?area=bad", "/nowhere/",
        house, f"{house}history/", f"{house}objection/", f"{house}facts/housing_is_safe/",
        f"/residents/{poor.head.pk}/correction/", f"/households/{li.number}/",
        "/reviews/", f"/reviews/{review.pk}/", "/policies/", f"/policies/{policy.pk}/", "/ledger/",
        "/account/", "/account/password/",
    ]  # fmt: skip


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_page_has_a_serious_fault(enter, desk, addresses, size, scheme):
    page = enter(desk)
    page.set_viewport_size(SIZES[size])
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    found = {}
    for address in addresses:
        page.goto(address)
        found[address] = faults(page)
        wider = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        if wider > 0:
            found[address].append(f"wider than the window by {wider} pixels")
    assert {address: wrong for address, wrong in found.items() if wrong} == {}


def test_the_pages_before_signing_in_have_none_either(page, areas):
    page.goto("/sign-in/")
    assert faults(page) == []


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
