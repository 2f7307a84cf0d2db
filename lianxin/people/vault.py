"""What must be unreadable at rest: ID numbers, phones, diagnoses, free-text notes.

Columns that hold ciphertext (`lianxin.cipher`) and hand out text. To find an ID number or a phone again, a
keyed blind index (HMAC-SHA256, 16 bytes) stands beside it: equal texts have equal indexes, and without the
key an index tells nothing.
"""

import hmac
import json
from collections.abc import Sequence
from typing import Any

from django.db import models

from lianxin.cipher import (
    VaultError,
    conceal,
    decrypt,
    derived_key,
    encrypt,
    encrypt_all,
    forget_keys,
    uncover,
)

__all__ = [
    "EncryptedBytesField", "EncryptedJSONField", "EncryptedTextField", "VaultError",
    "blind_index", "conceal", "decrypt", "encrypt", "forget_keys", "uncover",
]  # fmt: skip
INDEX_BYTES = 16


def blind_index(kind: str, text: str) -> bytes:
    """Return 16 bytes by which `text` can be found again; `kind` keeps ID numbers and phones apart."""
    return hmac.digest(derived_key("blind-index"), f"{kind}:{text}".encode(), "sha256")[:INDEX_BYTES]


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

    def get_db_prep_column(self, values: Sequence[Any]) -> list[bytes | None]:
        """What `get_db_prep_value` makes of each of many values (`databases.inserting`)."""
        return encrypt_all([self._pack(value) if value else None for value in values], self.place)

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
