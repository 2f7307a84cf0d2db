"""What a complaint could leave behind where nobody looks for one: in exports, in what a tick answers, sends
and tells the ledger, in the lists of notices, on phones, in the files and pages of what else the home has."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, time
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any
from unittest import mock

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from lianxin import switches
from lianxin.areas.models import Area
from lianxin.exports import actions as exports
from lianxin.exports.visits import export_visits
from lianxin.exports.vocabulary import Form, Purpose
from lianxin.ledger.models import Event
from lianxin.notices.actions import add_channel, set_preference
from lianxin.notices.models import Delivery, Entry
from lianxin.notices.vocabulary import Vendor
from lianxin.operations.clock import tick
from lianxin.people.models import Staff
from lianxin.policies.calendars.in_force import calendar_in_force
from lianxin.problems.models import Problem
from lianxin.proofs.access.called import finding_of
from lianxin.proofs.access.excluding import exclusion
from lianxin.proofs.access.raised import evidence
from lianxin.proofs.cast import browser, enter
from lianxin.proofs.channels import CHANGING, MARK
from lianxin.proofs.crews import enrol, undone
from lianxin.proofs.phones import Phone, Unanswered, send_by
from lianxin.registry.models import Household
from lianxin.workdays import next_workday

HOOK = "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=proof"
ASKED, EXPLAIN = "line of whoever was asked to explain", "explanations"
LISTS = ("notices", "exclusions", "callbacks", "callback-calls", "callback-findings", "callback-questions")
THINGS = (
    "problem",
    "problem-evidence",
    "problem-evidence-thumbnail",
    "exclusion",
    "callback-round",
    "callback-call",
    "callback-finding",
)
"""Pages and files of a problem, an exclusion and a call-back of the same home."""


@dataclass
class Ground:
    """What else the home has; `colleague` is who works there."""

    area: Area
    household: Household
    colleague: Staff
    mark: str = "邻"


@dataclass
class Traces:
    """Everything that those who must not learn of a complaint get to see of one organisation.

    `asked`: whoever was asked to explain; a line about that is his, and nobody else's."""

    ground: Ground
    lookers: list[Staff]
    barred: set[Any]
    phones: list[Phone]
    eyes: list[Client] = field(default_factory=list)
    asked: Any = None

    def read(self) -> dict[str, str]:
        """By the name of each place, what stands there now; nothing that is done for it stays."""
        found = {}
        for at, (looker, client) in enumerate(zip(self.lookers, self.eyes, strict=True)):
            for way in (self._pages, self._searches, self._ledger):
                with undone():
                    found |= {f"{name} of {at}": said for name, said in way(client)}
            with undone():
                found |= {f"{name} of {at}": said for name, said in _exported(looker)}
        for at, phone in enumerate(self.phones):
            with undone():
                found[f"phone {at}"] = _pulled(phone)
        with undone():
            found |= self._ticked()
        return found

    def _pages(self, client: Client) -> Iterable[tuple[str, str]]:
        keys = {"exclusion": exclusion(self.ground).pk, "problem": exclusion(self.ground).problem_id}
        keys |= dict.fromkeys(THINGS[1:3], evidence(self.ground).pk)
        call = finding_of(self.ground).call
        keys |= {"callback-call": call.pk, "callback-round": call.round_id}
        keys["callback-finding"] = finding_of(self.ground).pk
        for name in LISTS:
            yield name, _said(client.get(reverse(f"desk:{name}")))
        for name in THINGS:
            yield name, _said(client.get(reverse(f"desk:{name}", args=[keys[name]])))

    def _searches(self, client: Client) -> Iterable[tuple[str, str]]:
        for text in (MARK, "投诉"):
            yield f"search {text}", _said(client.post(reverse("desk:searches"), {"text": text}, follow=True))

    def _ledger(self, client: Client) -> Iterable[tuple[str, str]]:
        yield "ledger export", _said(client.post(reverse("desk:ledger-exports"), {"purpose": "report"}))

    def _ticked(self) -> dict[str, str]:
        """What the next tick in working hours answers, tells the ledger, sends, and puts into their lists."""
        last = Event.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
        switched = mock.patch.object(switches, "is_on", _is_on)
        with switched:
            answer = tick(now=next_morning(timezone.now()))
        told = [
            (one.kind, str(one.area_id), {} if one.kind.startswith("complaints.") else one.after)
            for one in Event.objects.filter(pk__gt=last).order_by("pk")
        ]
        lines = Entry.objects.filter(person__in=self.barred).values_list("person", "kind", "count")
        his = lines.filter(person=self.asked, kind=EXPLAIN)
        others = lines.exclude(pk__in=his.values("pk"))
        return {
            ASKED: repr(list(his.values_list("count", flat=True))),
            "tick --json": json.dumps(answer, sort_keys=True),
            "ledger of the tick": CHANGING.sub("", json.dumps(told, sort_keys=True, default=str)),
            "messages": repr(sorted(Delivery.objects.values_list("text", flat=True))),
            "lists of notices": repr(sorted((str(who), kind, count) for who, kind, count in others)),
        }


def lay(made: Any, home: Household, lookers: list[Staff], barred: set[Any], chance: Random) -> Traces:
    """Give the home a problem with a photo, an exclusion, a call-back, everybody letters, each town a group,
    and phones to the first who looks and to somebody whose post lies where the home does."""
    now = timezone.now()
    ground = Ground(home.area, home, lookers[0])
    assert evidence(ground)
    assert exclusion(ground)
    assert finding_of(ground)
    for person in made.staff:
        set_preference(person=person, mail=f"{person.number}@example.cn", is_mailed=True, now=now)
    for area in made.areas:
        if area.level in ("district", "town"):
            group = {"vendor": Vendor.WECOM, "name": area.code, "area": area, "address": HOOK}
            add_channel(**group, actor=None, now=now)
    there = {person for person, _role, area in made.posts if area.pk == home.area_id}
    neighbour = next((one for one in made.staff if one.pk in there and one not in lookers), None)
    holders = [lookers[0], *([neighbour] if neighbour else [])]
    phones = [enrol(one, chance, send_by(browser())) for one in holders]
    traces = Traces(ground, lookers, barred, phones)
    for one in lookers:
        traces.eyes.append(browser())
        enter(traces.eyes[-1], one)
    return traces


def next_morning(now: datetime) -> datetime:
    """Nine o'clock of the next workday: everybody's list is brought up to date then."""
    day = next_workday(timezone.localdate(now), calendar_in_force()).on
    return datetime.combine(day, time(9), timezone.get_default_timezone())


def _exported(person: Staff) -> Iterable[tuple[str, str]]:
    """The cells of every list that he may take along."""
    now = timezone.now()
    with TemporaryDirectory() as folder:
        path = Path(folder) / "list.csv"
        chosen = {
            "households": exports.choose_households(
                list(Household.objects.values_list("pk", flat=True)), actor=person, now=now
            ),
            "problems": exports.choose_problems(
                list(Problem.objects.values_list("pk", flat=True)), actor=person, now=now
            ),
        }
        for name, export in chosen.items():
            export.form = Form.CSV.value
            exports.write_export(export, path, now=now)
            yield f"export of {name}", path.read_text("utf-8-sig")
        top = Area.objects.filter(pk=person.posts.order_by("pk").values("area")[:1]).first()
        export_visits(path, form=Form.CSV, purpose=Purpose.REPORT, area=top, actor=person, now=now)
        yield "export of visits", path.read_text("utf-8-sig")


def _pulled(phone: Phone) -> str:
    """Everything that a phone is given which has nothing yet."""
    phone.hashes.clear()
    try:
        answer = phone.pull()
    except Unanswered as refused:
        return CHANGING.sub("", str(refused))
    return json.dumps([answer["rows"], answer["gone"], answer["leave"]], sort_keys=True, ensure_ascii=False)


def _said(response: Any) -> str:
    """What was answered, files byte by byte; without what changes by itself."""
    body = response.getvalue() if response.streaming else response.content
    return f"{response.status_code} {CHANGING.sub('', body.decode(errors='replace'))}"


asked_before = switches.is_on


def _is_on(code: str) -> bool:
    return code == "notices_outside" or asked_before(code)
