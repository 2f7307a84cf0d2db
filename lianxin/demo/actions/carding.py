"""One card in the demo, so that a newcomer can see a household's own page at once."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Count, Q

from lianxin.areas.models import Area
from lianxin.areas.vocabulary import TOWN
from lianxin.demo.actions.hiring import Team
from lianxin.people.models import Staff
from lianxin.problems.vocabulary import Phase
from lianxin.registry.models import Household
from lianxin.voice.actions import set_contact
from lianxin.voice.actions.printing import issue_cards, new_cards
from lianxin.voice.models import Batch
from lianxin.voice.rules import in_groups

PHONE, HOURS = "0000-1234567", "工作日 8:30–17:30"  # no such number


@dataclass(frozen=True, slots=True)
class GivenCard:
    """The home that has a card, and the short code that stands on it."""

    household: str
    code: str


@transaction.atomic
def give_card(team: Team, keeper: Staff, *, now: datetime) -> GivenCard | None:
    """Give a card to the home of this cadre that has most to see, and say how its town is reached.

    That is one which is asked whether a matter is done, and among those the one that raised most; None when
    he has no home. Nobody prints the card, so there is no sheet; its code is told where the logins are.
    """
    asked = Count("problems", filter=Q(problems__phase=Phase.ENDED.value))
    kept = Household.objects.present().filter(keeper=keeper)
    homes = kept.annotate(asked=asked, raised=Count("problems"))
    home = homes.order_by("-asked", "-raised", "number").first()
    if home is None:
        return None
    town = next(area for area in Area.objects.ancestors(home.area) if area.level == TOWN)
    set_contact(
        town, phone=PHONE, hours="工作日 8:30–17:30", place="镇便民服务中心", actor=team.desk, now=now
    )
    about = {"area_id": home.area_id, "household": home, "asked_by": team.desk, "asked_at": now}
    batch = Batch.objects.create(site="", cleared_at=now, **about)
    ((card, secret),) = new_cards([home.pk], batch)
    issue_cards(batch, [card], now=now)
    return GivenCard(home.number, in_groups(secret.code))
