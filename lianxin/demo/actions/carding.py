"""Cards of the demo's homes: those of a town were printed and handed out, and the code of one more is told,
so that a newcomer can see a household's own page at once."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Count, Q

from lianxin.areas.models import Area
from lianxin.areas.vocabulary import TOWN
from lianxin.demo.actions.hiring import Team
from lianxin.ledger.actions import Note, record_past
from lianxin.people.models import Staff
from lianxin.problems.vocabulary import Phase
from lianxin.registry.models import Household
from lianxin.voice.actions import set_contact
from lianxin.voice.actions.printing import KEPT, issue_cards, new_cards
from lianxin.voice.models import Batch, Card
from lianxin.voice.rules import in_groups

PHONE, HOURS = "0000-1234567", "工作日 8:30–17:30"  # no such number


PRINTED = 24  # days before today
OPENED = 9  # every so many-th home has looked at its page since


@dataclass(frozen=True, slots=True)
class GivenCard:
    """The home that has a card, and the short code that stands on it."""

    household: str
    code: str


@transaction.atomic
def hand_out(team: Team, keeper: Staff, *, now: datetime) -> int:
    """Print a card for every home of the town in which this cadre works, place by place, as the town's office
    did lately; every ninth home has opened its page since. Returns how many cards.

    The sheets were cleared away after their days, so nobody knows what stands on these cards.
    """
    where = keeper.posts.select_related("area").first()
    towns = [] if where is None else [one for one in _upward(where.area) if one.level == TOWN]
    if not towns:
        return 0
    head, at = team.heads.get(towns[0].pk, team.desk), now - timedelta(days=PRINTED)
    told: list[tuple[datetime, Note]] = []
    for place in Area.objects.filter(path__startswith=towns[0].path).order_by("path"):
        there = Household.objects.present().filter(area=place, created_at__lt=at).order_by("number")
        homes = list(there.values_list("pk", flat=True))
        if homes:
            about = {"area": place, "asked_by": head, "asked_at": at, "is_for_all": True}
            batch = Batch.objects.create(site="", cleared_at=at + KEPT, **about)
            cards = [card for card, _secret in new_cards(homes, batch)]
            for turn, card in enumerate(cards[OPENED // 2 :: OPENED]):
                card.opened_at = at + timedelta(days=1 + turn % 20, minutes=37 * turn % 600)
                subject = ("household", card.household_id)
                told.append((card.opened_at, Note("card.opened", *subject, place.pk)))
            issue_cards(batch, cards, now=at)
    record_past(sorted(told, key=lambda one: one[0]))
    return Card.objects.count()


def _upward(area: Area) -> list[Area]:
    return [area, *Area.objects.ancestors(area)]


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
