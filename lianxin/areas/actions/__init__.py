"""The only writers of this room."""

from lianxin.areas.actions.closing import close_area, reopen_area
from lianxin.areas.actions.founding import add_area, open_district
from lianxin.areas.actions.moving import merge_area, move_area
from lianxin.areas.actions.naming import rename_area

__all__ = [
    "add_area",
    "close_area",
    "merge_area",
    "move_area",
    "open_district",
    "rename_area",
    "reopen_area",
]
