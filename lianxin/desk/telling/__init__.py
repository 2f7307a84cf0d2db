"""The ledger in plain sentences: who did what, to whom or what, and when."""

from lianxin.desk.telling.events import Told, tell
from lianxin.desk.telling.sentences import GROUPS, SENTENCES, kinds_of

__all__ = ["GROUPS", "SENTENCES", "Told", "kinds_of", "tell"]
