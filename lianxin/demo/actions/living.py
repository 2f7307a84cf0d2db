"""The demo's year, step by step: lists, changes, lives, decisions, each at its own moment of the past.

Up to the day of the pairing nothing in one town depends on another. Where a second process may be had, it
plays one half of the towns in a copy of the database while this one plays the other; then both are joined,
and their events put into the order of time (`databases.twins`). The district is the same either way.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from functools import partial

import numpy as np
from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from lianxin.classification.actions import classify_new
from lianxin.databases.twins import Twin, part
from lianxin.demo.actions.deciding import answer_objections, contest, decide_exits
from lianxin.demo.actions.following import Following, Homes
from lianxin.demo.actions.handing_on import carry_on
from lianxin.demo.actions.hiring import Team
from lianxin.demo.actions.ordering import put_in_order
from lianxin.demo.actions.pairing_up import keep_patches, pair
from lianxin.demo.actions.rating import Rating
from lianxin.demo.actions.visiting import Stretch, Visiting, visit_homes
from lianxin.demo.actions.voicing import let_voices
from lianxin.demo.call_backs import open_rounds
from lianxin.demo.county import County, generator
from lianxin.demo.drafts import drafts
from lianxin.demo.findings import findings_of
from lianxin.demo.history import news_of
from lianxin.demo.keepers import Keepers, when_paired, with_patches
from lianxin.demo.lives import Birth, Life, Wedding
from lianxin.demo.newcomers import Newcomer
from lianxin.demo.patches import Patches
from lianxin.demo.records import YEAR, Diary, Register, read_register
from lianxin.demo.registering import losses_of, newcomers_of
from lianxin.demo.swapping import OtherGone, Swap
from lianxin.demo.telling import Office
from lianxin.demo.timeline import Step
from lianxin.demo.vocabulary import Bools
from lianxin.intake.actions import import_drafts
from lianxin.ledger.actions import Note, record_past
from lianxin.ledger.models import Event
from lianxin.ledger.seal import seal_ledger
from lianxin.registry.actions import record_losses, write_batch
from lianxin.visits.actions import Told
from lianxin.visits.actions.writing_past import write_past, write_past_claims

PAIRED, CONTESTED = 28, 9  # days before today
Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Scene:
    """What the year is played with: the county, who had its households and joins them, who works there, whom
    to tell.

    `lists`: masks of the households whose year is played; each survey comes as one list for each.
    `meanwhile`: what there is to do in the database while the pairing is solved.
    """

    county: County
    patches: Patches
    newcomers: Mapping[Birth | Wedding, Newcomer]
    diary: Diary
    team: Team
    say: Say
    lists: Sequence[Bools]
    following: Following
    rating: Rating
    meanwhile: Callable[[], None] = lambda: None

    def keepers(self) -> Keepers:
        """Who had the homes before the pairing."""
        return with_patches(self.patches, self.team.keys)


@dataclass(slots=True)
class Paired:
    """What visits go by after the pairing; `since`: until when they are written."""

    keepers: Keepers
    register: Register
    since: datetime

    @classmethod
    def now(cls, scene: Scene, paired_at: datetime) -> "Paired":
        keepers = when_paired(scene.county, scene.patches)
        return cls(keepers, read_register(scene.diary, scene.county.today), paired_at)

    def visit(self, diary: Diary, office: Office, visits: Sequence[Told], *, until: datetime) -> None:
        """Write what was visited since the last time, with the visits on which facts were told."""
        late = [replace(one, received_at=max(one.received_at, self.since)) for one in visits]
        stretch = Stretch(self.since, until, sorted(late, key=lambda one: one.received_at))
        visit_homes(Visiting(diary, self.register, self.keepers, office, stretch))
        self.since = until


def visit_until(scene: Scene, paired_at: datetime) -> None:
    """Write what was visited before the pairing, and who had the homes until then; one half of the district
    after the other, where it has two."""
    paired_on, office = timezone.localdate(paired_at), Office.open()
    register = read_register(scene.diary, paired_on)
    began = moment(scene.county.today - timedelta(days=YEAR), paired_at)
    for homes in scene.lists:
        keepers = scene.keepers().of(homes)
        patches = keep_patches(scene.diary, register, keepers, scene.team, until=paired_on)
        stretch = Stretch(began, paired_at, besides=patches)
        visit_homes(Visiting(scene.diary, register, keepers, office, stretch, int(np.argmax(homes))))


@dataclass(frozen=True, slots=True)
class Lived:
    """Where a year stands: the ratings as far as they were told, the number of the last event that stands in
    order, and who seals the events up to that one; None where that is done."""

    rating: Rating
    in_order: int
    sealing: Twin | None


def live_through(scene: Scene, story: Sequence[Step], *, now: datetime) -> Lived:
    """Write the year in order of time; near its end pairing and objections."""
    paired_on, contested_on = (scene.county.today - timedelta(days=days) for days in (PAIRED, CONTESTED))
    paired_at = moment(paired_on, now)
    last = last_event()
    live_apart(scene, [step for step in story if step.on <= paired_on], paired_at, now=now)
    scene.say(f"{paired_on:%Y-%m-%d} 结对…")

    def meanwhile() -> tuple[Rating, int]:
        rate_until(scene.rating, paired_at)
        county, began = scene.county, moment(scene.county.today - timedelta(days=YEAR), now)
        let_voices(scene.team, county.numbers, county.seed, (began, paired_at), now=now)
        open_rounds(today=county.today, now=paired_at)
        carry_on(now=paired_at)  # that a draft was asked for
        put_in_order(after=last)
        scene.meanwhile()
        return scene.rating, last_event()

    def seal() -> Twin | None:
        sealing = partial(seal_ledger, now=paired_at)
        twin = part(sealing)
        if twin is None:
            sealing()
        return twin

    (rating, in_order), sealer = pair(scene.team, now=paired_at, meanwhile=meanwhile, then=seal)
    carry_on(now=paired_at)
    paired = Paired.now(scene, paired_at)
    live(scene, [step for step in story if paired_on < step.on <= contested_on], now=now, paired=paired)
    contested_at = moment(contested_on, now)
    paired.visit(scene.diary, Office.open(), (), until=contested_at)
    contest(scene.team, now=contested_at)
    live(scene, [step for step in story if contested_on < step.on], now=now, paired=paired)
    answer_objections(scene.team, now=now)
    return Lived(rating, in_order, sealer)


@transaction.atomic
def rate_until(rating: Rating, until: datetime) -> None:
    """Write what homes thought of what happened up to a moment; its events are to be put in order of time."""
    record_past(sorted(rating.rate(until), key=lambda one: one[0]))


def last_event() -> int:
    """The number of the event that was recorded last."""
    return Event.objects.aggregate(last=Max("pk"))["last"] or 0


def live_apart(scene: Scene, story: Sequence[Step], paired_at: datetime, *, now: datetime) -> None:
    """Play these steps, what was visited meanwhile and what became of what was raised, where it can be in two
    processes, each for the households of half of the towns.

    The events then stand in order for each household, and not yet in all: `put_in_order`.
    """

    def play(part_of_it: Scene, swap: Swap | None = None) -> list[tuple[datetime, Note]]:
        live(part_of_it, story, now=now)
        visit_until(part_of_it, paired_at)
        halves = [_homes_of(scene.county, half) for half in part_of_it.lists]
        part_of_it.following.follow_apart(halves, paired_at, swap)
        return part_of_it.following.later

    def join(twin: Twin) -> None:
        scene.following.later += twin.take_in({("intake_importbatch", "until_event"): "ledger_event"})

    twin, ours = None, scene
    if len(scene.lists) == 2:
        ours, theirs = (replace(scene, lists=[half]) for half in scene.lists)
        here, there = Swap.pair()
        twin = part(lambda: play(replace(theirs, say=lambda _text: None), there))
    if twin is None:
        play(scene)
        return
    try:
        try:
            play(ours, here)
        except OtherGone:
            join(twin)  # says why
            raise
        scene.say("两半区县合在一起…")
        join(twin)
    except BaseException:
        twin.drop()
        raise


def _homes_of(county: County, half: Bools) -> Homes:
    return Homes(int(np.argmax(half)), {county.numbers[at] for at in np.flatnonzero(half).tolist()})


def live(scene: Scene, story: Sequence[Step], *, now: datetime, paired: Paired | None = None) -> None:
    """Do one step after the other and let the corridor carry each to its end; nothing waits in it then."""
    office = Office.open()
    for step in story:
        then = moment(step.on, now)
        if step.survey is not None:
            bring_in(scene, step.survey, now=then)
        else:
            told = f"记下 {len(step.changes):,} 条变化，{len(step.lives):,} 户添丁、婚嫁、去世或迁出"
            scene.say(f"{step.on:%Y-%m-%d} {told}…")
            for homes in scene.lists if paired is None else [np.ones(scene.county.homes.n, bool)]:
                mine = step.within(homes)
                told_of(scene, mine, homes, office, paired, now=then)
                register_lives(scene, mine.lives, now=then)
        carry_on(now=then)
        classify_new(now=then)
        decide_exits(scene.team, now=then)
    if story:
        carry_on(now=moment(story[-1].on, now))  # what was decided last


@transaction.atomic
def told_of(
    scene: Scene, step: Step, homes: Bools, office: Office, paired: Paired | None, *, now: datetime
) -> None:
    """Write what cadres told of a step: the visits, and the facts that had changed. Of the time after the
    pairing all visits are written with it, of the time before those alone (the others: `visit_until`)."""
    county, keepers = scene.county, paired.keepers if paired else scene.keepers()
    part_of = (step.on.toordinal(), int(np.argmax(homes)), len(step.changes))
    findings = findings_of(step.changes, keepers, generator(county.seed, "looks", *part_of))
    news = news_of(county, step.changes, findings, staff=keepers.keys, office=office, now=now)
    if paired is None:
        write_past(news.visits)
    else:
        paired.visit(scene.diary, office, news.visits, until=now)
    write_batch(news.batch, news.notes, actor=None, now=now)
    write_past_claims(news.claims)


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
