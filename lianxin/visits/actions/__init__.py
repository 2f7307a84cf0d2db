"""The only writers of visits: what phones told, what follows in the register, and what people decide."""

from lianxin.visits.actions.arriving import (
    Standing,
    UploadRefused,
    add_piece,
    begin_upload,
    drop_unfinished,
    finish_upload,
    how_far,
)
from lianxin.visits.actions.cards import end_left_cards
from lianxin.visits.actions.enclosing import (
    expire_enclosed,
    keep_photo,
    mark_enclosed_backed_up,
    note_look,
    note_position,
    remove_photo,
    remove_position,
)
from lianxin.visits.actions.excusing import excuse_missed
from lianxin.visits.actions.proposals import decide_proposal
from lianxin.visits.actions.refusals import VisitsRefused
from lianxin.visits.actions.reopening import reopen_clash, reopen_proposal
from lianxin.visits.actions.revising import revise_registry
from lianxin.visits.actions.settling import answer_feedback, settle_clash, settle_item
from lianxin.visits.actions.taking_in import take_in
from lianxin.visits.actions.told import Refused, Told

__all__ = [
    "Refused",
    "Standing",
    "Told",
    "UploadRefused",
    "VisitsRefused",
    "add_piece",
    "answer_feedback",
    "begin_upload",
    "decide_proposal",
    "drop_unfinished",
    "end_left_cards",
    "excuse_missed",
    "expire_enclosed",
    "finish_upload",
    "how_far",
    "keep_photo",
    "mark_enclosed_backed_up",
    "note_look",
    "note_position",
    "remove_photo",
    "remove_position",
    "reopen_clash",
    "reopen_proposal",
    "revise_registry",
    "settle_clash",
    "settle_item",
    "take_in",
]
