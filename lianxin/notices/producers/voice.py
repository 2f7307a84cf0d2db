"""What waits of the household's voice."""

from collections.abc import Iterator
from datetime import datetime

from lianxin.notices.producers.people import holders
from lianxin.notices.vocabulary import Notice
from lianxin.voice.models import Request

REQUESTS = "/rights/"


def requests_waiting(now: datetime) -> Iterator[Notice]:
    """What households ask about what is kept of them; the law gives days for an answer."""
    waiting = Request.objects.open()
    if not waiting.exists():
        return
    for person in holders("rights.answer", now):
        yield Notice("requests", person.pk, "", waiting.seen_by(person).count(), REQUESTS)
