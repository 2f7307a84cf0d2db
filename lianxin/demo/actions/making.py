"""Making the demo: an empty home becomes a synthetic district with a year behind it.

The work is done through the actions of the other rooms, each step at its own moment of the past year, so the
demo holds nothing that a real district could not: staff and posts, imports, facts, verdicts, a ledger.
"""

import gc
import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.core.management.base import CommandError
from django.utils import timezone

import lianxin.areas
from lianxin.areas.divisions import read_divisions
from lianxin.classification.actions import classify_in_steps
from lianxin.databases.haste import Indexes, writing_in_haste
from lianxin.databases.second import beside
from lianxin.demo import county as counties
from lianxin.demo import temper, truth
from lianxin.demo.actions.carding import GivenCard, give_card, hand_out
from lianxin.demo.actions.following import Following
from lianxin.demo.actions.handing_on import carry_on
from lianxin.demo.actions.happening import let_happen
from lianxin.demo.actions.hiring import Team, hire, hire_late
from lianxin.demo.actions.living import PAIRED, Say, Scene, live_through, moment
from lianxin.demo.actions.pairing_up import plan
from lianxin.demo.actions.rating import Rating
from lianxin.demo.actions.voicing import let_voices
from lianxin.demo.call_backs import call_back, draw_last
from lianxin.demo.county import County
from lianxin.demo.exclusions import leave_out
from lianxin.demo.findings import looks
from lianxin.demo.indexes import AT_LAST, WHILE_PAIRED, WHILE_PLANNED
from lianxin.demo.lives import Birth, Life, Wedding, unfold_lives
from lianxin.demo.newcomers import Newcomer, introduce
from lianxin.demo.patches import Patches, share_out
from lianxin.demo.records import Diary, open_diary
from lianxin.demo.staff import WORKER, Colleague, staff_for
from lianxin.demo.timeline import OPENED, steps
from lianxin.demo.towns import halves, places_of
from lianxin.demo.vocabulary import Size
from lianxin.demo.year import Change, unfold
from lianxin.flow import settle
from lianxin.operations.opening import has_district, open_new_district
from lianxin.people.models import Staff
from lianxin.planning.actions import Planned

DIVISIONS = Path(lianxin.areas.__file__).parent / "data" / "divisions-610902.csv"
CAME = 25  # days before today on which those came who came lately


@dataclass(frozen=True, slots=True)
class Made:
    """What was made; `logins` are the colleagues a newcomer can sign in as, all with the demo's password."""

    county: County
    staff: int
    changes: int
    lives: int
    logins: tuple[Colleague, ...]
    planned: Planned
    card: GivenCard | None


@dataclass(frozen=True, slots=True)
class Cast:
    """What is invented first: the county, who works there and how."""

    county: County
    colleagues: Sequence[Colleague]
    tempers: temper.Temper


@dataclass(frozen=True, slots=True)
class Story:
    """What is invented then: what changes in the county's year, who joins whom, and who finds it out."""

    changes: Sequence[Change]
    lives: Sequence[Life]
    newcomers: Mapping[Birth | Wedding, Newcomer]
    patches: Patches
    looks: Sequence[Change]
    diary: Diary


def make_demo(*, size: Size, seed: int, now: datetime, say: Say = lambda _text: None) -> Made:
    """Fill an empty home with a synthetic district. Raises CommandError when the home is not empty.

    `demo.json` is written first, so a demo that was cut short can never be taken for a real district.
    """
    home = Path(settings.LIANXIN_HOME)
    home.mkdir(parents=True, exist_ok=True)
    if has_district():
        raise CommandError(refusal(home))
    mark = {"size": size.value, "seed": seed, "made_on": timezone.localdate(now).isoformat()}
    (home / "demo.json").write_text(json.dumps(mark), encoding="utf-8")
    with writing_in_haste(), collecting_never():
        return _make(home, size, seed, now, say)


@contextmanager
def collecting_never() -> Iterator[None]:
    """Let Python not look for unreachable cycles: what is invented is held to the end anyway, and each look
    goes over all of it."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _make(home: Path, size: Size, seed: int, now: datetime, say: Say) -> Made:
    say("生成户和人…")
    today = timezone.localdate(now)
    began = moment(today - timedelta(days=OPENED), now)
    _opened, cast = beside(
        partial(open_new_district, DIVISIONS, now=began), partial(invent_people, size, seed, today)
    )
    say(f"登记 {len(cast.colleagues)} 名干部…")
    lives_in = temper.neighbours(cast.tempers, cast.colleagues)
    team, told = beside(partial(hire, cast.colleagues, lives_in, now=began), partial(invent_year, cast))
    county, hollow = cast.county, _hollow(cast.tempers, team)
    truth.write(home / "demo-truth.csv", county.numbers, county.truth())
    temper.write(home / "demo-truth-staff.csv", cast.tempers)
    while_paired, while_planned = Indexes(*WHILE_PAIRED), Indexes(*WHILE_PLANNED)
    at_last = Indexes(*AT_LAST)

    lists = halves(county.homes)
    following = Following(team, seed, now)
    scene = Scene(
        county,
        told.patches,
        told.newcomers,
        told.diary,
        team,
        say,
        lists,
        following,
        Rating(hollow, seed),
        while_paired.build,
    )
    all_told = sorted([*told.changes, *told.looks], key=lambda one: (-one.days_ago, one.household))
    lived = live_through(scene, list(steps(today, all_told, told.lives)), now=now)
    hire_late(cast.colleagues, now=moment(today - timedelta(days=CAME), now))
    say("按今天的情况把每一户再分一次类…")
    classify_in_steps(now=now, is_alone=True)
    let_voices(team, county.numbers, seed, (moment(today - timedelta(days=PAIRED), now), now), now=now)
    hand_out(team, Staff.objects.get(number=WORKER), now=now)
    if lived.sealing is not None:
        lived.sealing.take_in()  # before rounds are drawn to which the ledger committed
    call_back(hollow, seed, now=now)
    leave_out(now=now)
    let_happen(cast.colleagues, now=now)
    carry_on(now=now)
    say("排走访…")

    def meanwhile() -> None:
        following.finish(lived.rating.rate, after=lived.in_order)
        lived.rating.finish()
        draw_last(now=now)
        while_planned.build()

    planned = plan(team, now=now, meanwhile=meanwhile)
    at_last.build()
    card = give_card(team, Staff.objects.get(number=WORKER), now=now)
    say("给台账加封…")
    settle(now=now)
    logins = tuple(colleague for colleague in cast.colleagues if colleague.is_login)
    return Made(county, len(cast.colleagues), len(told.changes), len(told.lives), logins, planned, card)


def _hollow(tempers: temper.Temper, team: Team) -> set[UUID]:
    """The cadres who write down visits that they never made."""
    marks = zip(tempers.numbers, tempers.hollow, strict=True)
    return {team.keys[number] for number, is_hollow in marks if is_hollow}


def invent_people(size: Size, seed: int, today: date) -> Cast:
    """The county as it is surveyed, and who works there and how; writes nothing."""
    places = places_of(read_divisions(DIVISIONS.read_bytes()))
    county = counties.make(size=size, seed=seed, today=today, places=places)
    colleagues = staff_for(size, county.homes, places, counties.generator(seed, "staff"))
    return Cast(county, colleagues, temper.draw(colleagues, county.homes, counties.generator(seed, "temper")))


def invent_year(cast: Cast) -> Story:
    """What changes in the county's year, and who finds it out; writes nothing."""
    county = cast.county
    changes = unfold(county)
    lives = unfold_lives(county, changes)
    patches = share_out(cast.colleagues, county.homes, cast.tempers)
    seen = looks(county, patches, changes)
    diary = open_diary(county, [*changes, *seen], lives)
    return Story(changes, lives, introduce(county, lives), patches, seen, diary)


def refusal(home: Path) -> str:
    """Why this home cannot become a demo, and what to do."""
    if (home / "demo.json").exists():
        return f"{home} 里已经有一个演示区县；要重做，请先删除这个文件夹（用 PostgreSQL 的还要清空它的库）。"
    return f"{home} 里是真实数据，不能做成演示；请换一个 LIANXIN_HOME（或 DATABASE_URL）。"
