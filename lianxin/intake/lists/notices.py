"""Refusals of a list in words of rows: in a list each row stands for itself, not for a household. Pure."""

from collections.abc import Iterable, Mapping
from typing import Any

from lianxin.intake.previewing import grouped


def of_row(notice: Mapping[str, Any]) -> dict[str, Any]:
    """A notice of a report whose scope is the row."""
    return dict(notice) | ({"scope": "row"} if notice.get("scope") == "household" else {})


def by_code(notices: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Refusals grouped for a page."""
    return grouped(map(of_row, notices))
