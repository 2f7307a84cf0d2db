"""Making the demo: an empty home becomes a synthetic district with a year behind it.

The work is done through the actions of the other rooms, each step at its own moment of the past year, so the
demo holds nothing that a real district could not: staff and posts, imports, facts, verdicts, a ledger.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path

import numpy as np
from django.conf import settings
from django.core.management.base import CommandError
from django.utils import timezone

import lianxin.areas
from lianxin.areas.divisions import read_divisions
from lianxin.classification.actions import classify_new, classify_register
from lianxin.databases.haste import collecting_seldom, indexing_last, writing_in_haste
from lianxin.demo import county as counties
from lianxin.demo import temper, truth
from lianxin.demo.actions.deciding import answer_objections, contest, decide_exits
from lianxin.demo.actions.hiring import Team, hire
from lianxin.demo.actions.pairing_up import pair, plan
from lianxin.demo.county import County
from lianxin.demo.drafts import drafts
from lianxin.demo.history import batch_of
from lianxin.demo.lives import Birth, Life, Wedding, unfold_lives
from lianxin.demo.newcomers import Newcomer, introduce
from lianxin.demo.registering import losses_of, newcomers_of
from lianxin.demo.staff import Colleague, staff_for
from lianxin.demo.timeline import OPENED, Step, steps
from lianxin.demo.towns import places_of
from lianxin.demo.vocabulary import Size
from lianxin.demo.year import unfold
from lianxin.flow import carry_on, settle
from lianxin.intake.actions import import_drafts
from lianxin.operations.opening import has_district, open_new_district
from lianxin.planning.actions import Planned
from lianxin.registry.actions import record_losses, write_batch

DIVISIONS = Path(lianxin.areas.__file__).parent / "data" / "divisions-610902.csv"
# Indexes by which people search, and the making of the demo does not.
SEARCHED = ("resident_name", "resident_pinyin", "resident_initials", "resident_phone")
SEARCHED += ("tail_name", "tail_pinyin", "tail_initials")
PAIRED, CONTESTED = 28, 9  # days before today
Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Made:
    """What was made; `logins` are the colleagues a newcomer can sign in as, all with the demo's password."""

    county: County
    staff: int
    changes: int
    lives: int
    logins: tuple[Colleague, ...]
    planned: Planned


@dataclass(frozen=True, slots=True)
class Scene:
    """What the year is played with: the county, who joins its households, who works there, whom to tell."""

    county: County
    newcomers: Mapping[Birth | Wedding, Newcomer]
    team: Team
    say: Say


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
    with writing_in_haste(), collecting_seldom():
        return _make(home, size, seed, now, say)


def _make(home: Path, size: Size, seed: int, now: datetime, say: Say) -> Made:
    places = places_of(read_divisions(DIVISIONS.read_bytes()))
    say("生成户和人…")
    county = counties.make(size=size, seed=seed, today=timezone.localdate(now), places=places)
    truth.write(home / "demo-truth.csv", county.numbers, county.truth())
    began = _moment(county.today - timedelta(days=OPENED), now)
    open_new_district(DIVISIONS, now=began)
    colleagues = staff_for(size, county.homes, places, counties.generator(seed, "staff"))
    tempers = temper.draw(colleagues, county.homes, counties.generator(seed, "temper"))
    temper.write(home / "demo-truth-staff.csv", tempers)
    say(f"登记 {len(colleagues)} 名干部…")
    team = hire(colleagues, temper.neighbours(tempers, colleagues), now=began)
    changes = unfold(county)
    lives = unfold_lives(county, changes)
    scene = Scene(county, introduce(county, lives), team, say)
    with indexing_last(*SEARCHED):
        live_through(scene, list(steps(county.today, changes, lives)), now=now)
    say("按今天的情况把每一户再分一次类…")
    classify_register(now=now)
    settle(now=now)
    say("排走访…")
    planned = plan(team, now=now)
    say("给台账加封…")
    settle(now=now)
    logins = tuple(colleague for colleague in colleagues if colleague.is_login)
    return Made(county, len(colleagues), len(changes), len(lives), logins, planned)


def refusal(home: Path) -> str:
    """Why this home cannot become a demo, and what to do."""
    if (home / "demo.json").exists():
        return f"{home} 里已经有一个演示区县；要重做，请先删除这个文件夹（用 PostgreSQL 的还要清空它的库）。"
    return f"{home} 里是真实数据，不能做成演示；请换一个 LIANXIN_HOME（或 DATABASE_URL）。"


def live_through(scene: Scene, story: Sequence[Step], *, now: datetime) -> None:
    """Write the year in order of time: lists, changes, decisions; near its end pairing and objections."""
    paired_on, contested_on = (scene.county.today - timedelta(days=days) for days in (PAIRED, CONTESTED))
    for first, last in ((date.min, paired_on), (paired_on, contested_on), (contested_on, date.max)):
        if first == paired_on:
            scene.say(f"{paired_on:%Y-%m-%d} 结对…")
            pair(scene.team, now=_moment(paired_on, now))
            carry_on(now=_moment(paired_on, now))
        if first == contested_on:
            contest(scene.team, now=_moment(contested_on, now))
        for step in story:
            if first < step.on <= last:
                take(scene, step, now=_moment(step.on, now))
    answer_objections(scene.team, now=now)


def take(scene: Scene, step: Step, *, now: datetime) -> None:
    """Do one step of the year and let the corridor carry it to its end."""
    if step.survey is not None:
        bring_in(scene, step.survey, now=now)
    else:
        told = f"记下 {len(step.changes):,} 条变化，{len(step.lives):,} 户添丁、婚嫁、去世或迁出"
        scene.say(f"{step.on:%Y-%m-%d} {told}…")
        batch, notes = batch_of(scene.county, step.changes, scene.team.cadres, now=now)
        write_batch(batch, notes, actor=None, now=now)
        register_lives(scene, step.lives, now=now)
    carry_on(now=now)
    classify_new(now=now)
    decide_exits(scene.team, now=now)


def bring_in(scene: Scene, survey: int, *, now: datetime) -> None:
    """Import the list of a survey as the district desk does. None of it may be refused (RuntimeError)."""
    county = scene.county
    surveyed = np.flatnonzero(county.gaps.survey == survey)
    if not len(surveyed):
        return
    on = timezone.localdate(now)
    scene.say(f"{on:%Y-%m-%d} 导入 {len(surveyed):,} 户…")
    name = f"{on:%Y年%m月}入户调查"
    result = import_drafts(drafts(county, surveyed), actor=scene.team.desk, now=now, name=name)
    if result.refused:
        raise RuntimeError(f"the demo's own list was refused: {result.refused[0].code}")


def register_lives(scene: Scene, lives: Sequence[Life], *, now: datetime) -> None:
    """Take the household registration's list of births, weddings, deaths and departures, as the desk does."""
    batch, notes = newcomers_of(scene.county, lives, scene.newcomers, scene.team.cadres, now=now)
    write_batch(batch, notes, actor=scene.team.desk, now=now)
    record_losses(losses_of(scene.county, lives), actor=scene.team.desk, now=now)


def _moment(on: date, now: datetime) -> datetime:
    """Half past nine on a day, never later than `now`."""
    return min(now, timezone.make_aware(datetime.combine(on, time(9, 30))))
