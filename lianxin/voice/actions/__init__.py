"""The only writers of the household's voice: its cards."""

from lianxin.voice.actions.cards import (
    Opened,
    end_printed,
    open_by_code,
    open_by_token,
    revoke_cards,
    still_works,
)
from lianxin.voice.actions.printing import (
    ask_for_cards,
    clear_old_sheets,
    fetch_sheet,
    homes_to_print,
)
from lianxin.voice.actions.refusals import VoiceRefused

__all__ = [
    "Opened",
    "VoiceRefused",
    "ask_for_cards",
    "clear_old_sheets",
    "end_printed",
    "fetch_sheet",
    "homes_to_print",
    "open_by_code",
    "open_by_token",
    "revoke_cards",
    "still_works",
]
