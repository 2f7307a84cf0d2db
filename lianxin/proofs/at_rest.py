"""Promise 9: ID numbers, phones and free-text notes are unreadable at rest.

Secrets are planted through the real actions, pages and imports; then everything that someone with the disk
could read, or would carry off with a backup, is searched for them, in any encoding. The keys are part of the
home and do not help the search.
"""

import hashlib
import hmac
import logging
from base64 import b64decode, b64encode
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from itertools import chain
from random import Random
from unittest import mock

from django.db import transaction

from lianxin.ledger import actions as recording
from lianxin.ledger import models as ledger
from lianxin.people import vault
from lianxin.proofs.carried_off import in_a_backup
from lianxin.proofs.planting import Planter, readable
from lianxin.proofs.residue import Residue
from lianxin.proofs.vocabulary import Control, Proof, Tally
from lianxin.proofs.watching import watching
from lianxin.registry.actions import people
from lianxin.registry.models import Household, Resident


def prove(tally: Tally, runs: int, chance: Random, spill: Callable[[str], object] | None = None) -> None:
    """Plant `runs` secrets and look for them. `spill` is what a negative control does with one of them."""
    with watching() as watch:
        planter = Planter(chance)
        planter.plant(runs)
        if spill:
            spill(next(iter(planter.planted)))
        residue = Residue(planter.planted)
        places = chain(watch.leavings(), in_a_backup())
        found = {secret: place for place, data in places for secret in residue.search(data)}
    own = "\n".join(readable())
    for secret, way in planter.planted.items():
        is_lost = secret in planter.kept and secret not in own
        told = (
            f"not kept by the software itself: {way}" if is_lost else f"{way} stands in {found.get(secret)}"
        )
        tally.expect(secret not in found and not is_lost, told)
    indexes = {
        bytes(one) for row in Resident.objects.values_list("id_index", "phone_index") for one in row if one
    }
    tally.expect(bool(indexes), "there are no blind indexes")
    guessed = [secret for secret in planter.kept if indexes.intersection(unkeyed(secret))]
    tally.expect(not guessed, f"{len(guessed)} blind indexes can be made without a key")


def unkeyed(text: str) -> Iterator[bytes]:
    """What somebody without the key would try: usual digests and keys, cut to the length of an index."""
    for data in (text.encode(), f"id_number:{text}".encode(), f"phone:{text}".encode()):
        for name in ("md5", "sha1", "sha256", "sha512", "blake2b", "sm3"):
            if name in hashlib.algorithms_available:
                yield hashlib.new(name, data).digest()[: vault.INDEX_BYTES]
                yield hmac.new(bytes(32), data, name).digest()[: vault.INDEX_BYTES]


@contextmanager
def undone() -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def notices(spill: Callable[[str], object]) -> bool:
    """Whether a small run finds the one secret that was spilled."""
    tally = Tally()
    with undone():
        prove(tally, 40, Random(9), spill)
    return bool(tally.faults)


def a_plain_column() -> bool:
    return notices(lambda secret: Household.objects.filter(address="").update(address=secret))


def a_talkative_log() -> bool:
    return notices(lambda secret: logging.getLogger("lianxin.registry").debug("looking for %s", secret))


def a_vault_that_only_encodes() -> bool:
    def encode(data: bytes, place: str) -> bytes:
        return b"\x01" + b64encode(data)

    def encode_all(column: Sequence[bytes | None], place: str) -> list[bytes | None]:
        return [None if data is None else encode(data, place) for data in column]

    def decode(stored: bytes, place: str) -> bytes:
        return b64decode(stored[1:])

    with mock.patch.multiple(vault, encrypt=encode, encrypt_all=encode_all, decrypt=decode):
        return notices(lambda secret: None)


def a_ledger_that_keeps_reasons_in_clear() -> bool:
    def keep(text: str) -> bytes | None:
        return text.encode() or None

    with (
        mock.patch.object(recording, "sealed_words", keep),
        mock.patch.object(ledger, "opened", lambda words: bytes(words).decode()),
    ):
        return notices(lambda secret: None)


def an_index_without_a_key() -> bool:
    def digest(kind: str, text: str) -> bytes:
        return hashlib.sha256(f"{kind}:{text}".encode()).digest()[: vault.INDEX_BYTES]

    with mock.patch.object(people, "blind_index", digest):
        return notices(lambda secret: None)


PROOF = Proof(
    promise=9,
    name="secrets",
    says="ID numbers, phones, free-text notes and typed reasons are unreadable at rest",
    runs=1000,
    prove=prove,
    controls=(
        Control("a column that holds one in clear", a_plain_column),
        Control("a log that tells what it looks for", a_talkative_log),
        Control("a vault that encodes instead of encrypting", a_vault_that_only_encodes),
        Control("a blind index without a key", an_index_without_a_key),
        Control("a ledger that keeps a typed reason in clear", a_ledger_that_keeps_reasons_in_clear),
    ),
)
