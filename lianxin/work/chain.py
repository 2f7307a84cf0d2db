"""Reading the whole ledger and comparing it with its seals, as long work with progress."""

from typing import Any

from django.utils import timezone

from lianxin.ledger.chain import check_chain
from lianxin.work.models import Work
from lianxin.work.running import Tell

NAMED = 20
EVERY = 25
"""Blocks between two reports of progress; a block holds up to 5,000 events."""


def check_ledger(work: Work, tell: Tell) -> dict[str, Any]:
    """Check the chain; the outcome names the first places where it does not agree."""

    def progress(done: int, total: int) -> None:
        if done % EVERY == 0 or done == total:
            tell("comparing", done, total)

    tell("comparing")
    breaks = check_chain(now=timezone.now(), progress=progress)
    named = [{"code": one.code, "block": one.block, "message": one.message} for one in breaks[:NAMED]]
    return {"breaks": len(breaks), "named": named}
