"""The only writers of this room."""

from lianxin.areas.actions.closing import close_area, reopen_area
from lianxin.areas.actions.following import compare_with_tree, follow_list
from lianxin.areas.actions.founding import add_area, open_district
from lianxin.areas.actions.moving import merge_area, move_area
from lianxin.areas.actions.naming import rename_area
from lianxin.areas.actions.undoing import last_change, undo_change

__all__ = [
    "add_area",
    "close_area",
    "compare_with_tree",
    "follow_list",
    "last_change",
    "merge_area",
    "move_area",
    "open_district",
    "rename_area",
    "reopen_area",
    "undo_change",
]
