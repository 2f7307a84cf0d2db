"""A form as an XLSForm, the workbook that many survey tools read and write, and back. Pure."""

from lianxin.visits.xlsform.block import form_block
from lianxin.visits.xlsform.reading import SheetFault, XlsFormRefused, read_xlsform
from lianxin.visits.xlsform.writing import write_xlsform

__all__ = ["SheetFault", "XlsFormRefused", "form_block", "read_xlsform", "write_xlsform"]
