"""Which area does a written name mean? Found, ambiguous or unknown; never a guess.

A name is understood with or without its ending (居委会, 村民委员会, 社区, 村, 镇, 街道办事处), in any
width, with stray spaces, with the district or the town written in front, as a former name, or as a
twelve-digit code. An ending that is written counts: 枣园村 is never 枣园社区. Where the same name stands
in several towns, only the town decides. A town that is written must be right: a village that lies
elsewhere is suggested, not taken.
"""

from collections.abc import Sequence

from lianxin.areas.names import NameIndex
from lianxin.areas.vocabulary import AreaName, Match

MESSAGES = {
    "area_missing": (
        "没有填写村或社区。请填写名称，或十二位区划代码。",
        "No village or community is given. Give its name or its twelve-digit code.",
    ),
    "area_unknown": (
        "找不到“{name}”。{near}请核对名称，或填写十二位区划代码。",
        "“{name}” was not found. {near}Check the name, or give the twelve-digit code.",
    ),
    "area_elsewhere": (
        "“{town}”没有“{name}”。{near}请核对镇街和村社区。",
        "“{town}” has no “{name}”. {near}Check the town and the village.",
    ),
    "area_ambiguous": (
        "“{name}”不止一处。{near}请写明镇街和全称，或填写十二位区划代码。",
        "There is more than one “{name}”. {near}Give the town and the full name, or the twelve-digit code.",
    ),
    "town_unknown": (
        "找不到镇街“{town}”。{near}请核对名称。",
        "The town “{town}” was not found. {near}Check the name.",
    ),
    "town_missing": ("没有填写镇或街道。", "No town is given."),
    "near": ("是否为：{titles}？", "Is it one of: {titles}? "),
}


def match(town_name: str, village_name: str, candidates: Sequence[AreaName] | NameIndex) -> Match:
    """Which village or community is meant; `town_name` may be empty. For many rows make one NameIndex."""
    index = candidates if isinstance(candidates, NameIndex) else NameIndex(candidates)
    return index.match(town_name, village_name)


def message(code: str, lang: str = "zh", **values: object) -> str:
    """The words for a code in Chinese, or in English when `lang` begins with "en"."""
    return MESSAGES[code][lang.startswith("en")].format(**values)


def refusal(result: Match, town_name: str, village_name: str, lang: str = "zh") -> str:
    """What to tell the person who wrote the name; empty when it was found."""
    if result.is_found:
        return ""
    separator = ", " if lang.startswith("en") else "、"
    titles = separator.join(near.title for near in result.near)
    near = message("near", lang, titles=titles) if titles else ""
    name = village_name or town_name
    return message(result.why, lang, town=town_name, name=name, near=near)
