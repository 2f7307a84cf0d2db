"""A column of this room: bytes that must be unreadable at rest."""

from typing import Any

from lianxin.people.vault import EncryptedTextField


class EncryptedBytesField(EncryptedTextField):
    """Bytes in Python, ciphertext in the database; b"" is stored as NULL."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("default", b"")
        super().__init__(*args, **kwargs)

    def _pack(self, value: Any) -> bytes:
        return bytes(value)

    def _unpack(self, data: bytes) -> Any:
        return data
