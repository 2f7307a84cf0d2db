"""An empty roster to fill in: titles, lists to choose from, and a sheet that explains each column."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lianxin.intake.columns import Column, column_book
from lianxin.intake.sheets import TextSheet, new_workbook
from lianxin.policies.catalogue import Catalogue
from lianxin.registry.vocabulary import Relation, Sex

SHEET, HELP = "花名册", "说明"
ROWS = 20_000
YES_NO = ("是", "否")

# The order of the contract; every other indicator of the catalogue follows.
ORDER = (
    "number head_name name relation sex id_number birth_on phone town village group_name labour health "
    "disability_level works_at schooling income_total income_per_head debt_balance medical_out_of_pocket "
    "housing_is_safe water_is_safe education_is_assured medical_is_insured gets_low_income_allowance "
    "gets_extreme_poverty_support is_veteran_party_member is_delegate is_village_cadre longitude latitude"
)
LEFT_OUT = frozenset(("head_id", "head_phone", "marks"))
AS_TEXT = frozenset(("number", "id_number", "phone"))
NEEDED = frozenset(("name", "relation", "town", "village"))

HINTS = {
    "number": "本区县自己的户编号，每户一个，各行相同。没有编号时可空，但同户的行要放在一起。",
    "head_name": "户主的姓名。同一户各行相同，或只填第一行。",
    "name": "必填。一人一行，户主也占一行。",
    "relation": "必填。每户一人填“户主”，其余按与户主的关系选。",
    "sex": "男或女。填了身份证号码时可空。",
    "id_number": "18位，按文本填写。15位旧号会自动升位。没有可空。",
    "birth_on": "公历，写成 1985-03-12。填了身份证号码时可空。",
    "phone": "一个手机号码，或带区号的座机。",
    "town": "所在镇或街道，例如 晏坝镇。",
    "village": "所在村或社区，例如 中心社区。重名时一定要填镇。",
    "group_name": "例如 二组。",
    "address": "门牌或小地名。",
    "longitude": "十进制度数，例如 109.0268。",
    "latitude": "十进制度数，例如 32.6896。",
    "observed_on": "了解到这些情况的日期。不填就按导入当天。",
}
MONEY_HINT = "全户的数，单位元。要写万元时在格内注明，例如 3.2万元。不写约数；没有就写 0，不知道就留空。"
ONCE_HINT = "全户一个答案，各行相同，或只填第一行。不知道就留空。"
CHOICE_HINT = "从列表里选一项。不知道就留空。"


@dataclass(frozen=True, slots=True)
class Line:
    """One column of the template: its title, how to fill it in, and what can be chosen."""

    column: Column
    title: str
    hint: str
    choices: tuple[str, ...]


def write_template(path: Path, catalogue: Catalogue) -> None:
    """Write an empty roster workbook with lists to choose from and a help sheet."""
    lines = list(template_lines(catalogue))
    with new_workbook(path) as workbook:
        needed = workbook.add_format({"bold": True, "bg_color": "#DCEBEA", "border": 1, "text_wrap": True})
        plain = workbook.add_format({"bold": True, "bg_color": "#EFEBE4", "border": 1, "text_wrap": True})
        roster = TextSheet(workbook, SHEET)
        as_text = workbook.add_format({"num_format": "@"})
        for index, line in enumerate(lines):
            key = line.column.key
            roster.sheet.set_column(
                index, index, 22 if key == "id_number" else 13, as_text if key in AS_TEXT else None
            )
            roster.sheet.write_string(0, index, line.title, needed if key in NEEDED else plain)
            _add_list(roster.sheet, index, line)
        roster.sheet.freeze_panes(1, 3)
        _write_help(TextSheet(workbook, HELP), lines, plain)


def template_lines(catalogue: Catalogue) -> Iterator[Line]:
    """Yield the columns of the template in order."""
    by_key = column_book(catalogue).by_key
    keys = [key for key in ORDER.split() if key in by_key]
    for key in dict.fromkeys((*keys, *by_key)):
        if key not in LEFT_OUT:
            yield _line(by_key[key])


def _line(column: Column) -> Line:
    indicator = column.indicator
    if indicator is None:
        choices = {
            "relation": tuple(relation.zh for relation in Relation),
            "sex": (Sex.MALE.zh, Sex.FEMALE.zh),
        }.get(column.key, ())
        return Line(column, column.title, HINTS[column.key], choices)
    if indicator.type == "money":
        return Line(column, f"{column.title}(元)", MONEY_HINT, ())
    choices = tuple(choice.zh for choice in indicator.choices) or (YES_NO if indicator.type == "bool" else ())
    return Line(column, column.title, ONCE_HINT if column.about == "household" else CHOICE_HINT, choices)


def _add_list(sheet: Any, index: int, line: Line) -> None:
    if line.choices:
        options = {
            "validate": "list",
            "source": list(line.choices),
            "error_title": line.title[:32],
            "error_message": "请从列表里选一项；不知道就留空。",
        }
        sheet.data_validation(1, index, ROWS, index, options)


def _write_help(sheet: TextSheet, lines: list[Line], bold: Any) -> None:
    sheet.sheet.set_column(0, 0, 20)
    sheet.sheet.set_column(1, 2, 60)
    sheet.write_row(["列名", "怎么填", "可选"], bold)
    for line in lines:
        sheet.write_row([line.title, line.hint, "、".join(line.choices)])
    for text in (
        "列的先后可以改，不用的列可以删；多出来的列会列出来，不影响导入。",
        "填好以后在“导入”页交上来，先看一遍哪些行要改，再导入。",
    ):
        sheet.write_row(["", text])
