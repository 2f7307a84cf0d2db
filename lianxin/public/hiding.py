"""Keeps what stands on a card out of the logs, wherever an address is written into one."""

import logging
import re

TOKEN = re.compile(r"(?i)(/r/)[a-z2-7]{6,}")
HIDDEN = r"\1…"


class WithoutTokens(logging.Filter):
    """Cuts the token out of every `/r/<token>` in a log record; the record itself stays."""

    def filter(self, record: logging.LogRecord) -> bool:
        told = record.getMessage()
        if "/r/" in told:
            record.msg, record.args = TOKEN.sub(HIDDEN, told), ()
        return True
