"""Making words unreadable at rest: what every room may use, the ledger too.

A value is stored as `version (1 byte) | nonce (12) | ciphertext and tag`, AES-256-GCM or SM4-GCM by the
setting LIANXIN_CIPHER; the place it belongs to (a column's name) is bound in, so a value moved to another
column does not open. The columns of tables, and the blind index, are in `lianxin.people.vault`.
"""

import functools
import hashlib
import hmac
import secrets
from collections.abc import Sequence
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers import Cipher, modes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.ciphers.algorithms import SM4
from django.conf import settings
from django.core.signals import setting_changed

from lianxin import keyring

AES, SM = 1, 2
CIPHERS = {"AES-GCM": AES, "SM4-GCM": SM}
NONCE_BYTES, TAG_BYTES = 12, 16


class VaultError(RuntimeError):
    """A stored value does not open: another key, another column, or it was changed."""


@functools.cache
def derived_key(purpose: str) -> bytes:
    """One key per purpose, derived from the vault key; kept in memory for the life of the process."""
    secret = keyring.read_key(settings.LIANXIN_HOME, "vault")
    return hmac.new(secret, b"lianxin:" + purpose.encode(), hashlib.sha256).digest()


@functools.cache
def _aes() -> AESGCM:
    return AESGCM(derived_key("aes-256-gcm"))


def forget_keys(**_: Any) -> None:
    """Forget the keys held in memory; the next use reads the file again."""
    derived_key.cache_clear()
    _aes.cache_clear()


setting_changed.connect(forget_keys)


def encrypt(data: bytes, place: str) -> bytes:
    """Encrypt `data` for `place` (a column's name), with a fresh random nonce."""
    version = CIPHERS[settings.LIANXIN_CIPHER]
    nonce, bound = secrets.token_bytes(NONCE_BYTES), place.encode()
    if version == AES:
        return bytes([AES]) + nonce + _aes().encrypt(nonce, data, bound)
    sealer = Cipher(SM4(derived_key("sm4-gcm")[:16]), modes.GCM(nonce)).encryptor()
    sealer.authenticate_additional_data(bound)
    sealed = sealer.update(data) + sealer.finalize()
    return bytes([SM]) + nonce + sealed + sealer.tag


def encrypt_all(column: Sequence[bytes | None], place: str) -> list[bytes | None]:
    """The same for each of many, all of whose nonces are drawn at once; None stays None."""
    if CIPHERS[settings.LIANXIN_CIPHER] != AES:
        return [None if data is None else encrypt(data, place) for data in column]
    drawn, bound, seal = secrets.token_bytes(NONCE_BYTES * len(column)), place.encode(), _aes().encrypt
    head, ends = bytes([AES]), range(NONCE_BYTES, len(drawn) + 1, NONCE_BYTES)
    nonces = [drawn[end - NONCE_BYTES : end] for end in ends]
    return [
        None if data is None else head + nonce + seal(nonce, data, bound)
        for data, nonce in zip(column, nonces, strict=True)
    ]


def decrypt(stored: bytes, place: str) -> bytes:
    """Return what `encrypt` was given. Raises VaultError when key, place or content do not fit."""
    if len(stored) <= NONCE_BYTES + TAG_BYTES:
        raise VaultError(f"{place}: the value is cut short")
    version, nonce, sealed = stored[0], stored[1 : 1 + NONCE_BYTES], stored[1 + NONCE_BYTES :]
    try:
        if version == AES:
            return _aes().decrypt(nonce, sealed, place.encode())
        if version != SM:
            raise VaultError(f"{place}: unknown cipher {version}")
        tag = sealed[-TAG_BYTES:]
        opener = Cipher(SM4(derived_key("sm4-gcm")[:16]), modes.GCM(nonce, tag)).decryptor()
        opener.authenticate_additional_data(place.encode())
        return opener.update(sealed[:-TAG_BYTES]) + opener.finalize()
    except InvalidTag:
        raise VaultError(f"{place}: the value does not open with this key") from None


def conceal(text: str, place: str) -> str:
    """Ciphertext as hexadecimal text, for words that must travel inside JSON, as in the ledger."""
    return encrypt(text.encode("utf-8", "surrogatepass"), place).hex()


def uncover(stored: str, place: str) -> str:
    """Return the words that `conceal` was given. Raises VaultError when they do not open."""
    return decrypt(bytes.fromhex(stored), place).decode("utf-8", "surrogatepass")
