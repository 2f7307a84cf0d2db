"""Every word intake says, by code: `message(code, lang, **values)`. Pure.

The words stand next to the code that speaks them; here they are joined into one table.
"""

from lianxin.areas import rules as areas
from lianxin.intake.calendar.words import MESSAGES as CALENDAR
from lianxin.intake.cells.words import MESSAGES as CELLS
from lianxin.intake.lists.words import MESSAGES as LISTS
from lianxin.intake.opening.words import MESSAGES as OPENING
from lianxin.intake.petitions.words import MESSAGES as PETITIONS
from lianxin.intake.staff.words import MESSAGES as STAFF
from lianxin.intake.words import MESSAGES as ROSTER
from lianxin.registry.identity import MESSAGES as IDENTITY

MESSAGES: dict[str, tuple[str, str]] = {
    **OPENING,
    **CELLS,
    **ROSTER,
    **STAFF,
    **LISTS,
    **PETITIONS,
    **CALENDAR,
    **IDENTITY,
    **areas.MESSAGES,
}


def message(code: str, lang: str = "zh", **values: object) -> str:
    """Return what was wrong and what to do, in Chinese or (any other `lang`) English.

    A message about an area takes `titles`, the areas it could be, and makes the suggestion of it.
    """
    if "titles" in values:
        near = areas.message("near", lang, titles=values["titles"]) if values["titles"] else ""
        values = {**values, "near": near}
    return MESSAGES[code][0 if lang.startswith("zh") else 1].format(**values)
