"""The visits of a plan as duties. Pure."""

from collections.abc import Iterator, Sequence
from datetime import date

from lianxin.classification.vocabulary import BY_CODE
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
    rows = zip(
        rounds.home.tolist(), rounds.opens.tolist(), rounds.due.tolist(), rounds.planned_on(), strict=True
    )
    for home, opens, due, monday in rows:
        tier, last = BY_CODE[int(homes.tier[home])], int(homes.last_on[home])
        why: dict[str, Plain] = {"tier": tier.value, "times": standards.visits[tier]}
        if home != previous:
            why["last"] = date.fromordinal(last).isoformat() if last != NOT_YET else None
        previous = home
        yield Duty(
            home=home_ids[home],
            cadre=cadre_ids[int(homes.cadre[home])],
            reason=Reason.ROUND,
            why=why,
            opens_on=date.fromordinal(opens),
            due_on=date.fromordinal(due),
            minutes=int(minutes[home]),
            area=area_ids[home],
            planned_on=monday,
        )
