"""The only writers of the household's voice: its cards, what it raises, what it asks about what is
kept of it, consent."""

from lianxin.voice.actions.asking import Told, let_through, reply_to, set_aside, take_in
from lianxin.voice.actions.cards import (
    Opened,
    card_of,
    end_printed,
    note_opening,
    open_by_code,
    revoke_cards,
    still_works,
)
from lianxin.voice.actions.consenting import give_consent, withdraw_consent
from lianxin.voice.actions.digits import DigitsWait, check_digits, has_digits
from lianxin.voice.actions.erasing import erase_for
from lianxin.voice.actions.printing import (
    ask_for_cards,
    clear_old_sheets,
    fetch_sheet,
    homes_to_print,
)
from lianxin.voice.actions.refusals import VoiceRefused
from lianxin.voice.actions.rights import (
    answer_request,
    contacts_of,
    days_to_answer,
    note_request,
    set_contact,
)
from lianxin.voice.actions.trying import CodeWait

__all__ = [
    "CodeWait",
    "DigitsWait",
    "Opened",
    "Told",
    "VoiceRefused",
    "answer_request",
    "ask_for_cards",
    "card_of",
    "check_digits",
    "clear_old_sheets",
    "contacts_of",
    "days_to_answer",
    "end_printed",
    "erase_for",
    "fetch_sheet",
    "give_consent",
    "has_digits",
    "homes_to_print",
    "let_through",
    "note_opening",
    "note_request",
    "open_by_code",
    "reply_to",
    "revoke_cards",
    "set_aside",
    "set_contact",
    "still_works",
    "take_in",
    "withdraw_consent",
]
