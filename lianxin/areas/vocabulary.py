"""The words of the area tree: its four levels, an entry of a division list, a name that can be matched."""

from dataclasses import dataclass
from typing import Literal

DISTRICT, TOWN, COMMUNITY, VILLAGE = "district", "town", "community", "village"

# level: (Chinese, English), from the top down.
LEVELS: dict[str, tuple[str, str]] = {
    DISTRICT: ("区县", "district"),
    TOWN: ("镇街", "town"),
    COMMUNITY: ("社区", "community"),
    VILLAGE: ("村", "village"),
}

# What a level may hang under. A village hangs under a community or directly under a town.
PARENT_LEVELS: dict[str, frozenset[str]] = {
    DISTRICT: frozenset(),
    TOWN: frozenset({DISTRICT}),
    COMMUNITY: frozenset({TOWN}),
    VILLAGE: frozenset({TOWN, COMMUNITY}),
}

CODE_DIGITS = 12
LONGEST_NAME = 60


@dataclass(frozen=True, slots=True)
class Division:
    """One line of a division list; `parent_code` is empty for the district itself."""

    code: str
    name: str
    level: str
    parent_code: str


@dataclass(frozen=True, slots=True)
class AreaName:
    """An open area as others may write it.

    `path` is the codes from the district down to the area itself, each followed by "/". `old_names` and
    `old_codes` are its former names, and the names and codes of areas that were merged into it.
    """

    code: str
    name: str
    level: str
    path: str
    old_names: tuple[str, ...] = ()
    old_codes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Near:
    """A suggestion for a person to choose from: the code, and the name with its town."""

    code: str
    title: str


@dataclass(frozen=True, slots=True)
class Match:
    """What a written name means.

    found: `code` is the area. ambiguous: `codes` are all it could be. unknown: nothing fits. For the last two
    `near` holds suggestions for a person, and `why` a code of `rules.MESSAGES`.
    """

    kind: Literal["found", "ambiguous", "unknown"]
    code: str | None = None
    codes: tuple[str, ...] = ()
    near: tuple[Near, ...] = ()
    why: str = ""

    @property
    def is_found(self) -> bool:
        return self.kind == "found"


def lineage(path: str) -> list[str]:
    """The paths from the district down to the area of this path, itself the last."""
    codes = path.rstrip("/").split("/")
    return ["/".join(codes[: end + 1]) + "/" for end in range(len(codes))]
