"""The household's page as a PDF: large type, one column, nothing that the page itself does not say."""

from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _
from fpdf import FPDF

from lianxin.desk.words import day_words

FONT = "han"
BODY, HEADING, TITLE = 13, 16, 22


def draw_page(told: dict[str, Any], font: tuple[Path, int]) -> bytes:
    """The PDF of what `views.page.about` gathered."""
    pdf = FPDF("P", "mm", "A4")
    pdf.set_title(_("您家的事"))
    pdf.set_auto_page_break(True, margin=18)
    pdf.set_margins(20, 18)
    pdf.add_font(FONT, fname=str(font[0]), collection_font_number=font[1])
    pdf.add_page()
    _line(pdf, f"{_('您家的事')} · {told['name']}", TITLE)
    printed = _("户编号 %(number)s，%(day)s打印") % {
        "number": told["household"].number,
        "day": day_words(told["today"], told["today"]),
    }
    _line(pdf, printed, BODY)
    _line(pdf, _("您的联系干部"), HEADING)
    _line(pdf, told["keeper"].name if told["keeper"] else _("正在安排"), BODY)
    for contact in told["contacts"]:
        _line(pdf, f"{contact.area.name}　{contact.phone}　{contact.hours}　{contact.place}".strip(), BODY)
    _line(pdf, _("您家提的事"), HEADING)
    for matter in told["matters"]:
        _line(pdf, f"{matter.title}：{matter.words}" if matter.words else matter.title, BODY)
        _line(pdf, f"{matter.standing}　{matter.owner}".strip(), BODY)
        if matter.promised:
            _line(pdf, _("答应的日子：%(day)s") % {"day": matter.promised}, BODY)
        for step in matter.steps:
            _line(pdf, f"　{step.day}　{step.what}　{step.words}".rstrip(), BODY)
        pdf.ln(3)
    if not told["matters"]:
        _line(pdf, _("还没有记下您家提的事。"), BODY)
    return bytes(pdf.output())


def _line(pdf: FPDF, words: str, size: int) -> None:
    if size > BODY:
        pdf.ln(3)
    pdf.set_font(FONT, size=size)
    pdf.multi_cell(0, size * 0.55, words, new_x="LMARGIN", new_y="NEXT")
