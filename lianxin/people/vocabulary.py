"""The five roles, and where each can be held. No Django here."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType


class Role(StrEnum):
    """What a post makes of a person inside its area. Rights flow down the tree of areas."""

    COLLECTOR = "collector"
    TOWN_HEAD = "town_head"
    DISTRICT_DESK = "district_desk"
    SUPERVISOR = "supervisor"
    SYSTEM_ADMIN = "system_admin"


ROLE_LEVELS: Mapping[Role, frozenset[str]] = MappingProxyType(
    {
        Role.COLLECTOR: frozenset({"district", "town", "community", "village"}),
        Role.TOWN_HEAD: frozenset({"town"}),
        Role.DISTRICT_DESK: frozenset({"district"}),
        Role.SUPERVISOR: frozenset({"district", "town"}),
        Role.SYSTEM_ADMIN: frozenset({"district"}),
    }
)
"""The levels of area on which a role can be held; `appoint` refuses any other."""

SECOND_FACTOR_ROLES = frozenset({Role.DISTRICT_DESK, Role.SYSTEM_ADMIN})
"""Roles that must sign in with a one-time code as well, except in the demo."""

LANGUAGES = ("zh-hans", "en")
