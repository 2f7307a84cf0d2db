"""What is wrong with a form brought as an XLSForm, in the language of the page."""

from lianxin.desk.words import is_english
from lianxin.visits.xlsform import SheetFault


def fault_words(fault: SheetFault) -> tuple[str, int, str]:
    """(sheet, row, what is wrong); row 0 is the whole file."""
    return fault.sheet, fault.row, fault.message_en if is_english() else fault.message
