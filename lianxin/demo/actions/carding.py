"""One card in the demo, so that a newcomer can see a household's own page at once."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Count, Q

from lianxin.demo.actions.hiring import Team
from lianxin.people.models import Staff
from lianxin.problems.vocabulary import Phase
from lianxin.registry.models import Household
from lianxin.voice.actions.printing import issue_cards, new_cards
from lianxin.voice.models import Batch
from lianxin.voice.rules import in_groups


@dataclass(frozen=True, slots=True)
class GivenCard:
    """The home that has a card, and the short code that stands on it."""

    household: str
    code: str


@transaction.atomic
def give_card(team: Team, keeper: Staff, *, now: datetime) -> GivenCard | None:
    """Give a card to the home of this cadre that has most to see: one that is asked whether a matter is done,
    and among those the one that raised most. None when he has no home.

    Nobody prints it, so there is no sheet; the code is told where the logins are.
    """
    asked = Count("problems", filter=Q(problems__phase=Phase.ENDED.value))
    kept = Household.objects.present().filter(keeper=keeper)
    home = (
        kept.annotate(asked=asked, raised=Count("problems")).order_by("-asked", "-raised", "number").first()
    )
    if home is None:
        return None
    about = {"area_id": home.area_id, "household": home, "asked_by": team.desk, "asked_at": now}
    batch = Batch.objects.create(site="", cleared_at=now, **about)
    ((card, secret),) = new_cards([home.pk], batch)
    issue_cards(batch, [card], now=now)
    return GivenCard(home.number, in_groups(secret.code))
