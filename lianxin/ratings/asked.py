"""Of which visits a household may still say whether somebody came and listened."""

from datetime import date, timedelta
from typing import Any

from django.db.models import QuerySet

from lianxin.policies.models import Policy
from lianxin.visits.models import Visit
from lianxin.visits.vocabulary import Place

DAYS_NUMBER = "rating_days"
DAYS = 30
"""Where the policy of visits names no number."""

MOST = 3
"""So many visits are asked about at once, the latest: nobody answers a long list."""


def days_to_rate(today: date) -> int:
    """How many days after a visit its household is asked about it, by the policy of visits in force."""
    policy = Policy.objects.in_force("visits", today)
    return int(policy.document.values.get(DAYS_NUMBER, DAYS)) if policy else DAYS


def visits_to_rate(household: Any, today: date) -> QuerySet[Visit]:
    """Visits to a household's home that it has said nothing of yet and may, the latest first. Whether
    somebody came is no question of a call by telephone."""
    since = today - timedelta(days=days_to_rate(today))
    found = Visit.objects.filter(household=household, visited_on__gte=since, visited_on__lte=today)
    found = found.exclude(place=Place.PHONE.value).filter(answered=None)
    return found.select_related("staff").order_by("-visited_on", "-id")
