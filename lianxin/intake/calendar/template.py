"""An empty calendar workbook to fill in."""

from pathlib import Path

from lianxin.intake.calendar.columns import BOOK
from lianxin.intake.lists.template import write_list_template

HINTS = {
    "day": "必填。写成 2027-10-01 的样子，要有年份。一段假期只写一行时，这里写第一天。",
    "until": "一段假期的最后一天。只有一天可以空着。",
    "kind": "必填。放假，或者上班（调休上班的周末）。",
    "name": "随便写，给人看的，例如 国庆节。",
}
NOTES = (
    "照国务院办公厅的通知填：放假的日子，和调休上班的周末。平常的周末和工作日不用写。",
    "一年要整年一起导入。元旦假期伸到前一年12月底的，写在同一个表里。",
    "导入以后，落在这一年、还没有定死的期限重新算一遍；已经定下的期限不动。",
)


def write_calendar_template(path: Path) -> None:
    choices = {"kind": ("放假", "上班")}
    write_list_template(path, BOOK, sheet="工作日历", hints=HINTS, choices=choices, notes=NOTES)
