"""Facts as text: one canonical spelling per value, so that equal facts are equal texts. Pure."""

import math
from datetime import date

from lianxin.policies.catalogue import Indicator

Value = int | float | bool | str | date


class ValueRefused(ValueError):
    """A value does not fit its indicator. `message` is for people, in Chinese; `code` is stable."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message


def to_text(value: Value, indicator: Indicator) -> str:
    """Return the canonical text of a value: `3100`, `0.5`, `true`, `chronic`, `2026-03-02`.

    Raises ValueRefused when the type, the bounds or the list of choices do not allow it.
    """
    title = indicator.title_zh
    match indicator.type:
        case "bool":
            if not isinstance(value, bool):
                raise ValueRefused("not-yes-no", f"{title}只能填“是”或“否”。")
            return "true" if value else "false"
        case "choice":
            if value not in indicator.choice_codes:
                listed = "、".join(choice.zh for choice in indicator.choices)
                raise ValueRefused("not-a-choice", f"{title}只能是：{listed}。")
            return str(value)
        case "date":
            if not isinstance(value, date):
                raise ValueRefused("not-a-date", f"{title}要填日期，例如 2026-03-02。")
            return value.isoformat()
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise ValueRefused("not-a-number", f"{title}要填数字。")
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
    return f"{value:,} {indicator.unit}".strip()


def _check_bounds(value: float, indicator: Indicator) -> None:
    low, high = indicator.minimum, indicator.maximum
    if low is not None and value < low:
        raise ValueRefused("too-small", f"{indicator.title_zh}不能小于 {low:,} {indicator.unit}。")
    if high is not None and value > high:
        raise ValueRefused("too-large", f"{indicator.title_zh}不能大于 {high:,} {indicator.unit}。")
