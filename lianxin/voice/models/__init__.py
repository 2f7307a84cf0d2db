"""Cards, and the wrong tries at what lies behind them."""

from lianxin.voice.models.cards import PRINT, Batch, Card, DigitTries

__all__ = ["PRINT", "Batch", "Card", "DigitTries"]
