"""An empty workbook of a list: titles, lists to choose from, and a sheet that explains each column."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from lianxin.intake.lists.book import ListBook
from lianxin.intake.sheets import TextSheet, new_workbook

HELP = "说明"
ROWS = 10_000


def write_list_template(
    path: Path,
    book: ListBook,
    *,
    sheet: str,
    hints: Mapping[str, str],
    choices: Mapping[str, Sequence[str]],
    notes: Sequence[str],
) -> None:
    """`hints`: by key how a column is filled in; `choices`: its words; `notes`: what holds for all rows."""
    with new_workbook(path) as workbook:
        needed = workbook.add_format({"bold": True, "bg_color": "#DCEBEA", "border": 1, "text_wrap": True})
        plain = workbook.add_format({"bold": True, "bg_color": "#EFEBE4", "border": 1, "text_wrap": True})
        table = TextSheet(workbook, sheet)
        for index, column in enumerate(book.columns):
            title = book.title(column.key)
            table.sheet.set_column(index, index, 18)
            table.sheet.write_string(0, index, title, needed if column.key in book.needed else plain)
            if column.key in choices:
                told = {"error_title": title, "error_message": "请从列表里选一项。"}
                options = {"validate": "list", "source": list(choices[column.key]), **told}
                table.sheet.data_validation(1, index, ROWS, index, options)
        table.sheet.freeze_panes(1, 1)
        explained = TextSheet(workbook, HELP)
        explained.sheet.set_column(0, 0, 20)
        explained.sheet.set_column(1, 2, 60)
        explained.write_row(["列名", "怎么填", "可选"], plain)
        for column in book.columns:
            listed = "、".join(choices.get(column.key, ()))
            explained.write_row([book.title(column.key), hints[column.key], listed])
        for text in notes:
            explained.write_row(["", text])
