"""What can be wrong with a division list: a row, a column, a stable code, and the words in both languages."""

from collections.abc import Iterable
from dataclasses import dataclass

MESSAGES = {
    "no_column": (
        "缺少列“{value}”。表头应为：code, name, level, parent_code。",
        "The column “{value}” is missing. The header must be: code, name, level, parent_code.",
    ),
    "empty": ("文件里没有区划。", "The file holds no divisions."),
    "not_text": (
        "这个文件不是 CSV 文本。请在表格软件中另存为 CSV（UTF-8）。",
        "This file is not CSV text. Save it from the spreadsheet as CSV (UTF-8).",
    ),
    "bad_csv": (
        "这一行读不懂：{value}。请另存为 CSV（UTF-8）。",
        "Unreadable: {value}. Save it as CSV (UTF-8).",
    ),
    "bad_code": (
        "代码“{value}”不是十二位数字。请把这一列设为文本格式后重新填写。",
        "The code “{value}” is not twelve digits. Format the column as text and enter it again.",
    ),
    "duplicate_code": (
        "代码“{value}”在第 {other} 行已经出现。请删去一行或改正代码。",
        "The code “{value}” stands in row {other} already. Delete one of them or correct it.",
    ),
    "bad_name": (
        "名称“{value}”为空或超过 {longest} 字。请填写正式名称。",
        "The name “{value}” is empty or longer than {longest} characters. Give the official name.",
    ),
    "duplicate_name": (
        "同一上级下，第 {other} 行已有“{value}”。请加以区别。",
        "Row {other} has a “{value}” under the same parent. Make the names differ.",
    ),
    "bad_level": (
        "级别“{value}”不认识。可以填：district, town, community, village。",
        "The level “{value}” is not known. Use one of: district, town, community, village.",
    ),
    "orphan": (
        "上级代码“{value}”不在文件中。请补上这个上级，或改正代码。",
        "The parent “{value}” is not in the file. Add it, or correct the code.",
    ),
    "no_parent": (
        "只有区县可以没有上级。请填写上级代码。",
        "Only the district has no parent. Give the parent's code.",
    ),
    "root_parent": (
        "区县是最高一级，上级代码应为空，不是“{value}”。",
        "The district is the top; its parent must be empty, not “{value}”.",
    ),
    "two_roots": (
        "已有区县“{other}”。一个文件只能有一个区县。",
        "There is a district already: “{other}”. A file holds one district.",
    ),
    "no_root": (
        "没有区县这一行。请加上级别为 district 的一行。",
        "There is no row of level district. Add it.",
    ),
    "cycle": (
        "“{value}”沿上级又回到自身。请改正上级代码。",
        "“{value}” leads back to itself through its parents. Correct the parent codes.",
    ),
    "wrong_parent": (
        "{level}不能挂在{parent}下面。请改正级别或上级代码。",
        "A {level} cannot hang under a {parent}. Correct the level or the parent's code.",
    ),
}


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One thing wrong: the row as a spreadsheet counts it (the header is 1), the column, what stood there."""

    row: int
    column: str
    code: str
    value: str
    message: str
    message_en: str


class DivisionsRefused(ValueError):
    """A division list that cannot be used; `faults` holds everything that is wrong with it, by row."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(sorted(faults))
        super().__init__("\n".join(f"{f.row} {f.column}: {f.message} ({f.message_en})" for f in self.faults))


def fault(row: int, column: str, code: str, value: str, **more: object | tuple[str, str]) -> Fault:
    """A fault with its words; a further value may be a pair of Chinese and English."""
    texts = [
        words.format(
            value=value,
            **{name: item[place] if isinstance(item, tuple) else item for name, item in more.items()},
        )
        for place, words in enumerate(MESSAGES[code])
    ]
    return Fault(row, column, code, value, *texts)
