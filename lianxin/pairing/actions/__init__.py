"""The only writers of pairing: drafts and their adoption, choices by hand, wishes, barriers, hand-overs."""

from lianxin.pairing.actions.adopting import Adopted, adopt_draft, undo_adoption
from lianxin.pairing.actions.barriers import lift_barrier, note_barrier
from lianxin.pairing.actions.changing import choose_cadre, take_back
from lianxin.pairing.actions.drafting import ask_for_draft, drop_draft, solve_draft
from lianxin.pairing.actions.handing_over import close_handover, lapse_handovers
from lianxin.pairing.actions.standing_in import stand_in
from lianxin.pairing.actions.wishes import answer_wish, note_wish

__all__ = [
    "Adopted",
    "adopt_draft",
    "answer_wish",
    "ask_for_draft",
    "choose_cadre",
    "close_handover",
    "drop_draft",
    "lapse_handovers",
    "lift_barrier",
    "note_barrier",
    "note_wish",
    "solve_draft",
    "stand_in",
    "take_back",
    "undo_adoption",
]
