"""Promise 11: bad input gets a clear error, never a 5xx."""

from collections import defaultdict
from collections.abc import Sequence
from contextlib import suppress
from functools import partial
from pathlib import PurePath
from random import Random
from typing import Any
from urllib.parse import quote

from django.core.handlers.wsgi import WSGIHandler
from django.db import transaction
from django.test import Client, override_settings
from django.urls import Resolver404, resolve, reverse

from lianxin.proofs import field_input
from lianxin.proofs.access.matrix import world
from lianxin.proofs.access.rows import ROWS
from lianxin.proofs.access.walk import addresses
from lianxin.proofs.access.world import Place, World
from lianxin.proofs.awkward import METHODS, Awkward
from lianxin.proofs.cast import browser
from lianxin.proofs.entry import Door
from lianxin.proofs.fragile_urls import PAGES
from lianxin.proofs.page_forms import Fields, read_forms
from lianxin.proofs.vocabulary import Control, Proof, Tally

FRAGILE = "lianxin.proofs.fragile_urls"
EVERYWHERE = {
    "next": ["/", "//example.org/"],
    "lang": ["en", "zh"],
    "after": ["1"],
    "before": [],
    "page": ["2"],
}
HOMES = ("V1", "V4", "D")
READERS = ("district_desk", "system_admin")


class Aim:
    """One group of addresses (a room's), everybody who may send something, and what is known of the forms."""

    def __init__(self, here: World, names: Sequence[str]) -> None:
        self.names = names
        chosen = [one for one in here.people if one.area.level in ("district", "village")]
        self.clients: list[Client] = [one.client for one in chosen] + [browser()]
        self.enter_by(Door())
        self.right = {name: [_address(name, here.at[key]) for key in HOMES] for name in names}
        self.known: dict[str, Fields] = defaultdict(lambda: dict(EVERYWHERE))
        self._learn([one.client for one in chosen if one.role in READERS])

    def enter_by(self, door: Door) -> None:
        for client in self.clients:
            client.handler = door

    def _learn(self, readers: Sequence[Client]) -> None:
        """Read every page once as each reader; what a form sends belongs to the address it goes to."""
        pages = {}
        for address in {ways[0] for ways in self.right.values()}:
            for reader in readers:
                response = reader.get(address)
                if response.status_code == 200 and response["Content-Type"].startswith("text/html"):
                    pages[address] = pages.get(address, "") + response.content.decode()
        for path, fields in read_forms(pages).items():
            with suppress(Resolver404):
                self.known[resolve(path).view_name] |= fields


def _address(name: str, place: Place) -> str:
    """An address that leads somewhere; one without a row has no arguments."""
    row = ROWS.get(name)
    return reverse(name, kwargs=dict(row.at(place)) if row and row.at else None)


def prove(tally: Tally, runs: int, chance: Random) -> None:
    """`runs` requests to each room's addresses, 0 answered with 500 or more."""
    groups: dict[str, list[str]] = defaultdict(list)
    for name in addresses():
        groups[name.partition(":")[0]].append(name)
    with world() as here:
        for names in groups.values():
            shoot(tally, Aim(here, names), runs, chance)
    field_input.shoot(tally, runs, chance)


def shoot(tally: Tally, aim: Aim, runs: int, chance: Random) -> None:
    """Send so many requests to the addresses of a group; whatever they change is undone."""
    awkward = Awkward(chance)
    for _ in range(runs):
        name = chance.choice(aim.names)
        address = chance.choice(aim.right[name])
        path = misspelt(address, awkward) if chance.random() < 0.25 else address
        method, known = chance.choice(METHODS), aim.known[name]
        if chance.random() < 0.4 or method == "GET":
            path += "?" + awkward.fields(known)
        body, kind = awkward.body(known) if method != "GET" else (b"", "")
        client = chance.choice(aim.clients)
        status, trouble = send(client, method, path, body, kind, awkward.headers())
        tally.expect(status < 500, f"{method} {name} answered {status}: {trouble}")


def misspelt(address: str, awkward: Awkward) -> str:
    """The address with one of its parts replaced, doubled or cut."""
    parts = address.split("/")
    at = awkward.chance.randrange(len(parts))
    parts[at] = awkward.chance.choice((awkward.quoted()[:3000], parts[at] * 2, parts[at][:-1], quote("~/")))
    return "/" + "/".join(parts).lstrip("/")


def send(
    client: Client, method: str, path: str, body: bytes, kind: str, headers: dict[str, str]
) -> tuple[int, str]:
    """(status, what crashed and where). A crash outside Django's own handling counts as 599."""
    cookies = client.cookies.copy()
    try:
        with transaction.atomic():
            response = client.generic(method, path, body, kind, **headers)
            transaction.set_rollback(True)
    except Exception as trouble:
        return 599, where(trouble)
    finally:
        client.cookies = cookies
    return response.status_code, where(getattr(response, "exc_info", None) or response.reason_phrase)


def where(trouble: Any) -> str:
    """The kind of a crash and its last line in our own code; never what it says, which holds the input."""
    if isinstance(trouble, tuple):
        trouble = trouble[1]
    if not isinstance(trouble, BaseException):
        return str(trouble)
    at, place = trouble.__traceback__, ""
    while at:
        code = at.tb_frame.f_code
        if "lianxin" in PurePath(code.co_filename).parts and "proofs" not in code.co_filename:
            place = f"{PurePath(code.co_filename).name}:{at.tb_lineno}"
        at = at.tb_next
    return f"{type(trouble).__name__} at {place}"


def breaks(name: str) -> bool:
    """Whether a few hundred requests find a page that is known to be fragile."""
    tally, chance = Tally(), Random(11)
    with world() as here, override_settings(ROOT_URLCONF=FRAGILE):
        aim = Aim(here, [name])
        while not tally.faults and tally.runs < 400:
            shoot(tally, aim, 20, chance)
    return bool(tally.faults)


def is_stopped_at_djangos_door() -> bool:
    """Whether a few hundred requests find a head that Django alone, without our entry, stumbles over."""
    tally, chance = Tally(), Random(11)
    with world() as here:
        aim = Aim(here, ["health"])
        aim.enter_by(Door(WSGIHandler))
        while not tally.faults and tally.runs < 1_000:
            shoot(tally, aim, 20, chance)
    return bool(tally.faults)


PROOF = Proof(
    promise=11,
    name="input",
    says="bad input gets a clear error, never a 5xx",
    runs=10_000,
    prove=prove,
    controls=(
        *(Control(f"a page that {name}", partial(breaks, name)) for name in PAGES),
        Control("a server without our entry", is_stopped_at_djangos_door),
    ),
)
