"""What taking lines of the ledger out of the house writes: a line of the ledger."""

from datetime import datetime
from typing import Any

from django.db import transaction

from lianxin.ledger.actions import record
from lianxin.ledger.models import Event


@transaction.atomic
def note_export(*, rows: int, sought: dict[str, Any], purpose: str, actor: Any, now: datetime) -> Event:
    """Tell that a person took `rows` lines, what he had looked for (codes and days), and why."""
    about = {name: str(value) for name, value in sought.items()}
    after = {"rows": rows, "sought": about}
    return record(kind="ledger.exported", actor=actor, now=now, subject=actor, after=after, reason=purpose)
