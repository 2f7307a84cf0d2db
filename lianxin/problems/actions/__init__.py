"""The only writers of problems: what came in, who has it, where it rises, how it ends, what the home says."""

from lianxin.problems.actions.checking import check_tonight
from lianxin.problems.actions.counting import count_recurring
from lianxin.problems.actions.ending import hand_over, merge, refuse, solve, withdraw
from lianxin.problems.actions.evidence import (
    attach_evidence,
    erase_evidence_of,
    expire_evidence,
    forget_files,
    note_evidence_seen,
    remove_evidence,
    show_evidence,
)
from lianxin.problems.actions.excluding import (
    appeal_exclusion,
    decide_appeal,
    propose_exclusion,
    review_exclusion,
)
from lianxin.problems.actions.following import follow_settled
from lianxin.problems.actions.from_visits import open_from_items, open_from_visits, open_waiting
from lianxin.problems.actions.ground import Ground, ground_at
from lianxin.problems.actions.holding import accept, dispatch, dispatch_to
from lianxin.problems.actions.joining import Part, answer_part, handle_jointly
from lianxin.problems.actions.judging import judge
from lianxin.problems.actions.lifting import answer_lifting, ask_lifting
from lianxin.problems.actions.noting import Correction, correct, note
from lianxin.problems.actions.opening import Raised, open_by_hand
from lianxin.problems.actions.packets import decide, send_back, send_up, take_packet
from lianxin.problems.actions.pausing import pause, resume
from lianxin.problems.actions.promising import promise
from lianxin.problems.actions.recomputing import Moved, preview_due, recompute_due
from lianxin.problems.actions.refusals import ProblemsRefused
from lianxin.problems.actions.replying import answer_advice, pass_on
from lianxin.problems.actions.running import run_clocks
from lianxin.problems.actions.taking_back import may_take_back, take_back
from lianxin.problems.actions.topics import (
    change_leader,
    close_topic,
    finish_step,
    plan_step,
    take_back_topic,
    take_up_topic,
    topic_may_be_taken_back,
)

__all__ = [
    "Correction",
    "Ground",
    "Moved",
    "Part",
    "ProblemsRefused",
    "Raised",
    "accept",
    "answer_advice",
    "answer_lifting",
    "answer_part",
    "appeal_exclusion",
    "ask_lifting",
    "attach_evidence",
    "change_leader",
    "check_tonight",
    "close_topic",
    "correct",
    "count_recurring",
    "decide",
    "decide_appeal",
    "dispatch",
    "dispatch_to",
    "erase_evidence_of",
    "expire_evidence",
    "finish_step",
    "follow_settled",
    "forget_files",
    "ground_at",
    "hand_over",
    "handle_jointly",
    "judge",
    "may_take_back",
    "merge",
    "note",
    "note_evidence_seen",
    "open_by_hand",
    "open_from_items",
    "open_from_visits",
    "open_waiting",
    "pass_on",
    "pause",
    "plan_step",
    "preview_due",
    "promise",
    "propose_exclusion",
    "recompute_due",
    "refuse",
    "remove_evidence",
    "resume",
    "review_exclusion",
    "run_clocks",
    "send_back",
    "send_up",
    "show_evidence",
    "solve",
    "take_back",
    "take_back_topic",
    "take_packet",
    "take_up_topic",
    "topic_may_be_taken_back",
    "withdraw",
]
