"""Making the demo: an empty home becomes a synthetic district with a year behind it.

The work is done through the actions of the other rooms, each step at its own moment of the past year, so the
demo holds nothing that a real district could not: staff and posts, imports, facts, verdicts, a ledger.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from uuid import UUID

import numpy as np
from django.conf import settings
from django.core.management.base import CommandError
from django.utils import timezone

import lianxin.areas
from lianxin.areas.divisions import read_divisions
from lianxin.areas.models import Area
from lianxin.classification.actions import classify_register
from lianxin.demo import county as counties
from lianxin.demo import truth
from lianxin.demo.county import County
from lianxin.demo.drafts import drafts
from lianxin.demo.history import batch_of
from lianxin.demo.staff import Colleague, staff_for
from lianxin.demo.timeline import OPENED, Step, steps
from lianxin.demo.towns import places_of
from lianxin.demo.vocabulary import Size
from lianxin.demo.year import unfold
from lianxin.flow import carry_on, settle
from lianxin.intake.actions import import_drafts
from lianxin.operations.opening import FIRST_ADMIN, has_district, open_new_district
from lianxin.people.actions import add_staff, appoint, set_password
from lianxin.people.models import Staff
from lianxin.registry.actions import write_batch

DIVISIONS = Path(lianxin.areas.__file__).parent / "data" / "divisions-610902.csv"
PASSWORD = "only-for-the-demo"
Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Made:
    """What was made; `logins` are the colleagues a newcomer can sign in as, all with PASSWORD."""

    county: County
    staff: int
    changes: int
    logins: tuple[Colleague, ...]


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
    places = places_of(read_divisions(DIVISIONS.read_bytes()))
    say("生成户和人…")
    county = counties.make(size=size, seed=seed, today=timezone.localdate(now), places=places)
    truth.write(home / "demo-truth.csv", county.numbers, county.truth())
    began = _moment(county.today - timedelta(days=OPENED), now)
    open_new_district(DIVISIONS, now=began)
    colleagues = staff_for(size, county.homes, places, counties.generator(seed, "staff"))
    say(f"登记 {len(colleagues)} 名干部…")
    cadres = hire(colleagues, now=began)
    changes = unfold(county)
    for step in steps(county.today, changes):
        say(
            f"{step.on:%Y-%m-%d} "
            + ("导入名册…" if step.survey is not None else f"{len(step.changes)} 条变化…")
        )
        take(step, county, cadres, now=_moment(step.on, now))
    classify_register(now=now)
    settle(now=now)
    logins = tuple(colleague for colleague in colleagues if colleague.is_login)
    return Made(county, len(colleagues), len(changes), logins)


def refusal(home: Path) -> str:
    """Why this home cannot become a demo, and what to do."""
    if (home / "demo.json").exists():
        return f"{home} 里已经有一个演示区县；要重做，请先删除这个文件夹（用 PostgreSQL 的还要清空它的库）。"
    return f"{home} 里是真实数据，不能做成演示；请换一个 LIANXIN_HOME（或 DATABASE_URL）。"


def hire(colleagues: list[Colleague], *, now: datetime) -> dict[UUID, list[Staff]]:
    """Give everyone an account and a post; the logins get the password. Returns the cadres of each place."""
    areas = {area.code: area for area in Area.objects.all()}
    cadres: dict[UUID, list[Staff]] = {}
    for colleague in colleagues:
        area = areas[colleague.area_code]
        staff = _account(colleague, now)
        if colleague.number != FIRST_ADMIN.upper():
            appoint(staff=staff, role=colleague.role, area=area, title=colleague.title, actor=None, now=now)
        cadres.setdefault(area.pk, []).append(staff)
    return cadres


def take(step: Step, county: County, cadres: dict[UUID, list[Staff]], *, now: datetime) -> None:
    """Do one step of the year and let the corridor carry it to its end."""
    if step.survey is not None:
        chosen = np.flatnonzero(county.gaps.survey == step.survey)
        import_drafts(drafts(county, chosen), actor=None, now=now)
    else:
        batch, notes = batch_of(county, step.changes, cadres, now=now)
        write_batch(batch, notes, actor=None, now=now)
    carry_on(now=now)


def _account(colleague: Colleague, now: datetime) -> Staff:
    if colleague.number == FIRST_ADMIN.upper():
        staff = Staff.objects.get(number=colleague.number)
    else:
        staff = add_staff(number=colleague.number, name=colleague.name, actor=None, now=now)
    if colleague.is_login:
        set_password(staff=staff, password=PASSWORD, actor=staff, now=now)
    return staff


def _moment(on: date, now: datetime) -> datetime:
    """Half past nine on a day, never later than `now`."""
    return min(now, timezone.make_aware(datetime.combine(on, time(9, 30))))
