"""Charts in a real browser: drawn as SVG from the table behind them, in every look, within the strict CSP."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from lianxin.classification.models import Standing, Tenure
from tests.browser.test_accessible import SIZES, faults
from tests.desk.district import settle_households

pytestmark = pytest.mark.one_database

POINTS = """() => [...document.querySelectorAll('[data-chart=lines] .drawing path')]
    .map(path => ['fill', 'stroke', 'd'].map(name => path.getAttribute(name)))
    .filter(([fill, stroke]) => fill === 'none' && /^var\\(--(priority|watch|unassessed)/.test(stroke))
    .map(([, stroke, d]) => [stroke, d])"""
COLOUR = """() => getComputedStyle(
    document.querySelector('[data-chart=lines] path[stroke="var(--priority)"]')).stroke"""


@pytest.fixture
def moved(areas, poor, policy):
    """Twenty households settled for most of a year; three became 连心户 one after the other, one left."""
    settle_households(areas["V2"], 12)
    settle_households(areas["V4"], 8, start=200)
    today = timezone.localdate()
    Tenure.objects.filter(to_on=None).update(from_on=today - timedelta(days=300))
    standings = {one.household.number: one for one in Standing.objects.select_related("household")}
    for number, days in (("HB000100", 10), ("HB000101", 50), ("HB000102", 140)):
        move(standings[number], "priority", today - timedelta(days=days))
    Tenure.objects.filter(household=standings["HB000200"].household).update(tier="priority")
    move(standings["HB000200"], "watch", today - timedelta(days=20))


def move(standing, tier, on):
    """Let a household stand in another class from a day on."""
    Tenure.objects.filter(household=standing.household, to_on=None).update(to_on=on)
    Tenure.objects.create(household=standing.household, tier=tier, from_on=on, cause="test")
    Standing.objects.filter(pk=standing.pk).update(tier=tier, since_on=on)


def numbers_behind(page, chart):
    """The rows of numbers in the table behind a chart."""
    rows = page.locator(f"[data-chart={chart}] tbody tr").all()
    return [[int(cell.get_attribute("data-value")) for cell in row.locator("td").all()] for row in rows]


def heights(path):
    """The y of each corner of a line."""
    return [float(y) for _, y in re.findall(r"(-?[\d.]+)[ ,](-?[\d.]+)", path)]


def test_lines_are_as_high_as_the_numbers_in_the_table(enter, desk, moved):
    page = enter(desk)
    page.goto("/overview/")
    page.wait_for_selector("[data-chart=lines] svg")
    drawn = dict(page.evaluate(POINTS))
    rows = numbers_behind(page, "lines")
    assert [row[0] for row in rows][-6:] == [2, 3, 3, 3, 4, 4]
    columns = dict(zip(("priority", "watch", "unassessed"), zip(*rows, strict=True), strict=True))
    pairs = []
    for tier, values in columns.items():
        ys = heights(drawn[f"var(--{tier})"])
        assert len(ys) == len(values) == 10
        pairs += zip(values, ys, strict=True)
    (low, bottom), (high, top) = min(pairs), max(pairs)
    for value, y in pairs:
        assert y == pytest.approx(bottom + (top - bottom) * (value - low) / (high - low), abs=0.6)


def test_bars_say_the_names_and_numbers_of_the_table(enter, desk, moved):
    page = enter(desk)
    page.goto("/overview/")
    figure = page.locator("[data-chart=changes]")
    drawn = figure.locator("svg text").all_text_contents()
    assert numbers_behind(page, "changes") == [[2], [-1]]
    assert sorted(drawn) == sorted(["甲镇", "乙镇", "+2", "−1"])
    title = "连心户增加最多：甲镇，多 2 户；减少最多：乙镇，少 1 户"
    assert figure.locator("h2").inner_text() == title
    assert figure.locator(".drawing[role=img]").get_attribute("aria-label") == title
    assert not figure.locator("table").is_visible()
    figure.get_by_text("看数字").click()
    assert figure.locator("table").is_visible()


def test_the_pointer_reads_the_numbers_out(enter, desk, moved):
    page = enter(desk)
    page.goto("/overview/")
    drawing = page.locator("[data-chart=lines] .drawing")
    before = drawing.locator("text").all_text_contents()
    box = drawing.bounding_box()
    drawing.hover(position={"x": box["width"] / 2, "y": box["height"] / 2})
    page.wait_for_function(f"document.querySelectorAll('[data-chart=lines] text').length > {len(before)}")


@pytest.mark.parametrize("size", SIZES)
def test_a_chart_follows_light_and_dark_without_being_drawn_again(enter, desk, moved, size):
    page = enter(desk)
    page.set_viewport_size(SIZES[size])
    page.goto("/overview/")
    page.wait_for_selector("[data-chart=lines] svg")
    seen = []
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        seen.append(page.evaluate(COLOUR))
        assert faults(page) == []
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert seen == ["rgb(200, 64, 47)", "rgb(240, 128, 111)"]


def test_a_cell_of_the_map_opens_what_lies_inside(enter, desk, moved):
    page = enter(desk)
    page.goto("/overview/")
    cell = page.locator(".cells.wide .cell").filter(has_text="甲镇")
    cell.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/overview/990100001000/")
    assert page.locator("h1").inner_text() == "总览 · 甲镇"
    assert page.locator(".cells.wide .cell").count() == 3


def test_without_scripts_the_tables_and_the_map_remain(enter, desk, moved, browser, base_url):
    cookies = enter(desk).context.cookies()
    context = browser.new_context(java_script_enabled=False, base_url=base_url)
    context.add_cookies(cookies)
    page = context.new_page()
    page.goto("/overview/")
    assert not page.locator(".drawing").first.is_visible()
    page.locator("[data-chart=lines]").get_by_text("看数字").click()
    assert page.locator("[data-chart=lines] table").is_visible()
    page.locator(".cells.wide .cell").first.click()
    assert page.locator("h1").inner_text() == "总览 · 甲镇"
    context.close()


def test_paper_gets_the_tables_too(enter, desk, moved):
    page = enter(desk)
    page.goto("/overview/")
    page.emulate_media(media="print")
    assert page.locator("[data-chart=changes] table").bounding_box()["height"] > 40


def test_pages_without_charts_do_not_load_them(enter, desk, moved):
    page = enter(desk)
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto("/")
    assert not [url for url in asked if "charts" in url]
    page.goto("/overview/")
    assert [url for url in asked if "charts" in url]
