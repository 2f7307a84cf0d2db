"""What may stand in an address: an area, a household, an indicator, a day."""

from datetime import date


class AreaCode:
    """The twelve digits of an area."""

    regex = r"[0-9]{12}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, code: str) -> str:
        return code


class HouseholdNumber:
    """A household's number. It may hold a slash, which in an address is written as a tilde.

    A control character was never part of a number, so it makes the address wrong (404).
    """

    regex = r"[^/\x00-\x1f\x7f]{1,32}"

    def to_python(self, value: str) -> str:
        return value.replace("~", "/")

    def to_url(self, number: str) -> str:
        return number.replace("/", "~")


class IndicatorCode:
    """The code of an indicator, as the catalogue writes it."""

    regex = "[a-z][a-z0-9_]{0,39}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, code: str) -> str:
        return code


class IsoDay:
    """A day, as 2026-11-22; one that no calendar knows makes the address wrong (404)."""

    regex = r"20[0-9]{2}-[0-9]{2}-[0-9]{2}"

    def to_python(self, value: str) -> date:
        return date.fromisoformat(value)

    def to_url(self, day: date) -> str:
        return f"{day:%Y-%m-%d}"
