"""Parse a workbook in a process of its own, so that a harmful one can only hurt this process.

Arguments: PATH MEMORY_BYTES CPU_SECONDS MAX_SHEETS MAX_ROWS MAX_COLUMNS; `opening.workbook` starts it.

Calamine lays a sheet out as a full rectangle and aborts the whole process when memory ends, so two stray
cells can ask for 500 GB (its issue 693). A limit on memory and on processor time, set before the first byte
is read, turns that into a quick, harmless death.

Frames on standard output: a 4-byte length and a marshalled tuple, one of ("sheet", name, is_hidden),
("rows", block), ("refused", code, values), or ("end",) when all went well.
"""

import datetime
import marshal
import signal
import struct
import sys
from typing import Any

from lianxin.intake.confined.packing import ROWS_PER_BLOCK, pack, trimmed

EPOCH = datetime.datetime(1899, 12, 30)  # noqa: DTZ001  spreadsheet days have no zone


def main() -> None:
    """Read the workbook named on the command line and send its rows, or why they cannot be read."""
    path, memory, cpu = sys.argv[1], int(sys.argv[2]), float(sys.argv[3])
    max_sheets, max_rows, max_columns = map(int, sys.argv[4:7])
    _limit(memory, cpu)
    try:
        _send_workbook(path, max_sheets, max_rows, max_columns)
    except MemoryError:
        _send("refused", "file.too_much_memory", {})
    # A panic of the parser arrives as a BaseException; whatever it is, the file cannot be read.
    except BaseException as error:
        code = "file.encrypted" if type(error).__name__ == "PasswordError" else "file.damaged"
        _send("refused", code, {})
    sys.stdout.buffer.flush()


def _limit(memory: int, cpu: float) -> None:
    try:
        import resource
    except ImportError:  # a system without these limits still has the size limits of the caller
        return
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    signal.setitimer(signal.ITIMER_PROF, cpu)


def _send_workbook(path: str, max_sheets: int, max_rows: int, max_columns: int) -> None:
    from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

    with open(path, "rb") as file:
        workbook = CalamineWorkbook.from_filelike(file)  # tells the kind by content, not by name
    sheets = workbook.sheets_metadata
    if len(sheets) > max_sheets:
        return _send("refused", "file.too_many_sheets", {"sheets": len(sheets), "limit": max_sheets})
    rows_left = max_rows
    for index, sheet in enumerate(sheets):
        if sheet.typ != SheetTypeEnum.WorkSheet:
            continue
        is_hidden = sheet.visible != SheetVisibleEnum.Visible
        _send("sheet", sheet.name, is_hidden)
        if is_hidden:
            continue
        table = workbook.get_sheet_by_index(index)
        if table.total_width > max_columns:
            values = {"columns": table.total_width, "limit": max_columns}
            return _send("refused", "file.too_many_columns", values)
        rows_left -= table.total_height
        if rows_left < 0:
            return _send("refused", "file.too_many_rows", {"limit": max_rows})
        _send_rows(table)
    return _send("end")


def _send_rows(table: Any) -> None:
    left = [""] * (table.start[1] if table.start else 0)
    block: list[list[Any]] = []
    for row in table.iter_rows():
        cells = [cell if type(cell) in (str, float, bool) else _plain(cell) for cell in row]
        block.append(trimmed(left + cells))
        if len(block) == ROWS_PER_BLOCK:
            _send("rows", pack(block))
            block = []
    _send("rows", pack(block))


def _plain(cell: Any) -> Any:
    """Turn what marshal does not know into what it does: days into (year, month, day), moments into text."""
    if isinstance(cell, datetime.datetime | datetime.date):
        return (cell.year, cell.month, cell.day)
    if isinstance(cell, datetime.timedelta):  # a day shown in a format of hours is still that day
        moment = EPOCH + cell
        return (moment.year, moment.month, moment.day) if cell.days > 1 else str(cell)
    return cell if isinstance(cell, int) else str(cell)


def _send(*frame: Any) -> None:
    data = marshal.dumps(frame)
    sys.stdout.buffer.write(struct.pack("<I", len(data)) + data)


if __name__ == "__main__":
    main()
