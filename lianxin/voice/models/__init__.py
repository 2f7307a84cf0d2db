"""Cards, wrong tries at what lies behind them, what households ask about what is kept of them; what people
raise on the open page."""

from lianxin.voice.models.asking import AskCount, Asking
from lianxin.voice.models.cards import PRINT, Batch, Card, CodeTries, DigitTries
from lianxin.voice.models.rights import ANSWER, SEE, Consent, Contact, Request

__all__ = [
    "ANSWER",
    "PRINT",
    "SEE",
    "AskCount",
    "Asking",
    "Batch",
    "Card",
    "CodeTries",
    "Consent",
    "Contact",
    "DigitTries",
    "Request",
]
