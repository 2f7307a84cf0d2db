"""The ledger in plain sentences: who did what, to whom or what, and when."""

from lianxin.desk.telling.events import Told, tell
from lianxin.desk.telling.sentences import SENTENCES, SUBJECTS

__all__ = ["SENTENCES", "SUBJECTS", "Told", "tell"]
