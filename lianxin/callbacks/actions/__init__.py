"""The only writers of call-backs: rounds, calls, findings."""

from lianxin.callbacks.actions.asking import note_call, show_numbers, take_over
from lianxin.callbacks.actions.closing import close_due, close_round
from lianxin.callbacks.actions.drawing import draw_round
from lianxin.callbacks.actions.finding import answer_finding, decide_finding
from lianxin.callbacks.actions.forgetting import forget_answers, forget_erased
from lianxin.callbacks.actions.opening import discard_round, open_round
from lianxin.callbacks.actions.refusals import CallbacksRefused

__all__ = [
    "CallbacksRefused",
    "answer_finding",
    "close_due",
    "close_round",
    "decide_finding",
    "discard_round",
    "draw_round",
    "forget_answers",
    "forget_erased",
    "note_call",
    "open_round",
    "show_numbers",
    "take_over",
]
