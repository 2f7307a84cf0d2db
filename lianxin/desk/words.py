"""How the desk says days, ages, counts and classes. The day it is comes in as an argument."""

from datetime import date, datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import get_language, ngettext, pgettext
from django.utils.translation import gettext as _

from lianxin.classification.vocabulary import BY_SERIOUSNESS, Tier
from lianxin.policies.units import unit_in

TIERS = tuple(tier.value for tier in BY_SERIOUSNESS)
WEEKDAYS_ZH = "一二三四五六日"


def is_english() -> bool:
    return (get_language() or "").startswith("en")


def spoken() -> str:
    """The language as pure modules want it: `zh` or `en`."""
    return "en" if is_english() else "zh"


def said(thing: Any) -> str:
    """The word of anything that carries `zh` and `en`, in the language spoken now."""
    return thing.en if is_english() else thing.zh


def refused_words(refused: Any) -> str:
    """What a refusal of the register says."""
    return getattr(refused, "message_en", refused.message) if is_english() else refused.message


def unit_words(unit: str, number: float | None = None) -> str:
    """The unit as it stands behind a number: `1 room`, `2 rooms`."""
    return unit_in(unit, spoken(), is_one=number == 1)


def titled(thing: Any) -> str:
    """The title of anything that carries `title_zh` and `title_en`."""
    return thing.title_en if is_english() else thing.title_zh


def tier_word(tier: str) -> str:
    return said(Tier(tier))


def either(tiers: list[str]) -> str:
    """`连心户或关心户`: the classes that unknown facts leave open."""
    return _("或").join(tier_word(tier) for tier in tiers)


def as_day(moment: date | datetime) -> date:
    """The day of a moment, where the district is."""
    return timezone.localtime(moment).date() if isinstance(moment, datetime) else moment


def day_words(moment: date | datetime, today: date, *, weekday: bool = True) -> str:
    """`11月21日(周六)`, and with the year when it is another one; without its weekday inside a sentence."""
    day = as_day(moment)
    if is_english():
        named = f"{day:%a} " if weekday else ""
        return f"{named}{day.day} {day:%b}" + ("" if day.year == today.year else f" {day.year}")
    year = "" if day.year == today.year else f"{day.year}年"
    named = f"(周{WEEKDAYS_ZH[day.weekday()]})" if weekday else ""
    return f"{year}{day.month}月{day.day}日{named}"


def age_words(moment: date | datetime, today: date) -> str:
    """`今天`, `昨天`, `12 天前`, `8 个月前`, `2 年前`; months and years are whole ones that have passed."""
    day = as_day(moment)
    days = (today - day).days
    months = (today.year - day.year) * 12 + today.month - day.month - (today.day < day.day)
    if days < 0:
        return day_words(day, today)
    if days < 2:
        return pgettext("age", "昨天") if days else pgettext("age", "今天")
    if months < 2:
        return ngettext("%(count)d 天前", "%(count)d 天前", days) % {"count": days}
    if months < 24:
        return ngettext("%(count)d 个月前", "%(count)d 个月前", months) % {"count": months}
    return ngettext("%(count)d 年前", "%(count)d 年前", months // 12) % {"count": months // 12}


def years_between(birth: date, today: date) -> int:
    """Age in whole years."""
    return today.year - birth.year - ((today.month, today.day) < (birth.month, birth.day))
