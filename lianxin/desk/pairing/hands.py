"""Who has whom in a place small enough to be seen at once: cadres side by side, each with his households."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from lianxin.areas.models import Area
from lianxin.desk.figures import households_in
from lianxin.desk.households.rows import Row, rows_of
from lianxin.desk.pairing.loads import loads_of
from lianxin.desk.pairing.words import ability_words
from lianxin.desk.places import Place
from lianxin.pairing.choosing import Candidate, candidates
from lianxin.pairing.models import Pairing
from lianxin.people.access import KEEPERS
from lianxin.people.models import Post
from lianxin.registry.models import Household

MOST_HOMES, MOST_CADRES = 250, 40
LATELY = timedelta(minutes=30)


@dataclass(frozen=True, slots=True)
class Hand:
    """A cadre and his households in the place; `load` is his line of `loads_of`, None for nobody."""

    load: dict[str, Any] | None
    rows: list[Row]


def hands_in(place: Place, person: Any) -> list[Hand]:
    """The cadres who have households in the place or a post there, those without a cadre first; empty where
    there are too many to be seen at once.
    """
    if not 0 < place.households <= MOST_HOMES or place.area is None:
        return []
    households = list(households_in(place, person).select_related("area").order_by("area__path", "number"))
    of_keeper: dict[UUID | None, list[Household]] = {None: []}
    for household in households:
        of_keeper.setdefault(household.keeper_id, []).append(household)
    for key in _posted_in(place.area):
        of_keeper.setdefault(key, [])
    if len(of_keeper) > MOST_CADRES + 1:
        return []
    rows = {row.household.pk: row for row in rows_of(households)}
    numbers = {key: len(homes) for key, homes in of_keeper.items() if key is not None}
    loads = sorted(loads_of(numbers), key=lambda line: line["staff"].number)
    alone = of_keeper[None]
    hands = [Hand(None, [rows[home.pk] for home in alone])] if alone else []
    return hands + [Hand(line, [rows[home.pk] for home in of_keeper[line["staff"].pk]]) for line in loads]


def _posted_in(area: Area) -> Iterable[UUID]:
    """Who may have households in his care and has a post in the place itself or below it."""
    posts = Post.objects.on(timezone.localdate()).filter(staff__is_active=True)
    posts = posts.filter(area__path__startswith=area.path, role__in=[role.value for role in KEEPERS])
    return posts.order_by().values_list("staff", flat=True).distinct()


def chosen_lately(place: Place, person: Any, now: datetime) -> list[Pairing]:
    """The choices that the person made in the place just now and may take back, the last first."""
    mine = Pairing.objects.lasting().filter(decided_by=person, cause=Pairing.HAND)
    mine = mine.filter(household__in=households_in(place, person).values("pk"))
    recent = mine.filter(from_on__gte=timezone.localdate(now - LATELY)).select_related("household", "staff")
    return list(recent.order_by("-id")[:5])


def costs_of(household: Household, among: Iterable[UUID]) -> dict[str, dict[str, Any]]:
    """For each of these cadres: what the change would come to, in words, and whether it may be.

    Raises NoPolicy.
    """
    here = {household.keeper_id} if household.keeper_id else set()
    found = candidates(household, on=timezone.localdate(), among=here | set(among), shown=MOST_CADRES + 1)
    now = next((one.points for one in found if one.is_keeper), None)
    return {str(one.staff.pk): _cost(one, now) for one in found if not one.is_keeper}


def _cost(one: Candidate, now: int | None) -> dict[str, Any]:
    told = [_points(one.points, now), _("%(km)s 公里") % {"km": f"{one.km:.1f}"}]
    if one.other_town:
        told.append(_("跨镇"))
    if one.abilities_lacking:
        told.append(_("缺：") + ability_words(one.abilities_lacking))
    if one.leader_for_other:
        told.append(_("领导，这户不是连心户"))
    if one.barred:
        told.append(_("不宜"))
    elif one.fits:
        left = one.homes_left
        told.append(ngettext("还能联系 %(left)s 户", "还能联系 %(left)s 户", left) % {"left": left})
    else:
        told.append(_("满了"))
    return {"words": " · ".join(told), "barred": one.barred, "full": not one.fits}


def _points(points: int, now: int | None) -> str:
    if now is None:
        return _("%(points)s 分") % {"points": f"{points:,}"}
    more = points - now
    if more == 0:
        return _("和现在一样多分")
    words = _("比现在多 %(points)s 分") if more > 0 else _("比现在少 %(points)s 分")
    return words % {"points": f"{abs(more):,}"}
