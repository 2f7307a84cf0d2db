"""Keeps what stands on a card or a receipt, and the secret of a calendar, out of the logs, wherever an
address is written into one."""

import logging
import re

TOKEN = re.compile(r"(?i)(/r/)[a-z2-7]{6,}|(/ask/)(?!follow/)[^/\s?\"']+|(/visits/feeds/)[^/\s?\"']+")
HIDDEN = r"\1\2\3…"


class WithoutTokens(logging.Filter):
    """Cuts the token out of every `/r/<token>`, the code out of every `/ask/<code>/` and the secret out
    of every `/visits/feeds/<secret>.ics`, in a log record; the record itself stays."""

    def filter(self, record: logging.LogRecord) -> bool:
        told = record.getMessage()
        if "/r/" in told or "/ask/" in told or "/feeds/" in told:
            record.msg, record.args = TOKEN.sub(HIDDEN, told), ()
        return True
