"""The visits of a plan as duties. Pure."""

from collections.abc import Iterator, Sequence
from datetime import date

from lianxin.classification.vocabulary import BY_CODE, Tier
from lianxin.planning.rounds.owing import NOT_YET, Homes, Ints
from lianxin.planning.rounds.spreading import Rounds
from lianxin.planning.standards import Standards
from lianxin.planning.vocabulary import Duty, Id, Plain, Reason


def duties_of(
    rounds: Rounds,
    homes: Homes,
    *,
    home_ids: Sequence[Id],
    cadre_ids: Sequence[Id],
    area_ids: Sequence[Id],
    minutes: Ints,
    standards: Standards,
) -> Iterator[Duty]:
    """One duty for each visit, in order of home and day.

    `home_ids`, `area_ids`, `minutes`: one entry for each row of `homes`; `cadre_ids`: one for each cadre.
    The last visit is told with the first duty of a home; of later ones it is not known yet.
    """
    previous = -1
    opening, ending = rounds.opens.tolist(), rounds.due.tolist()
    on = {day: date.fromordinal(day) for day in {*opening, *ending}}
    plain: dict[Tier, dict[str, Plain]] = {
        tier: {"tier": tier.value, "times": standards.visits[tier]} for tier in BY_CODE
    }
    for home, opens, due, monday in zip(
        rounds.home.tolist(), opening, ending, rounds.planned_on(), strict=True
    ):
        tier, last = BY_CODE[int(homes.tier[home])], int(homes.last_on[home])
        why = plain[tier]  # one for all: nobody changes it
        if home != previous:
            why = why | {"last": date.fromordinal(last).isoformat() if last != NOT_YET else None}
        previous = home
        yield Duty(
            home=home_ids[home],
            cadre=cadre_ids[int(homes.cadre[home])],
            reason=Reason.ROUND,
            why=why,
            opens_on=on[opens],
            due_on=on[due],
            minutes=int(minutes[home]),
            area=area_ids[home],
            planned_on=monday,
        )
