"""Money as people write it: 元 and 万元, thousands separators, 3.2万. Rough figures are refused. Pure."""

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from lianxin.intake.cells import CellRefused
from lianxin.intake.cells.text import as_text, is_unknown
from lianxin.intake.vocabulary import Raw

UNITS = {"元": Decimal(1), "千元": Decimal(1_000), "万元": Decimal(10_000)}
CENT = Decimal("0.01")

# Below and above these a figure without a unit of its own is more likely in another unit than true.
SMALLEST = Decimal(100)
LARGEST_IN_WAN = Decimal(100)
LARGEST = Decimal(10_000_000)

AMOUNT = re.compile(
    r"(?:¥|RMB|人民币)?([+-]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?|[+-]?\.\d+)(百|千|万)?(元|块|圆)?整?(?:/年|每年|一年)?",
    re.ASCII | re.IGNORECASE,
)
TIMES = {None: 1, "百": 100, "千": 1_000, "万": 10_000}
ROUGH = re.compile(r"[约近多余几±~<>≥≤≈]|左右|上下|大概|以上|以下|以内|不足|不到|超过|\d *[-—–至到] *\d")
PERIOD = re.compile(r"月|季|天|日|次")


@dataclass(frozen=True, slots=True)
class Money:
    """How a column of money is read. `unit` None: neither the title nor the sheet names one, so 元 is meant.

    `none_is_zero`: "无" means 0 (no debt); otherwise it is unclear (no income, or no answer?).
    """

    unit: str | None = None
    none_is_zero: bool = False
    is_income: bool = False


def read_amount(raw: Raw, money: Money) -> int | float | None:
    """Return yuan, rounded to the cent; None for an empty cell. Raises CellRefused, never guesses."""
    if isinstance(raw, float | int) and not isinstance(raw, bool):
        if raw != raw or raw in (float("inf"), float("-inf")):
            raise CellRefused("money.unreadable")
        return _in_yuan(Decimal(repr(raw)), money)
    if isinstance(raw, bool | tuple):
        raise CellRefused("money.not_a_number")
    return _read_text(raw, money)


@lru_cache(maxsize=1 << 14)
def _read_text(raw: str, money: Money) -> int | float | None:
    text = as_text(raw)
    if is_unknown(text):
        return None
    if text in ("无", "没有", "无负债", "无债务", "无支出", "无损失", "零", "未受灾"):
        if text == "无" and not money.none_is_zero:
            raise CellRefused("money.none_is_unclear")
        return 0
    text = text.replace(" ", "") if not re.search(r"\d \d", text) else text
    if ROUGH.search(text):
        raise CellRefused("money.rough")
    if PERIOD.search(text):
        raise CellRefused("money.period")
    found = AMOUNT.fullmatch(text)
    if not found:
        raise CellRefused("money.unreadable")
    digits, times, yuan = found.groups()
    amount = Decimal(digits.replace(",", ""))
    if times or yuan:  # the cell names its own unit, which settles every doubt
        return _checked(amount * TIMES[times])
    return _in_yuan(amount, money)


def _in_yuan(amount: Decimal, money: Money) -> int | float:
    """Apply the unit of the column; refuse a figure that is hardly meant in it."""
    shown = format(amount.normalize(), "f")
    if money.unit == "万元" and amount >= LARGEST_IN_WAN:
        raise CellRefused("money.too_large_for_wan", amount=shown)
    doubtful = money.unit is None or (money.is_income and money.unit == "元")
    if doubtful and 0 < amount < SMALLEST:
        raise CellRefused("money.unit_unclear", amount=shown)
    return _checked(amount * UNITS[money.unit or "元"])


def _checked(amount: Decimal) -> int | float:
    if amount < 0:
        raise CellRefused("money.negative")
    if amount > LARGEST:
        raise CellRefused("money.too_large", limit=int(LARGEST))
    amount = amount.quantize(CENT)
    return int(amount) if amount == amount.to_integral_value() else float(amount)
