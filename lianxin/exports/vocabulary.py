"""The words of exports. Pure."""

from enum import StrEnum

from lianxin.wording import Word

WITHOUT_PURPOSE = 200
"""Rows that may be taken without saying what for."""


class Form(StrEnum):
    """How an export is written."""

    XLSX = "xlsx"
    CSV = "csv"


class Purpose(Word):
    """What a list is taken for; a choice and not free text, so that the ledger holds nobody's name."""

    VISITS = "visits", "安排走访", "to plan visits"
    REPORT = "report", "上报汇总", "to report upwards"
    CHECK = "check", "核对名册", "to check the register"
    INSPECTION = "inspection", "督查抽查", "for an inspection"
    MACHINE = "machine", "在服务器上导出", "taken on the server"


ON_PAGES = tuple(purpose for purpose in Purpose if purpose is not Purpose.MACHINE)
