"""What a condition may name, for who writes one: indicators and numbers, with titles and units."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from lianxin.desk.words import is_english, said, titled, unit_words
from lianxin.policies.catalogue import Indicator, default
from lianxin.policies.drafting.contents import Content
from lianxin.policies.kinds import KINDS


@dataclass(frozen=True, slots=True)
class Word:
    """`code` is what a condition writes; `hint` its unit, its options, or how a yes/no fact is asked."""

    code: str
    title: str
    hint: str


def palette_of(content: Content) -> list[tuple[str, list[Word]]]:
    """Groups of words: the draft's numbers, then the indicators its kind may ask."""
    numbers = [
        Word(
            number["name"],
            (number["title_en"] if is_english() else number["title_zh"]) or number["name"],
            f"{number['value']} {number['unit']}".strip(),
        )
        for number in content["numbers"]
    ]
    groups = {
        "household": _("这一户的情况"),
        "derived": _("从家庭成员推算的"),
        "resident": _("某一个人的情况"),
        "area": _("村、社区的情况"),
    }
    about = KINDS[content["kind"]].about
    listed = [(title, list(_words(content["kind"], of))) for of, title in groups.items() if of in about]
    return [*((group, words) for group, words in listed if words), (_("这份办法里的数"), numbers)]


def _words(kind: str, about: str) -> Iterator[Word]:
    for indicator in default():
        if indicator.about == about and kind in indicator.uses and indicator.type != "date":
            yield Word(indicator.code, titled(indicator), _hint(indicator))


def _hint(indicator: Indicator) -> str:
    if indicator.type == "choice":
        return " ".join(f'"{choice.code}" {said(choice)}' for choice in indicator.choices)
    if indicator.type == "bool":
        return _("是：直接写；否：前面加 not")
    return unit_words(indicator.unit)
