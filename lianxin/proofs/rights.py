"""Promise 10: a change of right works on the next request. Somebody works while his right is taken away.

With connections of their own, a thread asks page after page while the right ends; inside a transaction (the
tests) requests and changes take turns. Either way no request that began after the commit may succeed.
"""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any
from unittest import mock

from django.db import connection, connections, transaction
from django.test import Client
from django.utils import timezone

from lianxin.areas.models import Area
from lianxin.desk.exports import views as export_pages
from lianxin.exports import actions as exporting
from lianxin.field.actions import enrol_device, revoke_device
from lianxin.people import access, middleware
from lianxin.people.actions import appoint, disable_staff, end_post, set_password
from lianxin.people.models import Staff
from lianxin.people.vocabulary import Role
from lianxin.proofs.cast import TREE, browser, enter, make_worker, plant_areas
from lianxin.proofs.vocabulary import Control, Proof, Tally
from lianxin.registry.actions import add_household, move_household
from lianxin.registry.models import Household, Resident

MARK, PHONE = "严一鸣", "17900000010"
AFTER = 3  # requests that must be seen to fail after the commit
PATIENCE_S = 30.0


class Stage:
    """A household in the worker's village, and everything that can be done to his right to see it."""

    numbers = count(1)

    def __init__(self, chance: Random) -> None:
        self.chance = chance
        codes = {key: code for key, (code, *_) in TREE.items()}
        areas = {area.code: area for area in Area.objects.all()}
        self.areas = {key: areas[code] for key, code in codes.items()} if areas else plant_areas()
        number, head = f"HB6{Household.objects.count():05d}", {"name": MARK, "phone": PHONE}
        self.household = add_household(number=number, area=self.areas["V1"], head=head, **self.by())
        self.resident: Resident = self.household.residents.get()
        self.pages = {
            "a page": self.page,
            "a list": self.list,
            "a reveal": self.reveal,
            "a search": self.search,
            "the sync": self.sync,
            "an export": self.export,
        }
        self.changes = {
            "the post ended": self.end_post,
            "the account was disabled": self.disable,
            "the password was set anew": self.reset_password,
            "another village took the post's place": self.transfer,
            "the household moved away": self.move,
        }

    def by(self) -> dict[str, Any]:
        return {"actor": None, "now": timezone.now()}

    def hire(self) -> tuple[Staff, Client]:
        worker = make_worker(f"R-{time.time_ns()}-{next(self.numbers)}", Role.COLLECTOR, self.areas["V1"])
        client = browser()
        enter(client, worker)
        _device, token = enrol_device(staff=worker, name="phone", **self.by())
        client.phone_token, client.owner = token, worker  # type: ignore[attr-defined]
        return worker, client

    def page(self, client: Client) -> bool:
        return MARK in text(client.get(f"/households/{self.household.number}/"))

    def list(self, client: Client) -> bool:
        return self.household.number in text(client.get(f"/households/?area={self.areas['V1'].code}"))

    def reveal(self, client: Client) -> bool:
        wish = {"field": "phone", "purpose": "visit"}
        return PHONE in text(client.post(f"/residents/{self.resident.pk}/disclosures/", wish)).replace(
            " ", ""
        )

    def search(self, client: Client) -> bool:
        return f"/households/{self.household.number}/" in text(
            client.post("/searches/", {"text": MARK}, follow=True)
        )

    def sync(self, client: Client) -> bool:
        """A pull by the worker's phone, which carries no session: a password set anew does not end it, so
        then the phone itself is taken out of use."""
        headers = {"Authorization": f"Bearer {client.phone_token}"}  # type: ignore[attr-defined]
        answer = client.post("/field/sync/pull", "{}", content_type="application/json", headers=headers)
        return str(self.household.pk) in text(answer)

    def export(self, client: Client) -> bool:
        """A list that lies ready since before the change, fetched again."""
        if not hasattr(client, "list_taken"):
            client.list_taken = self._written(client.owner)  # type: ignore[attr-defined]
        answer = client.post("/households/exports/", {"step": "fetch", "key": client.list_taken})
        return answer.streaming and MARK in b"".join(answer.streaming_content).decode()  # type: ignore

    def _written(self, worker: Staff) -> Any:
        now = timezone.now()
        made = exporting.choose_households([self.household.pk], actor=worker, now=now)
        made.form = "csv"
        with TemporaryDirectory() as folder:
            exporting.write_export(made, Path(folder) / "list", now=now)
            exporting.keep_file(made, Path(folder) / "list")
        return made.pk

    def end_post(self, worker: Staff) -> None:
        end_post(post=worker.posts.get(), **self.by())

    def disable(self, worker: Staff) -> None:
        disable_staff(staff=worker, **self.by())

    def reset_password(self, worker: Staff) -> None:
        set_password(staff=worker, password=f"pear-{self.chance.randrange(10**9)}-tree", **self.by())
        for device in worker.devices.all():
            revoke_device(device, **self.by())

    def transfer(self, worker: Staff) -> None:
        with transaction.atomic():
            end_post(post=worker.posts.get(), **self.by())
            appoint(staff=worker, role=Role.COLLECTOR, area=self.areas["V4"], **self.by())

    def move(self, worker: Staff) -> None:
        move_household(self.household, area=self.areas["V4"], **self.by())

    def tidy(self) -> None:
        if self.household.area_id != self.areas["V1"].pk:
            move_household(self.household, area=self.areas["V1"], **self.by())


def text(response: Any) -> str:
    return response.content.decode() if response.status_code == 200 else ""


def prove(tally: Tally, runs: int, chance: Random) -> None:
    stage = Stage(chance)
    race = take_turns if connection.in_atomic_block else run_side_by_side
    pages, changes = list(stage.pages), list(stage.changes)
    for run in range(runs):
        page, change = pages[run % len(pages)], changes[run // len(pages) % len(changes)]
        race(tally, stage, page, change)
        stage.tidy()


def take_turns(tally: Tally, stage: Stage, page: str, change: str) -> None:
    worker, client = stage.hire()
    ask, take_away = stage.pages[page], stage.changes[change]
    was_open = ask(client)
    take_away(worker)
    tally.expect(was_open and not any(ask(client) for _ in range(AFTER)), f"{page} opened after {change}")


@dataclass
class Worker:
    """Asks for one page again and again; `answers` are (moment it began, whether it opened)."""

    client: Client
    ask: Callable[[Client], bool]
    answers: list[tuple[float, bool]] = field(default_factory=list)
    stop: threading.Event = field(default_factory=threading.Event)
    trouble: str = ""

    def work(self) -> None:
        try:
            while not self.stop.is_set():
                began = time.monotonic()
                self.answers.append((began, self.ask(self.client)))
        except Exception as trouble:
            self.trouble = type(trouble).__name__
        finally:
            connections.close_all()

    def wait_for(self, enough: Callable[[], bool]) -> None:
        until = time.monotonic() + PATIENCE_S
        while not enough() and not self.trouble and time.monotonic() < until:
            time.sleep(0.001)

    def began_after(self, moment: float) -> list[bool]:
        return [is_open for began, is_open in list(self.answers) if began > moment]


def run_side_by_side(tally: Tally, stage: Stage, page: str, change: str) -> None:
    staff, client = stage.hire()
    worker = Worker(client, stage.pages[page])
    thread = threading.Thread(target=worker.work, daemon=True)
    thread.start()
    worker.wait_for(lambda: bool(worker.answers))
    time.sleep(stage.chance.uniform(0, 0.03))
    stage.changes[change](staff)
    committed = time.monotonic()
    worker.wait_for(lambda: len(worker.began_after(committed)) >= AFTER)
    worker.stop.set()
    thread.join(PATIENCE_S)
    later = worker.began_after(committed)
    is_right = worker.answers[:1] and worker.answers[0][1] and len(later) >= AFTER and not any(later)
    tally.expect(bool(is_right), f"{page} opened after {change} {worker.trouble}".rstrip())


def remembered_rights() -> bool:
    """Whether the proof notices rights that are read once and then remembered."""
    real, known = access.held_today, dict[Any, Any]()

    def remember(person: Any) -> Any:
        return known.setdefault(person.pk, real(person))

    tally = Tally()
    with mock.patch.object(access, "held_today", remember):
        prove(tally, 8, Random(10))
    return bool(tally.faults)


def a_session_that_outlives_the_password() -> bool:
    tally, stage = Tally(), Stage(Random(10))
    race = take_turns if connection.in_atomic_block else run_side_by_side
    with (
        mock.patch.object(Staff, "get_session_auth_hash", lambda person: str(person.pk)),
        mock.patch.object(middleware, "open_step", return_value=None),
    ):
        race(tally, stage, "a page", "the password was set anew")
    return bool(tally.faults)


def a_list_that_stays_open() -> bool:
    tally, stage = Tally(), Stage(Random(10))
    race = take_turns if connection.in_atomic_block else run_side_by_side
    with mock.patch.object(export_pages, "is_open_to", return_value=True):
        race(tally, stage, "an export", "another village took the post's place")
    return bool(tally.faults)


PROOF = Proof(
    promise=10,
    name="rights",
    says="a change of right works on the next request",
    runs=500,
    prove=prove,
    controls=(
        Control("rights that are read once and remembered", remembered_rights),
        Control("a session that outlives the password", a_session_that_outlives_the_password),
        Control("a list that may be fetched once it is written", a_list_that_stays_open),
    ),
)
