"""The only writers of notices: telling people, what they want of it, the robots of groups, what went out."""

from lianxin.notices.actions.choosing import add_channel, end_channel, set_preference, test_channel
from lianxin.notices.actions.refusals import NoticesRefused
from lianxin.notices.actions.sending import (
    claim,
    give_up_unclear,
    messages_due,
    note_failed,
    note_sent,
    note_tally,
    send_again,
)
from lianxin.notices.actions.telling import mark_read, raise_urgent, tell_everybody
from lianxin.notices.actions.writing import write_deliveries

__all__ = [
    "NoticesRefused",
    "add_channel",
    "claim",
    "give_up_unclear",
    "messages_due",
    "end_channel",
    "mark_read",
    "note_failed",
    "note_sent",
    "note_tally",
    "raise_urgent",
    "send_again",
    "set_preference",
    "tell_everybody",
    "test_channel",
    "write_deliveries",
]
