"""Promise 15 at the open page: floods are kept and held back, nobody is locked out, no receipt guessed."""

import re
from random import Random
from unittest import mock

from django.test import Client
from django.utils import timezone

from lianxin.areas.models import Area
from lianxin.policies.actions import adopt_policy
from lianxin.policies.catalogue import SHIPPED
from lianxin.policies.models import Policy
from lianxin.problems.complaints.receipts import LETTERS
from lianxin.proofs.cast import browser
from lianxin.proofs.vocabulary import Tally
from lianxin.voice.actions import asking
from lianxin.voice.models import Asking

FLOODER = "10.7.7.7"
"""The address behind which a village sits, one of whom floods the page."""

FLOOD = 20
CODE = re.compile(r"[A-Z2-9]{5}(?:-[A-Z2-9]{5}){3}")


def follow_and_flood(tally: Tally, place: Area, token: str, runs: int, chance: Random) -> None:
    """A stranger floods the page of `place` with forged headers; a card of there, the neighbours' place and
    another address go on; then `runs` guesses at one receipt. Call it inside a transaction."""
    if not Policy.objects.in_force("deadlines", timezone.localdate()):
        text = (SHIPPED / "deadlines" / "2026-01-01.yaml").read_text("utf-8")
        adopt_policy(text=text, actor=None, now=timezone.now())
    start = timezone.now()
    with mock.patch.object(asking, "_hour", return_value=start):
        codes = [_raise(tally, place, FLOODER, chance) for _number in range(FLOOD)]
        kept = Asking.objects.filter(area=place)
        opened = kept.exclude(problem=None).count()
        tally.expect(kept.count() == FLOOD, f"{kept.count()} of a flood of {FLOOD} were kept")
        most = asking.NUMBERS["ask_address_hour"]
        tally.expect(opened == most, f"{opened} of a flood were opened by themselves instead of {most}")
        other = Area.objects.open().filter(level=place.level).exclude(pk=place.pk).first()
        if other is not None:
            _raise(tally, other, FLOODER, chance)
            tally.expect(_is_opened(other), "a flood about one place held up its neighbours")
        _raise(tally, place, "10.8.8.8", chance)
        tally.expect(_is_opened(place), "a flood held up another address")
        client = _at(FLOODER, chance)
        client.get(f"/r/{token}")
        _raise(tally, place, FLOODER, chance, client)
        tally.expect(_is_opened(place), "a flood held up a household with its card")
    _guess(tally, codes[0], runs, chance)


def _guess(tally: Tally, code: str, runs: int, chance: Random) -> None:
    """Guesses that differ in one letter, the last one first; then the right code opens all the same."""
    for number in range(runs):
        at = len(code) - 1 if number % 2 == 0 else chance.choice([i for i, c in enumerate(code) if c != "-"])
        letter = chance.choice([one for one in LETTERS if one != code[at]])
        wrong = code[:at] + letter + code[at + 1 :]
        response = _at(f"10.9.0.{number % 250}", chance).post("/ask/follow/", {"code": wrong})
        tally.expect(response.status_code == 422, "a receipt was opened by a code that is not its own")
    right = _at(FLOODER, chance).post("/ask/follow/", {"code": code})
    tally.expect(right.status_code == 200, "guesses shut a receipt to whoever holds it")


def _raise(tally: Tally, place: Area, address: str, chance: Random, client: Client | None = None) -> str:
    """Raise a need and return the code of its receipt."""
    data = {"kind": "need", "words": f"路坏了 {chance.random()}", "area": place.code}
    response = (client or _at(address, chance)).post("/ask/", data)
    found = CODE.search(response.content.decode())
    tally.expect(found is not None, f"what was raised was refused: {response.status_code}")
    return found.group() if found else "-".join(["AAAAA"] * 4)


def _is_opened(place: Area) -> bool:
    """Whether what was raised last about a place became a problem at once."""
    last = Asking.objects.filter(area=place).order_by("-asked_at", "-id").first()
    return last is not None and last.problem_id is not None


def _at(address: str, chance: Random) -> Client:
    """A browser at an address that claims, by a proxy's header, to be at another one each time."""
    client = browser()
    client.defaults |= {"REMOTE_ADDR": address, "HTTP_X_FORWARDED_FOR": f"192.0.2.{chance.randrange(256)}"}
    return client
