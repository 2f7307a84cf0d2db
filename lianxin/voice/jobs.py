"""The long work of cards, carried out by the worker."""

from typing import Any
from uuid import UUID

from django.utils import timezone

from lianxin.areas.models import Area
from lianxin.intake import sealed
from lianxin.people.access import may
from lianxin.registry.masking import mask_name
from lianxin.registry.models import Household
from lianxin.voice import keeping
from lianxin.voice.actions.printing import homes_to_print, issue_cards, new_cards
from lianxin.voice.drawing import draw_sheet
from lianxin.voice.fonts import NoFont, font_in_use
from lianxin.voice.models import PRINT, Batch
from lianxin.voice.vocabulary import Printed
from lianxin.work.models import Work
from lianxin.work.running import Tell, WorkRefused

BYTES_A_CARD = 20_000
EVERY = 50
"""Progress is told after so many cards."""


def print_cards(work: Work, tell: Tell) -> dict[str, Any]:
    """Draw the sheet, seal it, and then let its cards work: what was not drawn to the end opens nothing."""
    batch = Batch.objects.select_related("area", "asked_by").filter(pk=work.subject_id).first()
    if batch is None or batch.cleared_at or not may(batch.asked_by, PRINT, batch.household or batch.area):
        raise WorkRefused("cards.gone", "这一批不能印了，请重新开一批。", "Ask for a new batch.")
    try:
        font = font_in_use()
    except NoFont:
        raise WorkRefused(
            "cards.no_font",
            "这台服务器没有中文字体，印不了卡。请系统管理员装一个（apt install fonts-noto-cjk），再印。",
            "This server has no Chinese font. Install one (Debian, Ubuntu: apt install fonts-noto-cjk).",
        ) from None
    homes = list(_homes(batch))
    tell("drawing", 0, len(homes))
    cards, printed = [], []
    made = new_cards([home.pk for home in homes], batch)
    places = _places(homes)
    for home, (card, secret) in zip(homes, made, strict=True):
        cards.append(card)
        name = mask_name(home.head_name or "")
        printed.append(Printed(places[home.area_id], home.group_name, home.number, name, secret))
    with sealed.aside(len(homes) * BYTES_A_CARD) as folder:
        plain = folder / "cards.pdf"

        def progress(done: int) -> None:
            if done % EVERY == 0:
                tell("drawing", done, len(homes))

        pages = draw_sheet(printed, site=batch.site, font=font, path=plain, progress=progress)
        keeping.keep_sheet(batch.pk, plain)
    try:
        issue_cards(batch, cards, now=timezone.now())
    except Exception:
        keeping.drop_sheet(batch.pk)
        raise
    return {"cards": len(cards), "pages": pages}


def _homes(batch: Batch) -> Any:
    if batch.household_id:
        homes = Household.objects.filter(pk=batch.household_id)
    else:
        homes = homes_to_print(batch.area, is_for_all=batch.is_for_all)
    return homes.select_related("area").with_head()


def _places(homes: list[Household]) -> dict[UUID, str]:
    """`晏坝镇 晏坝村` of each area in which homes lie: without the district, which everybody knows."""
    areas = {home.area_id: home.area for home in homes}
    codes = {code for area in areas.values() for code in area.codes}
    named = dict(Area.objects.filter(code__in=codes).values_list("code", "name"))
    return {key: " ".join(named[code] for code in area.codes[1:]) for key, area in areas.items()}
