"""Whether words give away who complained. Pure."""

import re
from collections.abc import Iterable

COPIED = 12
"""As many letters in a row, taken over from a complaint, are somebody's own words."""

SHORTEST_NUMBER = 4


def gives_away(words: str, *, names: Iterable[str], numbers: Iterable[str], complaint: str) -> bool:
    """Whether a question names a person or a home, holds a number of theirs, or copies the complaint.

    `names` are whole names of two letters or more, however spaced; of `numbers` (telephones, households) the
    last four digits are enough.
    """
    plain = squeezed(words)
    if any(len(name) >= 2 and name in plain for name in map(squeezed, names)):
        return True
    digits = re.sub(r"\D", "", words)
    for number in numbers:
        last = re.sub(r"\D", "", number)[-SHORTEST_NUMBER:]
        if len(last) == SHORTEST_NUMBER and last in digits:
            return True
        if len(number) >= SHORTEST_NUMBER and squeezed(number) in plain:
            return True
    told = squeezed(complaint)
    return any(told[at : at + COPIED] in plain for at in range(len(told) - COPIED + 1))


def squeezed(text: str) -> str:
    """The letters and digits alone, in small letters."""
    return re.sub(r"[\W_]+", "", text).casefold()
