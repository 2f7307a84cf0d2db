"""A column of this room: bytes that must be unreadable at rest. Migrations name it by this module."""

from lianxin.people.vault import EncryptedBytesField

__all__ = ["EncryptedBytesField"]
