"""The keys of a district in one file, under a passphrase: scrypt, then AES-256-GCM. Kept apart from backups.

What is not secret in the file (when it was made, which keys, how the passphrase is stretched) is bound into
the ciphertext, so it cannot be exchanged either.
"""

import base64
import json
import secrets
from dataclasses import dataclass
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

FORMAT = "lianxin-keys-1"
# 128 MiB of memory and about half a second for each guess; what a file says it needs may not be much more.
COST, BLOCK, LANES = 2**17, 8, 1
MOST_COST = 2**20
SHORTEST = 12


class BoxRefused(ValueError):
    """The box does not open, or the passphrase is too short for a new one; the words say which."""


@dataclass(frozen=True, slots=True)
class Box:
    """What a box holds: files of the folder `keys` by name, and when it was filled (ISO)."""

    made_at: str
    files: dict[str, bytes]


def lock(files: dict[str, bytes], passphrase: str, *, made_at: str) -> bytes:
    """Return the content of a box with these files. Raises BoxRefused for a short passphrase."""
    if len(passphrase) < SHORTEST:
        raise BoxRefused(f"口令太短：至少 {SHORTEST} 个字符，最好是一句只有你们知道的话。")
    head: dict[str, Any] = {"format": FORMAT, "made_at": made_at, "keys": sorted(files)}
    head |= {"scrypt": {"n": COST, "r": BLOCK, "p": LANES}, "salt": secrets.token_hex(16)}
    head |= {"nonce": secrets.token_hex(12)}
    inside = json.dumps({name: data.hex() for name, data in files.items()}).encode()
    sealed = _cipher(head, passphrase).encrypt(bytes.fromhex(head["nonce"]), inside, _bound(head))
    whole = head | {"sealed": base64.b64encode(sealed).decode()}
    return (json.dumps(whole, ensure_ascii=False, indent=1) + "\n").encode()


def unlock(data: bytes, passphrase: str) -> Box:
    """Open a box. Raises BoxRefused when it is none, was changed, or the passphrase is another."""
    try:
        head = dict(json.loads(data))
        sealed = base64.b64decode(head.pop("sealed"), validate=True)
        told = head["scrypt"]
        if head["format"] != FORMAT or told["n"] > MOST_COST or (told["r"], told["p"]) != (BLOCK, LANES):
            raise ValueError
        opener = _cipher(head, passphrase)
        inside = opener.decrypt(bytes.fromhex(head["nonce"]), sealed, _bound(head))
        files = {name: bytes.fromhex(text) for name, text in json.loads(inside).items()}
    except InvalidTag:
        raise BoxRefused("打不开：口令不对，或者文件被改过。") from None
    except (ValueError, TypeError, KeyError, AttributeError):
        raise BoxRefused("这不是 lianxin keys save 写出的文件，或者它坏了。") from None
    return Box(head["made_at"], files)


def _cipher(head: dict[str, Any], passphrase: str) -> AESGCM:
    told = head["scrypt"]
    stretch = Scrypt(salt=bytes.fromhex(head["salt"]), length=32, n=told["n"], r=told["r"], p=told["p"])
    return AESGCM(stretch.derive(passphrase.encode()))


def _bound(head: dict[str, Any]) -> bytes:
    return json.dumps(head, ensure_ascii=False, sort_keys=True).encode()
