"""Where something lies, as the cells of a row."""

from collections.abc import Mapping

from lianxin.areas.models import Area

LEVELS = ("town", "community", "village")


def place_line(area: Area, places: Mapping[str, Area]) -> list[str]:
    """The names of town, community and village; empty where a level is left out. `places`: areas by path."""
    codes = area.codes
    line = [places.get("/".join(codes[: end + 1]) + "/") for end in range(len(codes))]
    names = {one.level: one.name for one in line if one}
    return [names.get(level, "") for level in LEVELS]
