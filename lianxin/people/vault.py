"""What must be unreadable at rest: ID numbers, phones, diagnoses, free-text notes.

A value is stored as `version (1 byte) | nonce (12) | ciphertext and tag`, AES-256-GCM or SM4-GCM by the
setting LIANXIN_CIPHER; the column's name is bound in, so a value moved to another column does not open.
To find an ID number or a phone again, a keyed blind index (HMAC-SHA256, 16 bytes) stands beside it: equal
texts have equal indexes, and without the key an index tells nothing.
"""

import functools
import hashlib
import hmac
import json
import secrets
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers import Cipher, modes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.ciphers.algorithms import SM4
from django.conf import settings
from django.core.signals import setting_changed
from django.db import models

from lianxin import keyring

AES, SM = 1, 2
CIPHERS = {"AES-GCM": AES, "SM4-GCM": SM}
NONCE_BYTES, TAG_BYTES, INDEX_BYTES = 12, 16, 16


class VaultError(RuntimeError):
    """A stored value does not open: another key, another column, or it was changed."""


@functools.cache
def _key(purpose: str) -> bytes:
    """One key per purpose, derived from the vault key; kept in memory for the life of the process."""
    secret = keyring.read_key(settings.LIANXIN_HOME, "vault")
    return hmac.new(secret, b"lianxin:" + purpose.encode(), hashlib.sha256).digest()


@functools.cache
def _aes() -> AESGCM:
    return AESGCM(_key("aes-256-gcm"))


def forget_keys(**_: Any) -> None:
    """Forget the keys held in memory; the next use reads the file again."""
    _key.cache_clear()
    _aes.cache_clear()


setting_changed.connect(forget_keys)


def encrypt(data: bytes, place: str) -> bytes:
    """Encrypt `data` for `place` (a column's name), with a fresh random nonce."""
    version = CIPHERS[settings.LIANXIN_CIPHER]
    nonce, bound = secrets.token_bytes(NONCE_BYTES), place.encode()
    if version == AES:
        return bytes([AES]) + nonce + _aes().encrypt(nonce, data, bound)
    sealer = Cipher(SM4(_key("sm4-gcm")[:16]), modes.GCM(nonce)).encryptor()
    sealer.authenticate_additional_data(bound)
    sealed = sealer.update(data) + sealer.finalize()
    return bytes([SM]) + nonce + sealed + sealer.tag


def decrypt(stored: bytes, place: str) -> bytes:
    """Return what `encrypt` was given. Raises VaultError when key, place or content do not fit."""
    version, nonce, sealed = stored[0], stored[1 : 1 + NONCE_BYTES], stored[1 + NONCE_BYTES :]
    try:
        if version == AES:
            return _aes().decrypt(nonce, sealed, place.encode())
        if version != SM:
            raise VaultError(f"{place}: unknown cipher {version}")
        tag = sealed[-TAG_BYTES:]
        opener = Cipher(SM4(_key("sm4-gcm")[:16]), modes.GCM(nonce, tag)).decryptor()
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


def blind_index(kind: str, text: str) -> bytes:
    """Return 16 bytes by which `text` can be found again; `kind` keeps ID numbers and phones apart."""
    return hmac.digest(_key("blind-index"), f"{kind}:{text}".encode(), "sha256")[:INDEX_BYTES]


class EncryptedTextField(models.BinaryField):
    """Text in Python, ciphertext in the database. An empty text is stored as NULL and read as "".

    Filters other than `isnull` make no sense on it; use a blind index beside it.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.update(null=True, blank=True, editable=True)
        kwargs.setdefault("default", "")
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        for fixed in ("null", "blank", "editable"):
            kwargs.pop(fixed, None)
        return name, path, args, kwargs

    def _check_str_default_value(self) -> list[Any]:
        """A text is the right default here, unlike in a plain BinaryField."""
        return []

    @property
    def place(self) -> str:
        return f"{self.model._meta.db_table}.{self.attname}"

    def get_default(self) -> Any:
        return self.default

    def to_python(self, value: Any) -> Any:
        return value

    def value_to_string(self, obj: models.Model) -> str:
        return str(self.value_from_object(obj))

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        if not value:
            return None
        return connection.Database.Binary(encrypt(self._pack(value), self.place))

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Any:
        return self.default if value is None else self._unpack(decrypt(bytes(value), self.place))

    def _pack(self, value: Any) -> bytes:
        return str(value).encode("utf-8", "surrogatepass")

    def _unpack(self, data: bytes) -> Any:
        return data.decode("utf-8", "surrogatepass")


class EncryptedJSONField(EncryptedTextField):
    """A JSON value in Python, ciphertext in the database; None stands for nothing stored."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("default", None)
        super().__init__(*args, **kwargs)

    def _pack(self, value: Any) -> bytes:
        return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()

    def _unpack(self, data: bytes) -> Any:
        return json.loads(data)


class EncryptedBytesField(EncryptedTextField):
    """Bytes in Python, ciphertext in the database; b"" is stored as NULL."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("default", b"")
        super().__init__(*args, **kwargs)

    def _pack(self, value: Any) -> bytes:
        return bytes(value)

    def _unpack(self, data: bytes) -> Any:
        return data
