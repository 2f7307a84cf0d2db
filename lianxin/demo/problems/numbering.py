"""The numbers of the demo's problems: by year, in the order in which they were opened, whichever half of the
district they lie in. Pure."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime, tzinfo
from typing import TypeAlias

Half: TypeAlias = int


def number(
    openings: Mapping[Half, Sequence[datetime]], zone: tzinfo, last: Counter[int]
) -> dict[Half, list[str]]:
    """A number for each opening of each half, as `连-2026-000042`; what opened in the same moment stands in
    the order of the halves.

    The moments of a half come in order of time. `last`: by year the last number that was given; it is brought
    forward.
    """
    line = sorted((at, half, place) for half, some in openings.items() for place, at in enumerate(some))
    found: dict[Half, list[str]] = {half: [] for half in openings}
    for at, half, _place in line:
        year = at.astimezone(zone).year
        last[year] += 1
        found[half].append(f"连-{year}-{last[year]:06}")
    return found
