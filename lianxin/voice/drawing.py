"""The sheet of cards: A4, ten to a page, two wide and five high, with lines to cut along.

fpdf2 draws it: it is Python throughout, and puts into the file only those characters of the font that occur.
"""

from collections.abc import Callable, Sequence
from itertools import groupby
from pathlib import Path

import segno
from fpdf import FPDF
from fpdf.enums import TextMode

from lianxin.voice.rules import in_groups
from lianxin.voice.vocabulary import Printed

WIDE, HIGH = 2, 5
PER_PAGE = WIDE * HIGH
CARD = (90.0, 54.0)
MARGIN = ((210 - WIDE * CARD[0]) / 2, (297 - HIGH * CARD[1]) / 2)
PICTURE = 31.0
INK, SOFT, LINE = (31, 42, 55), (90, 100, 114), (200, 196, 188)
FONT = "han"
Progress = Callable[[int], None]

TITLE = "连心卡"
SAYS = "扫一扫，看您家的事办到哪一步"
TYPED = "不能扫码，就打开网页输入这个码："
KEEP = "不用登录。卡丢了请告诉干部，换一张。"
ASK = "没有卡也能提事："


def draw_sheet(
    cards: Sequence[Printed],
    *,
    site: str,
    font: tuple[Path, int],
    path: Path,
    progress: Progress = lambda done: None,
) -> int:
    """Draw cards into a PDF at `path`; each village begins a page of its own. Returns how many pages.

    `site` is the address the software is found at, such as `https://lianxin.example.org`.
    """
    pdf = FPDF("P", "mm", "A4")
    pdf.set_auto_page_break(False)
    pdf.set_title(TITLE)
    pdf.add_font(FONT, fname=str(font[0]), collection_font_number=font[1])
    done = 0
    for _place, some in groupby(cards, key=lambda card: card.place):
        for at, card in enumerate(some):
            if at % PER_PAGE == 0:
                pdf.add_page()
            row, column = divmod(at % PER_PAGE, WIDE)
            _card(pdf, card, MARGIN[0] + column * CARD[0], MARGIN[1] + row * CARD[1], site)
            done += 1
            progress(done)
    pdf.output(str(path))
    return pdf.pages_count


def _card(pdf: FPDF, card: Printed, left: float, top: float, site: str) -> None:
    pdf.set_draw_color(*LINE)
    pdf.set_line_width(0.1)
    pdf.set_dash_pattern(dash=1, gap=1)
    pdf.rect(left, top, *CARD)
    pdf.set_dash_pattern()
    _picture(pdf, f"{site}/r/{card.secret.token}", left + 5, top + 6)
    words = left + 5 + PICTURE + 4
    _text(pdf, words, top + 11, TITLE, 17, INK, is_bold=True)
    _text(pdf, words, top + 18, f"{card.place} {card.group}".strip(), 9.5, INK, width=CARD[0] - PICTURE - 12)
    _text(pdf, words, top + 24, f"{card.name}　{card.number}", 9.5, INK, width=CARD[0] - PICTURE - 12)
    _text(pdf, words, top + 31, SAYS, 8, SOFT, width=CARD[0] - PICTURE - 12)
    _text(pdf, words, top + 36.5, KEEP, 8, SOFT, width=CARD[0] - PICTURE - 12)
    place = site.partition("://")[2]
    _text(pdf, left + 5, top + 41, f"{TYPED}{place}/r/", 8, SOFT, width=CARD[0] - 10)
    _text(pdf, left + 5, top + 45, f"{ASK}{place}/ask/", 8, SOFT, width=CARD[0] - 10)
    _text(pdf, left + 5, top + 50.5, in_groups(card.secret.code), 16, INK, is_bold=True)


def _picture(pdf: FPDF, address: str, left: float, top: float) -> None:
    """The QR code, as few rectangles as its rows have runs: it stays sharp at any size."""
    rows = segno.make(address, error="m", micro=False).matrix
    module = PICTURE / len(rows)
    pdf.set_fill_color(0, 0, 0)
    for y, row in enumerate(rows):
        x = 0
        for dark, run in groupby(row):
            length = len(list(run))
            if dark:
                pdf.rect(left + x * module, top + y * module, length * module, module, style="F")
            x += length


def _text(
    pdf: FPDF,
    x: float,
    y: float,
    words: str,
    size: float,
    colour: tuple[int, int, int],
    *,
    width: float | None = None,
    is_bold: bool = False,
) -> None:
    """One line with its baseline at `y`; smaller where it would be wider than `width` mm."""
    pdf.set_font(FONT, size=size)
    needed = pdf.get_string_width(words)
    if width is not None and needed > width:
        pdf.set_font(FONT, size=size * width / needed)
    pdf.set_text_color(*colour)
    pdf.set_draw_color(*colour)
    pdf.set_line_width(0.25)
    with pdf.local_context(text_mode=TextMode.FILL_STROKE if is_bold else TextMode.FILL):
        pdf.text(x, y, words)
