"""Walking every address as every person to every place, and saying what is wrong."""

import json
from collections.abc import Iterator, Sequence
from typing import Any

from django.db import transaction
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from lianxin.proofs.access.rows import Row
from lianxin.proofs.access.world import Person, Place, World
from lianxin.proofs.vocabulary import Tally

METHODS = ("get", "post")
REFUSED = (401, 403, 404)


def addresses(urlconf: str | None = None) -> list[str]:
    """The names of all addresses of the URLconf; one without a name is listed by its pattern in <…>."""
    return sorted(_names(get_resolver(urlconf).url_patterns, ""))


def _names(patterns: list[Any], space: str) -> Iterator[str]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{space}{pattern.namespace}:" if pattern.namespace else space
            yield from _names(pattern.url_patterns, inner)
        elif isinstance(pattern, URLPattern):
            yield f"{space}{pattern.name}" if pattern.name else f"<{pattern.pattern}>"


def walk(
    world: World, name: str, row: Row, *, people: Sequence[Person] | None = None, everywhere: bool = False
) -> Tally:
    """Open one address as everybody, or as these people, for every method, near everyone's post or
    everywhere."""
    tally = Tally()
    for person in world.people if people is None else people:
        known = world.places if everywhere else world.near(person)
        places = known if row.at or row.brings else world.places[:1]
        for place in places:
            for method in row.methods:
                _visit(world, tally, name, row, person, place, method)
        for place in known if row.query else ():
            _filter(world, tally, name, row, person, place)
        speaks = everywhere or person in world.one_of_each_role
        for method in METHODS if speaks else ():
            if method not in row.methods and row.kind != "open":
                _visit(world, tally, name, row, person, places[0], method)
    return tally


def walk_as_stranger(world: World, name: str, row: Row) -> Tally:
    """Open one address without having signed in: the sign-in page, unless the row says open."""
    tally = Tally()
    for method in row.methods:
        place = world.places[-1]
        response = _ask(world.stranger, method, _address(name, row, place), row, place)
        sent_away = response.status_code == 302 and _goes_to_sign_in(response)
        if row.kind in ("phone", "door"):
            sent_away = response.status_code == 401
        is_open = response.status_code < 400 or response.status_code == 422  # the form once more
        is_right = sent_away if row.kind != "open" else is_open
        tally.expect(is_right, f"a stranger: {method} {name} answered {response.status_code}")
    return tally


def _visit(
    world: World, tally: Tally, name: str, row: Row, person: Person, place: Place, method: str
) -> None:
    client = person.phone if row.kind == "phone" else person.client
    response = _ask(client, method, _address(name, row, place), row, place)
    status = response.status_code
    words = f"{person.name}: {method} {name} at {place.area.name} answered {status}"
    if not _may_open(row, person, place, method):
        is_right = status in REFUSED or (status == 405 and method not in row.methods)
        tally.expect(is_right, f"{words} instead of a refusal")
    elif method not in row.methods:
        tally.expect(status == 405, f"{words} instead of 405")
    elif row.kind == "door":
        tally.expect(status == 401, f"{words} instead of 401")
    else:
        is_sent_away = row.kind != "open" and _goes_to_sign_in(response)
        is_right = status < 500 and status not in (*REFUSED, 405) and not is_sent_away
        tally.expect(is_right, f"{words}, but should open")
        if row.shows and method == "get":
            places = [place] if row.at else world.places
            missing = [one.area.name for one in places if person.sees(one) and one.mark not in page(response)]
            tally.expect(not missing, f"{words}, but lacks the household of {'、'.join(missing)}")
    _expect_no_stranger(world, tally, person, response, words)


def _filter(world: World, tally: Tally, name: str, row: Row, person: Person, place: Place) -> None:
    """A list filtered by a place: it may refuse a place out of sight, or show nothing of it."""
    assert row.query is not None
    response = person.client.get(_address(name, row, place), row.query(place))
    words = f"{person.name}: {name} filtered by {place.area.name} answered {response.status_code}"
    is_refused = response.status_code in REFUSED
    tally.expect(response.status_code < 500 and (is_refused or person.may(row.verb or "")), words)
    _expect_no_stranger(world, tally, person, response, words)


def _expect_no_stranger(world: World, tally: Tally, person: Person, response: Any, words: str) -> None:
    hidden = [place for place in world.places if not person.sees(place)]
    shown = [place.area.name for place in hidden if place.mark in page(response)]
    tally.expect(not shown, f"{words} and showed the household of {'、'.join(shown)}")


def _may_open(row: Row, person: Person, place: Place, method: str) -> bool:
    if row.kind == "sealed":
        return False
    verb = row.post_verb if method == "post" and row.post_verb else row.verb
    return verb is None or person.may(verb, place if row.kind == "thing" else None, by_care=row.by_care)


def _address(name: str, row: Row, place: Place) -> str:
    return reverse(name, kwargs=dict(row.at(place)) if row.at else None)


def _ask(client: Any, method: str, address: str, row: Row, place: Place | None = None) -> Any:
    """One request whose changes are undone, so that the next finds the world as it was."""
    data: Any = row.data if method == "post" else {}
    kind = {}
    if row.brings and method == "post" and place:
        data, kind = json.dumps(row.brings(place)), {"content_type": "application/json"}
    cookies = client.cookies.copy()
    with transaction.atomic():
        response = getattr(client, method)(address, data, **kind)
        transaction.set_rollback(True)
    client.cookies = cookies
    return response


def page(response: Any) -> str:
    """What a response holds, as text; a workbook gives what can be read of it."""
    return b"".join(response).decode(errors="replace")


def _goes_to_sign_in(response: Any) -> bool:
    return response.headers.get("Location", "").startswith("/sign-in/")
