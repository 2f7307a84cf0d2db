"""The built bundle reaches a real browser: the palette applies, in light and dark, within the strict CSP."""

PAPER = """() => {
    const seen = [document.body, document.documentElement].map(part => getComputedStyle(part).backgroundColor)
    return seen.find(colour => colour !== "rgba(0, 0, 0, 0)")
}"""
INK = """text => {
    const context = document.querySelector("canvas").getContext("2d")
    context.clearRect(0, 0, 64, 64)
    context.font = "48px sans-serif"
    context.fillText(text, 4, 52)
    return context.getImageData(0, 0, 64, 64).data.filter((value, at) => at % 4 === 3 && value > 0).length
}"""


def test_a_page_wears_the_palette_in_light_and_in_dark(page):
    assert page.goto("/").status == 200
    papers = {}
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        papers[scheme] = page.evaluate(PAPER)
    assert papers["light"] == "rgb(250, 248, 245)"
    assert papers["dark"] not in (None, papers["light"])


def test_chinese_is_drawn_with_a_font_that_has_it(page):
    """Without such a font each character is the same box, with the same number of inked pixels."""
    page.set_content("<canvas width=64 height=64></canvas>")
    drawn = {character: page.evaluate(INK, character) for character in "户连心"}
    assert len(set(drawn.values())) == 3, f"every character looks the same: {drawn}"
