"""Facts as text: one canonical spelling per value, so that equal facts are equal texts. Pure."""

import math
from datetime import date

from lianxin.policies.catalogue import Indicator
from lianxin.policies.units import unit_in

Value = int | float | bool | str | date


class ValueRefused(ValueError):
    """A value does not fit its indicator. `code` is stable; `message` is for people, in Chinese, or in the
    language spoken where no `message_en` stands beside it."""

    def __init__(self, code: str, message: str, message_en: str = "") -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.message_en = message_en or message


def to_text(value: Value, indicator: Indicator) -> str:
    """Return the canonical text of a value: `3100`, `0.5`, `true`, `chronic`, `2026-03-02`.

    Raises ValueRefused when the type, the bounds or the list of choices do not allow it.
    """
    title, title_en = indicator.title_zh, indicator.title_en
    match indicator.type:
        case "bool":
            if not isinstance(value, bool):
                raise ValueRefused("not-yes-no", f"{title}只能填“是”或“否”。", f"{title_en} is yes or no.")
            return "true" if value else "false"
        case "choice":
            if value not in indicator.choice_codes:
                listed = "、".join(choice.zh for choice in indicator.choices)
                listed_en = ", ".join(choice.en for choice in indicator.choices)
                raise ValueRefused(
                    "not-a-choice", f"{title}只能是：{listed}。", f"{title_en} is one of: {listed_en}."
                )
            return str(value)
        case "date":
            if not isinstance(value, date):
                raise ValueRefused(
                    "not-a-date",
                    f"{title}要填日期，例如 2026-03-02。",
                    f"{title_en} takes a day, such as 2026-03-02.",
                )
            return value.isoformat()
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise ValueRefused("not-a-number", f"{title}要填数字。", f"{title_en} takes a number.")
    _check_bounds(value, indicator)
    return format(round(value, 2), "f").rstrip("0").rstrip(".") if isinstance(value, float) else str(value)


def from_text(text: str, indicator: Indicator) -> Value:
    """Return the value that `to_text` wrote."""
    match indicator.type:
        case "bool":
            return text == "true"
        case "choice":
            return text
        case "date":
            return date.fromisoformat(text)
    return float(text) if "." in text else int(text)


def shown(text: str, indicator: Indicator, language: str = "zh") -> str:
    """The value as a person reads it: `3,100 元/年`, `是`, `大病`."""
    english = language.startswith("en")
    value = from_text(text, indicator)
    match indicator.type:
        case "bool":
            return ("yes" if value else "no") if english else ("是" if value else "否")
        case "choice":
            found = [choice for choice in indicator.choices if choice.code == value]
            return (found[0].en if english else found[0].zh) if found else text
        case "date":
            return text
    return f"{value:,} {unit_in(indicator.unit, language, is_one=value == 1)}".strip()


def _check_bounds(value: float, indicator: Indicator) -> None:
    low, high = indicator.minimum, indicator.maximum
    title, title_en, unit = indicator.title_zh, indicator.title_en, unit_in(indicator.unit, "en")
    if low is not None and value < low:
        told = f"{title}不能小于 {low:,} {indicator.unit}。"
        raise ValueRefused("too-small", told, f"{title_en} cannot be less than {low:,} {unit}.")
    if high is not None and value > high:
        told = f"{title}不能大于 {high:,} {indicator.unit}。"
        raise ValueRefused("too-large", told, f"{title_en} cannot be more than {high:,} {unit}.")
