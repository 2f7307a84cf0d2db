"""The secret by which a phone is known: 256 random bits, told once; the server keeps their SHA-256."""

import secrets
from hashlib import sha256

TOKEN_BYTES = 32
LONGEST = 100


def new_token() -> str:
    return secrets.token_urlsafe(TOKEN_BYTES)


def hash_of(token: str) -> bytes:
    return sha256(token.encode("utf-8", "surrogatepass")).digest()


def token_in(header: str) -> str | None:
    """The token of an `Authorization: Bearer …` header, None when there is none."""
    scheme, _, token = header.partition(" ")
    is_one = scheme.lower() == "bearer" and 0 < len(token) <= LONGEST
    return token if is_one else None
