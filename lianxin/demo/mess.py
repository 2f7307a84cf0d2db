"""The mess of real rosters, planted on purpose: each blemish is noted, with whether it can still be
understood.

What can be understood must be taken as if it were clean; what cannot must be refused, never guessed.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import numpy as np

Cell = str | int | float | date
Row = dict[str, Cell]

SPOILED = 0.15  # share of the households that get a blemish
_FULL_WIDTH = {ord(digit): ord(digit) + 0xFEE0 for digit in "0123456789X"}
_MONEY = ("家庭年纯收入（元）", "人均纯收入（元）", "负债余额（元）", "自付医疗支出（元）")
_ENDINGS = ("社区居委会", "居委会", "村委会")


@dataclass(frozen=True, slots=True)
class Blemish:
    """What was planted: `row` counts from 1 as in the sheet; `is_refused` where no reading is safe."""

    sheet: str
    row: int
    column: str
    kind: str
    is_refused: bool
    household: str


class Mess:
    """Spoils households one after another; `blemishes` grows as it goes."""

    def __init__(self, rng: np.random.Generator) -> None:
        self.rng = rng
        self.blemishes: list[Blemish] = []
        self._turn = 0

    def spoil(self, rows: list[Row], sheet: str, first_row: int) -> list[Row]:
        """Return the household's rows as written from `first_row` on, sometimes with one blemish in them."""
        if self.rng.random() >= SPOILED:
            return rows
        kind, (column, is_refused, change) = list(KINDS.items())[self._turn % len(KINDS)]
        at = change(rows, self.rng)
        if at is None:
            return rows
        self._turn += 1
        number = str(rows[at].get("户编号", rows[0].get("户编号", "")))
        self.blemishes.append(Blemish(sheet, first_row + at, column, kind, is_refused, number))
        return rows


Change = Callable[[list[Row], np.random.Generator], int | None]


def _row_with(rows: list[Row], column: str, rng: np.random.Generator) -> int | None:
    filled = [at for at, row in enumerate(rows) if column in row]
    return int(rng.choice(filled)) if filled else None


def _rewrite(column: str, rewrite: Callable[[Cell], Cell]) -> Change:
    """A blemish that writes one filled cell of the column differently."""

    def change(rows: list[Row], rng: np.random.Generator) -> int | None:
        at = _row_with(rows, column, rng)
        if at is not None:
            rows[at][column] = rewrite(rows[at][column])
        return at

    return change


def _on_all(column: str, rewrite: Callable[[str], str | None]) -> Change:
    """A blemish that writes the column differently on every row of the household."""

    def change(rows: list[Row], _rng: np.random.Generator) -> int | None:
        new = rewrite(str(rows[0].get(column, "")))
        if not new:
            return None
        for row in rows:
            row[column] = new
        return 0

    return change


def _dated(pattern: str) -> Change:
    return _rewrite("出生日期", lambda cell: cell.strftime(pattern) if isinstance(cell, date) else cell)


def _in_ten_thousands(rows: list[Row], rng: np.random.Generator) -> int | None:
    for column in _MONEY:
        if isinstance(amount := rows[0].get(column), int) and amount >= 1000 and amount % 100 == 0:
            rows[0][column] = f"{amount / 10_000:g}万元"
            return 0
    return None


def _twice(rows: list[Row], _rng: np.random.Generator) -> int | None:
    rows.append(dict(rows[-1]))
    return len(rows) - 1


def _two_heads(rows: list[Row], _rng: np.random.Generator) -> int | None:
    if len(rows) < 2:
        return None
    rows[1]["与户主关系"] = "户主"
    return 1


def _bare(name: str) -> str | None:
    """The name without its ending, as people write it."""
    return next((name.removesuffix(ending) for ending in _ENDINGS if name.endswith(ending)), None)


def _wrong_check(cell: Cell) -> Cell:
    text = str(cell)
    return text[:17] + ("1" if text[17] != "1" else "2")


# kind: (column, refused, how)
KINDS: dict[str, tuple[str, bool, Change]] = {
    "full-width-id": (
        "身份证号码",
        False,
        _rewrite("身份证号码", lambda cell: str(cell).translate(_FULL_WIDTH)),
    ),
    "spaces-in-name": ("姓名", False, _rewrite("姓名", lambda cell: f" {str(cell)[0]}  {str(cell)[1:]} ")),
    "phone-with-dashes": (
        "联系电话",
        False,
        _rewrite("联系电话", lambda c: f"{str(c)[:3]}-{str(c)[3:7]}-{str(c)[7:]}"),
    ),
    "phone-as-number": ("联系电话", False, _rewrite("联系电话", lambda cell: int(str(cell)))),
    "id-as-number": (
        "身份证号码",
        True,
        _rewrite("身份证号码", lambda cell: float(str(cell).replace("X", "0"))),
    ),
    "id-in-scientific": (
        "身份证号码",
        True,
        _rewrite("身份证号码", lambda cell: f"{float(str(cell)[:17]):.5E}"),
    ),
    "id-wrong-check": ("身份证号码", True, _rewrite("身份证号码", _wrong_check)),
    "date-with-slashes": ("出生日期", False, _dated("%Y/%m/%d")),
    "date-with-dots": ("出生日期", False, _dated("%Y.%m.%d")),
    "date-as-digits": ("出生日期", False, _dated("%Y%m%d")),
    "date-in-chinese": ("出生日期", False, _dated("%Y年%m月%d日")),
    "tick": ("住房安全", False, _rewrite("住房安全", lambda cell: "√" if cell == "是" else "×")),
    "has-or-not": ("是否低保", False, _rewrite("是否低保", lambda cell: "有" if cell == "是" else "无")),
    "ten-thousands": ("家庭年纯收入（元）", False, _in_ten_thousands),
    "place-without-ending": ("村/社区", False, _on_all("村/社区", _bare)),
    "unknown-place": ("村/社区", True, _on_all("村/社区", lambda _name: "桃花源村")),
    "person-twice": ("姓名", False, _twice),
    "two-heads": ("与户主关系", True, _two_heads),
}
