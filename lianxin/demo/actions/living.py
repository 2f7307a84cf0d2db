"""The demo's year, step by step: lists, changes, lives, decisions, each at its own moment of the past.

Up to the day of the pairing nothing in one town depends on another. Where a second process may be had, it
plays one half of the towns in a copy of the database while this one plays the other; then both are joined,
and their events put into the order of time (`databases.twins`). The district is the same either way.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

import numpy as np
from django.db.models import Max
from django.utils import timezone

from lianxin.classification.actions import classify_new
from lianxin.databases.twins import part
from lianxin.demo.actions.deciding import answer_objections, contest, decide_exits
from lianxin.demo.actions.hiring import Team
from lianxin.demo.actions.ordering import put_in_order
from lianxin.demo.actions.pairing_up import pair
from lianxin.demo.county import County
from lianxin.demo.drafts import drafts
from lianxin.demo.history import batch_of
from lianxin.demo.lives import Birth, Life, Wedding
from lianxin.demo.newcomers import Newcomer
from lianxin.demo.registering import losses_of, newcomers_of
from lianxin.demo.timeline import Step
from lianxin.demo.vocabulary import Bools
from lianxin.flow import carry_on
from lianxin.intake.actions import import_drafts
from lianxin.ledger.models import Event
from lianxin.registry.actions import record_losses, write_batch

PAIRED, CONTESTED = 28, 9  # days before today
Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Scene:
    """What the year is played with: the county, who joins its households, who works there, whom to tell.

    `lists`: masks of the households whose year is played; each survey comes as one list for each.
    `meanwhile`: what there is to do in the database while the pairing is solved.
    """

    county: County
    newcomers: Mapping[Birth | Wedding, Newcomer]
    team: Team
    say: Say
    lists: Sequence[Bools]
    meanwhile: Callable[[], None] = lambda: None


def live_through(scene: Scene, story: Sequence[Step], *, now: datetime) -> None:
    """Write the year in order of time; near its end pairing and objections."""
    paired_on, contested_on = (scene.county.today - timedelta(days=days) for days in (PAIRED, CONTESTED))
    live_apart(scene, [step for step in story if step.on <= paired_on], now=now)
    scene.say(f"{paired_on:%Y-%m-%d} 结对…")
    pair(scene.team, now=moment(paired_on, now), meanwhile=scene.meanwhile)
    carry_on(now=moment(paired_on, now))
    live(scene, [step for step in story if paired_on < step.on <= contested_on], now=now)
    contest(scene.team, now=moment(contested_on, now))
    live(scene, [step for step in story if contested_on < step.on], now=now)
    answer_objections(scene.team, now=now)


def live_apart(scene: Scene, story: Sequence[Step], *, now: datetime) -> None:
    """Play these steps, where it can be in two processes, each for the households of half of the towns."""
    last = Event.objects.aggregate(last=Max("pk"))["last"] or 0
    twin, ours = None, scene
    if len(scene.lists) == 2:
        ours, theirs = (replace(scene, lists=[half]) for half in scene.lists)
        twin = part(lambda: live(replace(theirs, say=lambda _text: None), story, now=now))
    if twin is None:
        live(scene, story, now=now)
        return
    try:
        live(ours, story, now=now)
        scene.say("两半区县合在一起…")
        twin.take_in({("intake_importbatch", "until_event"): "ledger_event"})
    except BaseException:
        twin.drop()
        raise
    put_in_order(after=last)


def live(scene: Scene, story: Sequence[Step], *, now: datetime) -> None:
    """Do one step after the other and let the corridor carry each to its end; nothing waits in it then."""
    for step in story:
        then = moment(step.on, now)
        if step.survey is not None:
            bring_in(scene, step.survey, now=then)
        else:
            told = f"记下 {len(step.changes):,} 条变化，{len(step.lives):,} 户添丁、婚嫁、去世或迁出"
            scene.say(f"{step.on:%Y-%m-%d} {told}…")
            for homes in scene.lists:
                mine = step.within(homes)
                batch, notes = batch_of(scene.county, mine.changes, scene.team.cadres, now=then)
                write_batch(batch, notes, actor=None, now=then)
                register_lives(scene, mine.lives, now=then)
        carry_on(now=then)
        classify_new(now=then)
        decide_exits(scene.team, now=then)
    if story:
        carry_on(now=moment(story[-1].on, now))  # what was decided last


def bring_in(scene: Scene, survey: int, *, now: datetime) -> None:
    """Import the lists of a survey as the district desk does. None of it may be refused (RuntimeError)."""
    county, on = scene.county, timezone.localdate(now)
    was_surveyed = county.gaps.survey == survey
    if was_surveyed.any():
        scene.say(f"{on:%Y-%m-%d} 导入 {was_surveyed.sum():,} 户…")
    for homes in scene.lists:
        surveyed = np.flatnonzero(was_surveyed & homes)
        if len(surveyed):
            name = f"{on:%Y年%m月}入户调查{_whose(county, homes)}"
            result = import_drafts(drafts(county, surveyed), actor=scene.team.desk, now=now, name=name)
            if result.refused:
                raise RuntimeError(f"the demo's own list was refused: {result.refused[0].code}")


def _whose(county: County, homes: Bools) -> str:
    """Which towns a list is of, in brackets; nothing for a list of everybody."""
    if homes.all():
        return ""
    towns = dict.fromkeys(county.homes.places[at].town_name for at in np.unique(county.homes.place[homes]))
    return f"（{next(iter(towns))}等 {len(towns)} 个镇办）"


def register_lives(scene: Scene, lives: Sequence[Life], *, now: datetime) -> None:
    """Take the household registration's list of births, weddings, deaths and departures, as the desk does."""
    batch, notes = newcomers_of(scene.county, lives, scene.newcomers, scene.team.cadres, now=now)
    write_batch(batch, notes, actor=scene.team.desk, now=now)
    record_losses(losses_of(scene.county, lives), actor=scene.team.desk, now=now)


def moment(on: date, now: datetime) -> datetime:
    """Half past nine on a day, never later than `now`."""
    return min(now, timezone.make_aware(datetime.combine(on, time(9, 30))))
