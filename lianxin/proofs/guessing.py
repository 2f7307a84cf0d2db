"""Promise 15: guessing fails, crowds pass. Strangers try on cards, and a crowd at one address opens them.

A run is one household: a stranger tries wrong codes from ever new addresses, with forged proxy headers, and
then the right one; the household opens its page from the address that all share, by picture and by code.
Then the open page is flooded from that address, and strangers try on receipts (`flooding`).
"""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import datetime
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
from lianxin.voice.actions import asking, cards, printing
from lianxin.voice.models import Batch
from lianxin.voice.vocabulary import Secret

SHARED = "10.7.7.7"
"""The address behind which a village sits."""


def prove(tally: Tally, runs: int, chance: Random) -> None:
    """`runs` households; half of them are attacked, and all of them come in from one address."""
    with transaction.atomic():
        homes = _homes(runs)
        batch = Batch.objects.create(
            area=Area.objects.get(parent=None), site="https://example.org", asked_at=timezone.now()
        )
        made = list(printing.new_cards([home.pk for home in homes], batch))
        printing.issue_cards(batch, [card for card, _secret in made], now=timezone.now())
        secrets = [secret for _card, secret in made]
        for at, secret in enumerate(secrets):
            if at % 2:
                _attack(tally, secret, chance)
        for at, (home, secret) in enumerate(zip(homes, secrets, strict=True)):
            _come_home(tally, home, secret, is_burnt=bool(at % 2))
        follow_and_flood(tally, homes[0].area, secrets[0].token, runs, chance)
        transaction.set_rollback(True)


def _attack(tally: Tally, secret: Secret, chance: Random) -> None:
    """Five wrong codes on one card from five addresses; then the right one opens nothing."""
    for number in range(rules.TRIES):
        client = _at(f"10.{chance.randrange(256)}.{chance.randrange(256)}.{number}")
        response = client.post("/r/", {"code": _wrong(secret.code, chance)})
        tally.expect(response.status_code == 422, f"a wrong code was answered {response.status_code}")
    right = _at("10.0.0.1").post("/r/", {"code": secret.code})
    tally.expect(
        right.status_code == 422, "a guesser may try on: the right code opened after five wrong ones"
    )


def _come_home(tally: Tally, home: Household, secret: Secret, *, is_burnt: bool) -> None:
    """From the address that all share: the picture always opens, the code where nobody burnt it."""
    response = _at(SHARED).get(f"/r/{secret.token}")
    tally.expect(response["Location"] == "/r/page/", "a household of the crowd was locked out: picture")
    if not is_burnt:
        client = _at(SHARED)
        response = client.post("/r/", {"code": rules.in_groups(secret.code)})
        is_in = response.status_code == 302 and home.number in client.get("/r/page/").content.decode()
        tally.expect(is_in, "a household of the crowd was locked out: code")


def _at(address: str) -> Client:
    """A browser at an address that claims, by a proxy's header, to be at another one each time."""
    client = browser()
    client.defaults |= {"REMOTE_ADDR": address, "HTTP_X_FORWARDED_FOR": f"192.0.2.{hash(address) % 256}"}
    return client


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


def _is_caught(broken: AbstractContextManager[Any], homes: int = 4) -> bool:
    tally = Tally()
    with broken:
        prove(tally, homes, Random(15))
    return bool(tally.faults)


def codes_that_never_burn() -> bool:
    return _is_caught(mock.patch.object(cards, "is_burnt", return_value=False))


def tries_that_burn_everybodys_code() -> bool:
    """Wrong codes counted for the address: whoever shares it is locked out."""
    real: Callable[..., Any] = cards.open_by_code
    tried = {"wrong": 0}

    def by_address(code: str, *, now: datetime) -> Any:
        opened = real(code, now=now) if tried["wrong"] < rules.TRIES else None
        tried["wrong"] += opened is None
        return opened

    return _is_caught(mock.patch("lianxin.public.views.entering.open_by_code", by_address))


def tries_forgotten_at_a_new_address() -> bool:
    """Wrong codes counted for each address alone: whoever forges headers begins anew."""

    def forgetful(code: str, *, now: datetime) -> Any:
        from lianxin.voice.models import Card

        Card.objects.filter(name=code[: rules.NAME_LENGTH]).update(wrong_tries=0)
        return cards.open_by_code(code, now=now)

    return _is_caught(mock.patch("lianxin.public.views.entering.open_by_code", forgetful))


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
        Control("codes that never burn", codes_that_never_burn),
        Control("tries counted for the address", tries_that_burn_everybodys_code),
        Control("tries forgotten at a new address", tries_forgotten_at_a_new_address),
        Control("receipts read by their beginning", receipts_read_by_their_beginning),
        Control("floods that are opened", floods_that_are_opened),
        Control("floods counted by what a header claims", floods_counted_by_what_a_header_claims),
        Control("floods that hold up cards", floods_that_hold_up_cards),
    ),
)
