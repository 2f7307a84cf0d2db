"""登录条: a one-time password on a slip of paper, made by the machine and kept as a keyed digest.

A password that people choose needs a slow hash (Argon2, some 50 ms): it has few bits, and a thief of the
database tries them all. A slip holds 79 random bits; nobody tries those, however fast the hash. So thousands
are made at once, and accounts that came by workbook wait without any password until their slip is printed.

Kept as `slip$<salt>$<seconds since 1970>$<digest>`; good for VALID_DAYS days, until a password is set.
"""

import secrets
import time
from typing import Any

from django.contrib.auth.hashers import BasePasswordHasher, make_password, mask_hash
from django.utils.crypto import constant_time_compare

from lianxin.people.vault import blind_index

LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
"""Without i, l, o, 0 and 1, which are mistaken for one another when read out."""

VALID_DAYS = 14
DAY_S = 24 * 60 * 60
ALGORITHM = "slip"


def new_code() -> str:
    """Sixteen letters in fours, 79 random bits."""
    return "-".join("".join(secrets.choice(LETTERS) for _ in range(4)) for _ in range(4))


def hashed(code: str) -> str:
    """What the database keeps of a code that is handed out now."""
    return SlipHasher().encode(code, secrets.token_hex(8))


def is_slip(encoded: str) -> bool:
    """Whether a stored password is one from a slip."""
    return encoded.startswith(f"{ALGORITHM}$")


class SlipHasher(BasePasswordHasher):
    """Checks slips at sign-in. It never hashes a password that somebody chose: Argon2 stands before it."""

    algorithm = ALGORITHM

    def encode(self, password: str, salt: str, issued: int | None = None) -> str:
        self._check_encode_args(password, salt)
        issued = int(time.time()) if issued is None else issued
        digest = blind_index("slip", f"{salt}:{issued}:{_plain(password)}").hex()
        return f"{self.algorithm}${salt}${issued}${digest}"

    def decode(self, encoded: str) -> dict[str, Any]:
        algorithm, salt, issued, digest = encoded.split("$", 3)
        return {"algorithm": algorithm, "salt": salt, "issued": int(issued), "hash": digest}

    def verify(self, password: str, encoded: str) -> bool:
        """Whether it is the code, and in time. It takes as long as any other, or it would tell who is new."""
        make_password(password)
        kept = self.decode(encoded)
        is_right = constant_time_compare(encoded, self.encode(password, kept["salt"], kept["issued"]))
        return is_right and time.time() < kept["issued"] + VALID_DAYS * DAY_S

    def safe_summary(self, encoded: str) -> dict[str, Any]:
        kept = self.decode(encoded)
        return {"algorithm": kept["algorithm"], "salt": mask_hash(kept["salt"], show=2)}

    def must_update(self, encoded: str) -> bool:
        return False

    def harden_runtime(self, password: str, encoded: str) -> None:
        """Nothing to even out: `verify` takes the time of the slow hash already."""


def _plain(code: str) -> str:
    """A code as it is compared: typed from paper, with or without hyphens, in small or capital letters."""
    return "".join(code.lower().replace("-", " ").split())
