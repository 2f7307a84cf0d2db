"""The only writers of field: phones in and out of use, what they send, and what people decide about it."""

from lianxin.field.actions.answers import Answered, Answers
from lianxin.field.actions.backing import mark_backed_up
from lianxin.field.actions.enrolling import enrol_device, note_wiped, revoke_device
from lianxin.field.actions.handing import Rows, hand_out
from lianxin.field.actions.receiving import SignInAgain, receive, receive_push, take_batch
from lianxin.field.actions.refusals import FieldRefused
from lianxin.field.actions.rescuing import replay_journal, take_in_rescue, take_in_sealed
from lianxin.field.actions.resolving import resolve_op
from lianxin.field.actions.retrying import judge_held

__all__ = [
    "Answered",
    "Answers",
    "FieldRefused",
    "Rows",
    "SignInAgain",
    "enrol_device",
    "hand_out",
    "judge_held",
    "mark_backed_up",
    "note_wiped",
    "receive",
    "receive_push",
    "replay_journal",
    "resolve_op",
    "revoke_device",
    "take_batch",
    "take_in_rescue",
    "take_in_sealed",
]
