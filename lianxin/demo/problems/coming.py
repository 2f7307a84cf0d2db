"""What comes in beside the visits: people call, come to the counter, lists are handed over, and old matters
are taken up at last. Pure; rates are chosen by us."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from random import Random
from typing import NamedTuple
from uuid import UUID

from lianxin.demo.phrases import NEEDS, TAILS
from lianxin.demo.problems.clockwork import Clockwork
from lianxin.demo.problems.crew import Crew
from lianxin.demo.problems.standing import Places
from lianxin.demo.problems.told import Raised
from lianxin.demo.problems.words import OLD_TALES
from lianxin.problems.vocabulary import Channel

CALLED, HANDED, OLD = 0.09, 0.05, 0.015
"""For each need that visits brought: calls, lines of lists, old matters."""
MINUTE = timedelta(minutes=1)
CALLERS = ("户主", "户主的儿子", "户主的女儿", "邻居", "组长")
WISHES = ("希望早些派人来看看", "希望有个准话", "希望今年能办成", "")


class Home(NamedTuple):
    number: str
    key: UUID
    area: UUID
    since: datetime


def come_in(
    needs: int,
    homes: Sequence[Home],
    between: tuple[datetime, datetime],
    crew: Crew,
    clocks: Clockwork,
    places: Places,
    luck: Random,
) -> Iterator[Raised]:
    """What comes in beside so many needs, between two moments, in no order."""
    if not homes:
        return
    kinds = [(Channel.CLERK, CALLED), (Channel.IMPORT, HANDED), (Channel.CLERK, OLD)]
    for place, (channel, share) in enumerate(kinds):
        for turn in range(max(1, round(needs * share))):
            home = luck.choice(homes)
            first = max(between[0], home.since)
            at = clocks.at_work(first + (between[1] - first) * luck.random())
            told = (channel, home, at, turn, place == 2)
            if first < at < between[1]:
                yield call(*told, crew=crew, clocks=clocks, places=places, luck=luck)


def call(
    channel: Channel,
    home: Home,
    at: datetime,
    turn: int,
    is_old: bool,
    *,
    crew: Crew,
    clocks: Clockwork,
    places: Places,
    luck: Random,
    category: str = "",
) -> Raised:
    """One of them: of a home, or, on a list, now and then of its village alone."""
    town = places.town(home.area)
    clerk = crew.helper(town, luck) or crew.of(home.area, luck)
    if is_old:
        category, told = luck.choice(OLD_TALES)
        amount, unit = None, ""
    else:
        category = category or luck.choice(list(NEEDS))
        told, unit, fewest, most, step = luck.choice(NEEDS[category])
        amount = float(fewest + luck.randrange((most - fewest) // step + 1) * step) if unit else None
        told = told.replace("{n}", f"{amount or 0:.0f}") + luck.choice(TAILS)
    is_of_home = channel is not Channel.IMPORT or luck.random() < 0.6
    return Raised(
        opened_at=at,
        raised_at=at - MINUTE * (4 if channel is Channel.CLERK else luck.randint(200, 2000)),
        received_by=crew.desk if channel is Channel.IMPORT else clerk,
        area=home.area,
        category=category,
        urgency=clocks.ladder.category(category).urgency,
        words=told,
        channel=channel,
        household=home.key if is_of_home else None,
        number=home.number,
        quantity=amount,
        unit=unit,
        wished=luck.choice(WISHES),
        is_longstanding=is_old,
        reference=f"{at:%Y%m%d}{turn % 10_000:04d}" if channel is Channel.IMPORT else "",
        caller=luck.choice(CALLERS),
    )
