"""What every page must carry, and must not: its headers, its cookies, and scripts written into the page."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any
from unittest import mock

from django.test import Client
from django.urls import reverse

from lianxin.proofs.access.matrix import world
from lianxin.proofs.access.rows import ROWS
from lianxin.proofs.access.world import World
from lianxin.proofs.cast import browser
from lianxin.proofs.vocabulary import Tally

PLACE = "V1"
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cache-Control": "no-store",
}
STRICTER = {"Referrer-Policy": "no-referrer"}  # where an address itself is the secret
NONE_OR_SELF = {"default-src": "'self'", "form-action": "'self'"} | dict.fromkeys(
    ("object-src", "base-uri", "frame-ancestors"), "'none'"
)
ELSEWHERE = re.compile(r"\s*(https?:|//|javascript:|data:text)", re.I)


def walk_pages(tally: Tally) -> None:
    """Every address as four kinds of people and as a stranger, and the pages of things that went wrong."""
    with world() as here:
        _look_at(tally, _pages(here))
        _look_at(tally, _mishaps(here))


def walk_mishaps(tally: Tally) -> None:
    """The pages of things that went wrong alone."""
    with world() as here:
        _look_at(tally, _mishaps(here))


def _look_at(tally: Tally, answers: Iterator[tuple[str, Any]]) -> None:
    for words, response in answers:
        faults = [*header_faults(response), *cookie_faults(response), *markup_faults(response)]
        tally.expect(not faults, f"{words} ({response.status_code}): {'; '.join(faults)}")


def _pages(here: World) -> Iterator[tuple[str, Any]]:
    seen = {person.role: person.client for person in here.people if person.area.level == "district"}
    clients: dict[str | None, Client] = seen | {"stranger": here.stranger}
    place = here.at[PLACE]
    for name, row in ROWS.items():
        address = reverse(name, kwargs=dict(row.at(place)) if row.at else None)
        for role, client in clients.items():
            yield f"{name} as {role}", client.get(address, secure=True)
    address = reverse("people:language")
    for role in seen:
        yield f"language as {role}", seen[role].post(address, {"language": "en"}, secure=True)


def _mishaps(here: World) -> Iterator[tuple[str, Any]]:
    """Not found, forbidden, no form token, too many tries, a crash, and signing in with all its cookies."""
    stranger, desk = browser(), here.people[0].client
    yield "a page that is not there", desk.get("/no-such-page/", secure=True)
    yield "a page of nobody's", stranger.get("/households/NO-SUCH/", secure=True)
    careful = Client(enforce_csrf_checks=True, SERVER_NAME="localhost")
    yield "a form without its token", careful.post("/sign-in/", {}, secure=True)
    wrong = {"number": "NOBODY-1", "password": "not this one"}
    for _ in range(6):
        answer = stranger.post("/sign-in/", wrong, secure=True)
    yield "the sixth wrong password", answer
    with mock.patch("lianxin.people.views.render", side_effect=RuntimeError("a crash")):
        yield "a page that crashed", browser().get("/sign-in/", secure=True)
    staff = here.people[0].staff
    staff.set_password("pear-tree-by-the-well")
    staff.save()
    typed = {"number": staff.number, "password": "pear-tree-by-the-well"}
    yield "signing in", browser().post("/sign-in/", typed, secure=True)
    yield "another language", browser().get("/sign-in/?lang=en", secure=True)
    yield "a dark screen", desk.post("/look/", {"look": "dark"}, secure=True)


def header_faults(response: Any) -> Iterator[str]:
    for name, value in HEADERS.items():
        if response.headers.get(name) not in (value, STRICTER.get(name)):
            yield f"{name} is {response.headers.get(name)!r}"
    if not re.match(r"max-age=\d{8}", response.headers.get("Strict-Transport-Security", "")):
        yield "no Strict-Transport-Security"
    policy = policy_of(response)
    for directive, source in NONE_OR_SELF.items():
        if policy.get(directive) != [source]:
            yield f"CSP: {directive} is {policy.get(directive)}"
    for directive, sources in policy.items():
        allowed = r"'self'|'none'|'nonce-[\w+/=-]{16,}'" + ("|data:" if directive == "img-src" else "")
        if wild := [source for source in sources if not re.fullmatch(allowed, source)]:
            yield f"CSP: {directive} allows {' '.join(wild)}"


def policy_of(response: Any) -> dict[str, list[str]]:
    parts = [part.split() for part in response.headers.get("Content-Security-Policy", "").split(";")]
    return {name: sources for name, *sources in filter(None, parts)}


def cookie_faults(response: Any) -> Iterator[str]:
    for name, cookie in response.cookies.items():
        is_gone = cookie["max-age"] == 0
        if not is_gone and not (cookie["secure"] and cookie["httponly"] and cookie["samesite"]):
            yield f"cookie {name} is not secure, httponly and samesite"


def markup_faults(response: Any) -> list[str]:
    if response.streaming or not response.headers.get("Content-Type", "").startswith("text/html"):
        return []
    reader = _Markup({source[7:-1] for sources in policy_of(response).values() for source in sources})
    reader.feed(response.content.decode())
    return reader.faults


class _Markup(HTMLParser):
    """Finds what a strict CSP would block or let through by mistake."""

    def __init__(self, nonces: set[str]) -> None:
        super().__init__()
        self.nonces, self.faults = nonces, list[str]()

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        given = dict(attributes)
        if tag in ("script", "style") and "src" not in given and given.get("nonce") not in self.nonces:
            is_data = tag == "script" and given.get("type") in ("application/json", "speculationrules")
            if not is_data:
                self.faults.append(f"<{tag}> written into the page")
        for name, value in attributes:
            if name.startswith("on") or name == "style":
                self.faults.append(f"{name}= on <{tag}>")
            if name in ("src", "href", "action", "srcset") and ELSEWHERE.match(value or ""):
                self.faults.append(f"<{tag}> points to {value}")
