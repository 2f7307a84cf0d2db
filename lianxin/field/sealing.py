"""What a phone seals to the server's public key (ECDH P-256, HKDF-SHA256, AES-256-GCM), and how it opens.

The private key follows from the vault key, so that there is no further secret to keep and to lose. Layout of
what is sealed: 65 bytes raw public point of the phone's one-time key | 12 bytes nonce | ciphertext and tag.
"""

import base64
import binascii
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

from lianxin import keyring

CURVE = ec.SECP256R1()
ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
POINT_BYTES, NONCE_BYTES, TAG_BYTES = 65, 12, 16
INFO = b"lianxin-rescue-1"
LARGEST = 8 << 20


class SealBroken(ValueError):
    """What is not sealed to our key, was changed, or is no seal at all."""


def public_jwk() -> dict[str, str]:
    """The server's public key as a JSON Web Key, for the phone's WebCrypto."""
    numbers = _private_key().public_key().public_numbers()
    x, y = (_base64url(number.to_bytes(32)) for number in (numbers.x, numbers.y))
    return {"kty": "EC", "crv": "P-256", "x": x, "y": y}


def open_sealed(text: str) -> bytes:
    """Return what a phone sealed, given in base64. Raises SealBroken."""
    try:
        data = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        raise SealBroken("no base64") from None
    if len(data) < POINT_BYTES + NONCE_BYTES + TAG_BYTES or len(data) > LARGEST:
        raise SealBroken("wrong length")
    point, nonce = data[:POINT_BYTES], data[POINT_BYTES : POINT_BYTES + NONCE_BYTES]
    try:
        theirs = ec.EllipticCurvePublicKey.from_encoded_point(CURVE, point)
        return AESGCM(_agree(_private_key(), theirs)).decrypt(nonce, data[POINT_BYTES + NONCE_BYTES :], None)
    except (ValueError, InvalidTag):
        raise SealBroken("does not open") from None


def seal(data: bytes, jwk: dict[str, str], nonce: bytes) -> str:
    """What a phone does, for tests and proofs: seal to a public key with a one-time key of its own."""
    x, y = (int.from_bytes(base64.urlsafe_b64decode(jwk[part] + "=")) for part in ("x", "y"))
    theirs = ec.EllipticCurvePublicNumbers(x, y, CURVE).public_key()
    once = ec.generate_private_key(CURVE)
    point = b"\x04" + b"".join(
        number.to_bytes(32)
        for number in (once.public_key().public_numbers().x, once.public_key().public_numbers().y)
    )
    return base64.b64encode(point + nonce + AESGCM(_agree(once, theirs)).encrypt(nonce, data, None)).decode()


def _agree(private: Any, public: Any) -> bytes:
    shared = private.exchange(ec.ECDH(), public)
    return HKDF(algorithm=SHA256(), length=32, salt=b"", info=INFO).derive(shared)


def _private_key() -> ec.EllipticCurvePrivateKey:
    secret = keyring.read_key(settings.LIANXIN_HOME, "vault")
    wide = HKDF(algorithm=SHA256(), length=48, salt=None, info=b"lianxin-rescue-key-1").derive(secret)
    return ec.derive_private_key(1 + int.from_bytes(wide) % (ORDER - 1), CURVE)


def _base64url(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()
