"""The words of exports. Pure."""

from enum import StrEnum

WITHOUT_PURPOSE = 200
"""Rows that may be taken without saying what for."""


class Form(StrEnum):
    """How an export is written."""

    XLSX = "xlsx"
    CSV = "csv"


class Purpose(StrEnum):
    """What a list is taken for; a choice and not free text, so that the ledger holds nobody's name."""

    VISITS = "visits"
    REPORT = "report"
    CHECK = "check"
    INSPECTION = "inspection"
    MACHINE = "machine"

    @property
    def zh(self) -> str:
        return TITLES[self][0]

    @property
    def en(self) -> str:
        return TITLES[self][1]


TITLES = {
    Purpose.VISITS: ("安排走访", "to plan visits"),
    Purpose.REPORT: ("上报汇总", "to report upwards"),
    Purpose.CHECK: ("核对名册", "to check the register"),
    Purpose.INSPECTION: ("督查抽查", "for an inspection"),
    Purpose.MACHINE: ("在服务器上导出", "taken on the server"),
}

ON_PAGES = tuple(purpose for purpose in Purpose if purpose is not Purpose.MACHINE)
