"""ID and phone numbers that pass every check and can belong to nobody.

ID numbers (GB 11643-1999) begin with 610998. The last two digits of a division code number a prefecture's
county-level cities upward from 81 (GB/T 2260); Ankang has had one, 610981 Xunyang, and before 2000 its
people were numbered under 6124, so 610998 was never a county and no person was ever numbered under it.
The checksum (ISO 7064, MOD 11-2) is right, so the software treats them like any other.

Phones begin with 179: eleven digits, shaped like a mobile number. The numbering plan (电信网编号计划,
2017 edition) keeps 179 for IP call access codes, and the ministry's list of mobile prefixes (to March
2023) has no 179.
"""

import numpy as np

from lianxin.demo.vocabulary import Bools, Dates, Ints

REGION = "610998"
PHONE_PREFIX = "179"
_WEIGHTS = np.array([7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2])
_CHECK = np.frombuffer(b"10X98765432", dtype=np.uint8)
_PHONES = 100_000_000


def id_numbers(born: Dates, female: Bools) -> list[str]:
    """One 18-character number per person, all different: the sequence counts people of one day and sex.

    Odd sequence codes are men, even are women, so at most 500 of each sex may share a birthday (ValueError).
    """
    days = born.astype("datetime64[D]")
    rank = _rank_within(days.astype(np.int64) * 2 + female)
    if len(rank) and rank.max() > 498:
        raise ValueError("more than 499 people of one sex share a birthday")
    sequence = 2 * rank + np.where(female, 2, 1)
    year = days.astype("datetime64[Y]").astype(np.int64) + 1970
    month = days.astype("datetime64[M]").astype(np.int64) % 12 + 1
    day = (days - days.astype("datetime64[M]")).astype(np.int64) + 1
    body = ((year * 100 + month) * 100 + day) * 1000 + sequence
    digits = np.empty((len(body), 17), dtype=np.int64)
    digits[:, :6] = [int(digit) for digit in REGION]
    for column in range(16, 5, -1):
        body, digits[:, column] = np.divmod(body, 10)
    text = np.empty((len(digits), 18), dtype=np.uint8)
    text[:, :17] = digits + ord("0")
    text[:, 17] = _CHECK[digits @ _WEIGHTS % 11]
    return [str(row) for row in text.view("S18").ravel().astype("U18").tolist()]


def phones(count: int, rng: np.random.Generator) -> list[str]:
    """`count` different eleven-digit numbers in no visible order (a step through all eight-digit endings)."""
    start = int(rng.integers(_PHONES))
    endings = (start + np.arange(count, dtype=np.int64) * 38_196_601) % _PHONES
    return [f"{PHONE_PREFIX}{ending:08d}" for ending in endings.tolist()]


def _rank_within(keys: Ints) -> Ints:
    """0, 1, 2 … for equal keys, in the order they come."""
    order = np.argsort(keys, kind="stable")
    ordered = keys[order]
    starts = np.flatnonzero(np.r_[True, ordered[1:] != ordered[:-1]]) if len(keys) else order
    lengths = np.diff(np.r_[starts, len(keys)])
    rank = np.empty(len(keys), dtype=np.int64)
    rank[order] = np.arange(len(keys)) - np.repeat(starts, lengths)
    return rank
