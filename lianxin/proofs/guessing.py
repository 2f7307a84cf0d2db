"""Promise 15: guessing fails, crowds pass. Strangers try on cards, and a crowd at one address opens them.

A run is one household. Of every third a stranger tries wrong codes from one address, with forged proxy
headers: he has to wait even with the right one, and the household does not. Of every third he tries them from
ever new addresses: then all wait, and a year of patience is worth fifteen tries more. The household opens its
page from the address that all share, by picture and by code. Then the open page is flooded from that
address, and strangers try on receipts (`flooding`).
"""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import datetime, timedelta
from random import Random
from typing import Any
from unittest import mock

from django.db import transaction
from django.test import Client, override_settings
from django.utils import timezone

from lianxin.areas.models import Area
from lianxin.ledger.keys import new_key
from lianxin.problems.complaints import receipts
from lianxin.proofs.cast import browser, plant_areas
from lianxin.proofs.flooding import follow_and_flood
from lianxin.proofs.vocabulary import Control, Proof, Tally
from lianxin.registry.models import Household
from lianxin.voice import rules
from lianxin.voice.actions import CodeWait, asking, cards, printing
from lianxin.voice.models import Batch
from lianxin.voice.vocabulary import Secret

SHARED = "10.7.7.7"
"""The address behind which a village sits."""

YEAR, MANY = timedelta(days=365), 20


def prove(tally: Tally, runs: int, chance: Random) -> None:
    """`runs` households; two of three are attacked, and all of them come in from one address."""
    with transaction.atomic():
        homes = _homes(runs)
        batch = Batch.objects.create(
            area=Area.objects.get(parent=None), site="https://example.org", asked_at=timezone.now()
        )
        made = list(printing.new_cards([home.pk for home in homes], batch))
        printing.issue_cards(batch, [card for card, _secret in made], now=timezone.now())
        secrets = [secret for _card, secret in made]
        for at, secret in enumerate(secrets):
            if at % 3 == 1:
                _guess_here(tally, secret, SHARED if at == 1 else _somewhere(chance), chance)
            elif at % 3 == 2:
                _guess_everywhere(tally, secret, chance)
        for at, (home, secret) in enumerate(zip(homes, secrets, strict=True)):
            _come_home(tally, home, secret, code_waits=at == 1 or at % 3 == 2)
        for secret in secrets[2::3]:
            _be_patient(tally, secret, chance)
        follow_and_flood(tally, homes[0].area, secrets[0].token, runs, chance)
        transaction.set_rollback(True)


def _guess_here(tally: Tally, secret: Secret, here: str, chance: Random) -> None:
    """Five wrong codes on one card from one address; then the right one opens nothing there."""
    for _number in range(rules.TRIES):
        response = _at(here).post("/r/", {"code": _wrong(secret.code, chance)})
        tally.expect(response.status_code == 422, f"a wrong code was answered {response.status_code}")
    right = _at(here).post("/r/", {"code": secret.code})
    tally.expect(right.status_code == 422, "a guesser may try on after five wrong codes")


def _guess_everywhere(tally: Tally, secret: Secret, chance: Random) -> None:
    """Wrong codes, each from a new address; then the right one opens nothing anywhere."""
    for _number in range(rules.TRIES_OF_ALL):
        _at(_somewhere(chance)).post("/r/", {"code": _wrong(secret.code, chance)})
    right = _at(_somewhere(chance)).post("/r/", {"code": secret.code})
    tally.expect(right.status_code == 422, "a guesser may try on from ever new addresses")


def _be_patient(tally: Tally, secret: Secret, chance: Random) -> None:
    """As many further wrong codes as are taken within a year, each from a new address: few."""
    begin, number = timezone.now(), 0
    now = begin
    while now < begin + YEAR and number < MANY:
        try:
            cards.open_by_code(_wrong(secret.code, chance), source=f"{number} {chance.random()}", now=now)
            number += 1
        except CodeWait as wait:
            now = wait.until
    tally.expect(number < MANY, f"{number} codes of one card were tried within a year")


def _come_home(tally: Tally, home: Household, secret: Secret, *, code_waits: bool) -> None:
    """From the address that all share: the picture always opens, the code unless all have to wait for it."""
    response = _at(SHARED).get(f"/r/{secret.token}")
    tally.expect(response["Location"] == "/r/page/", "a household of the crowd was locked out: picture")
    if not code_waits:
        client = _at(SHARED)
        response = client.post("/r/", {"code": rules.in_groups(secret.code)})
        is_in = response.status_code == 302 and home.number in client.get("/r/page/").content.decode()
        tally.expect(is_in, "a household of the crowd was locked out: code")


def _at(address: str) -> Client:
    """A browser at an address that claims, by a proxy's header, to be at another one each time."""
    client = browser()
    client.defaults |= {"REMOTE_ADDR": address, "HTTP_X_FORWARDED_FOR": f"192.0.2.{hash(address) % 256}"}
    return client


def _somewhere(chance: Random) -> str:
    return f"10.{chance.randrange(8, 256)}.{chance.randrange(256)}.{chance.randrange(256)}"


def _wrong(code: str, chance: Random) -> str:
    """A code without a slip for the same card, which is not its code."""
    while True:
        tail = "".join(chance.choice(rules.ALPHABET) for _ in range(rules.SECRET_LENGTH))
        body = code[: rules.NAME_LENGTH] + tail
        if body != code[:-1]:
            return body + rules.check_character(body)


def _homes(count: int) -> list[Household]:
    areas = {area.code: area for area in Area.objects.all()} or {
        one.code: one for one in plant_areas().values()
    }
    village = next(area for area in areas.values() if area.level == "village")
    now, begin = timezone.now(), Household.objects.count()
    homes = [
        Household(id=new_key(), number=f"HB7{begin + at:06d}", area=village, created_at=now)
        for at in range(count)
    ]
    Household.objects.bulk_create(homes)
    return homes


def _is_caught(broken: AbstractContextManager[Any], homes: int = 6) -> bool:
    tally = Tally()
    with broken:
        prove(tally, homes, Random(15))
    return bool(tally.faults)


def codes_that_never_wait() -> bool:
    return _is_caught(mock.patch.object(cards, "code_wait", return_value=None))


def waits_that_do_not_grow() -> bool:
    """A quarter of an hour after each wrong code: some 35,000 tries in a year."""

    def flat(wrong: int, last_at: datetime | None, free: int) -> datetime | None:
        return last_at + rules.FIRST_WAIT if last_at and wrong >= free else None

    return _is_caught(mock.patch.object(cards, "code_wait", flat))


def a_stranger_who_shuts_a_code_for_its_home() -> bool:
    """Five wrong codes on a card count for everybody, as they did when they burnt it."""
    return _is_caught(mock.patch.object(cards, "TRIES_OF_ALL", rules.TRIES))


def tries_that_shut_everybodys_code() -> bool:
    """Wrong codes counted for the address alone: whoever shares it is locked out."""
    real = cards.tries_from

    def by_address(code: str, source: str, now: datetime) -> Any:
        return real("", source, now)

    return _is_caught(mock.patch.object(cards, "tries_from", by_address))


def tries_counted_by_what_a_header_claims() -> bool:
    """Whoever forges headers begins anew with each try."""
    claimed = mock.Mock(side_effect=range(10**6))
    return _is_caught(mock.patch("lianxin.public.views.entering.address_of", claimed))


def receipts_read_by_their_beginning() -> bool:
    """Whoever saw the first letters of a receipt over somebody's shoulder finds the rest by trying."""

    def short(code: str) -> bytes:
        return receipts.code_index(code[:-1])

    with mock.patch("lianxin.voice.actions.asking.code_index", short):
        return _is_caught(mock.patch("lianxin.public.receipts.code_index", short))


def floods_that_are_opened() -> bool:
    return _is_caught(mock.patch("lianxin.voice.actions.asking._too_much", return_value=False))


def floods_counted_by_what_a_header_claims() -> bool:
    def claimed(request: Any) -> str:
        return str(request.META["HTTP_X_FORWARDED_FOR"])

    return _is_caught(mock.patch("lianxin.public.views.raising.address_of", claimed))


def floods_that_hold_up_cards() -> bool:
    """Whoever has a card is counted like a stranger at his address."""
    real: Callable[..., Any] = asking.take_in

    def cardless(told: Any, *, code: str, now: datetime) -> Any:
        return real(replace(told, card=None), code=code, now=now)

    return _is_caught(mock.patch("lianxin.public.views.raising.take_in", cardless))


PROOF = Proof(
    promise=15,
    name="guessing",
    says="guessing fails, crowds pass",
    runs=500,
    prove=override_settings(LIANXIN_BEHIND_PROXY=False)(prove),
    controls=(
        Control("codes that never wait", codes_that_never_wait),
        Control("waits that do not grow", waits_that_do_not_grow),
        Control("a stranger who shuts a code for its home", a_stranger_who_shuts_a_code_for_its_home),
        Control("tries counted for the address alone", tries_that_shut_everybodys_code),
        Control("tries counted by what a header claims", tries_counted_by_what_a_header_claims),
        Control("receipts read by their beginning", receipts_read_by_their_beginning),
        Control("floods that are opened", floods_that_are_opened),
        Control("floods counted by what a header claims", floods_counted_by_what_a_header_claims),
        Control("floods that hold up cards", floods_that_hold_up_cards),
    ),
)
