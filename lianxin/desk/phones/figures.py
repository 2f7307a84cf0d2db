"""Phones and what they sent, by place and sight: the querysets behind the pages."""

from datetime import datetime
from typing import Any

from lianxin.desk.places import Place
from lianxin.desk.visits.figures import inside
from lianxin.field.models import Op


def uploads_in(place: Place, person: Any, now: datetime) -> Any:
    """What waits for a person in a place: set apart, or held for more than a day. What lies nowhere is the
    district's."""
    return Op.objects.seen_by(person).filter(inside(place)).waiting(now)


def held_in(place: Place, person: Any) -> Any:
    """What waits for another upload, however long."""
    return Op.objects.seen_by(person).filter(inside(place)).held()
