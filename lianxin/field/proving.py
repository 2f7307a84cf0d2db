"""How a piece of unsent work proves which phone sealed it: an HMAC with a key that the phone was given when
it signed in.

What is sealed to the server's public key anybody can seal, and a file names its phone in the open. The key of
a phone follows from the vault key and the phone's id, so there is nothing more to keep, and it stays the same
when the phone signs in again.
"""

import hmac
from hashlib import sha256
from uuid import UUID

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

from lianxin import keyring

INFO = b"lianxin-phone-proof-1"


def proof_key(device_id: UUID) -> str:
    """The key of one phone, in hexadecimal; told to that phone alone."""
    secret = keyring.read_key(settings.LIANXIN_HOME, "vault")
    return HKDF(algorithm=SHA256(), length=32, salt=device_id.bytes, info=INFO).derive(secret).hex()


def proof_of(sealed: str, key: str) -> str:
    """What a phone does: the HMAC-SHA256 over the sealed text (base64), in hexadecimal."""
    return hmac.new(bytes.fromhex(key), sealed.encode("utf-8", "surrogatepass"), sha256).hexdigest()


def is_proved(device_id: UUID, sealed: str, proof: str) -> bool:
    """Whether the phone of this id sealed the text."""
    made = proof_of(sealed, proof_key(device_id))
    return hmac.compare_digest(made, proof.encode("ascii", "replace").decode().lower())
