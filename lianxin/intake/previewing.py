"""What a page shows of an import: the columns, what would change, and what is refused, by reason.

Everything is a JSON value, in both languages where it speaks.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from lianxin.intake.results import Result
from lianxin.intake.vocabulary import IntakeRefused

# So many rows of one kind of refusal are shown; the workbook has all of them.
ROWS_SHOWN = 8


def preview_of(result: Result) -> dict[str, Any]:
    """Return what looking at a file found, small enough for a page whatever the size of the file."""
    report = result.report()
    return {
        "rows": result.rows,
        **result.tally,
        "sheets": result.sheets,
        "samples": [list(sample) for sample in result.samples],
        "refused": grouped(report["refused"]),
        "warnings": grouped(report["warnings"]),
    }


def unreadable(error: IntakeRefused) -> dict[str, Any]:
    """Return the preview of a file that cannot be read at all: why, and what to do."""
    refusal = error.refusal
    return {
        "unreadable": {
            "code": refusal.code,
            "zh": refusal.in_language("zh"),
            "en": refusal.in_language("en"),
        }
    }


def grouped(notices: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Return notices (as `Result.report` has them) by code: how many, and the first rows of each.

    `is_alike`: the same words stand for all of them. What keeps whole files, sheets or
    households out comes before single values, the frequent before the rare.
    """
    groups: dict[str, dict[str, Any]] = {}
    for notice in notices:
        new = {"scope": notice.get("scope", ""), "count": 0, "is_alike": True, "rows": []}
        group = groups.setdefault(notice["code"], {"code": notice["code"], **new})
        group["count"] += 1
        group["is_alike"] &= not group["rows"] or group["rows"][0]["zh"] == notice["message"]
        if len(group["rows"]) < ROWS_SHOWN:
            group["rows"].append(_row(notice))
    return sorted(groups.values(), key=lambda group: (group["scope"] == "value", -group["count"]))


def _row(notice: Mapping[str, Any]) -> dict[str, Any]:
    shown = {key: notice[key] for key in ("sheet", "row", "column", "value")}
    return {**shown, "zh": notice["message"], "en": notice["message_en"]}
