"""The five roles and where each can be held, the rank of a post, and what a person can do. No Django here."""

from collections.abc import Iterable, Mapping
from enum import Enum, StrEnum
from types import MappingProxyType

from lianxin.wording import Word


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

SECOND_FACTOR_BESIDES: Mapping[str, frozenset[Role]] = MappingProxyType(
    {
        "core": frozenset(),
        "leaders": frozenset({Role.SUPERVISOR, Role.TOWN_HEAD}),
        "everyone": frozenset(Role),
    }
)
"""By the value of the switch `second_factor`: the roles obliged besides."""

LANGUAGES = ("zh-hans", "en")


class Rank(Word):
    """How high a post is. Leaders take few households, and 连心户 first; it gives no right."""

    LEADER = "leader", "领导", "leader"
    MIDDLE = "middle", "中层", "middle rank"
    ORDINARY = "ordinary", "一般干部", "staff"


class Ability(Enum):
    """Something a person can do that some households need: a field of help, or a language.

    The value is a bit that never changes its meaning: `Staff.abilities` and a household's needs are sums of
    them, so that pairing compares whole columns at once. A new one takes the next free bit.
    """

    DISABILITY_CARE = 1 << 0
    FARMING = 1 << 1
    SCHOOLING = 1 << 2
    HEALTH = 1 << 3
    LAW = 1 << 4
    SIGN_LANGUAGE = 1 << 16
    MANDARIN = 1 << 17
    LOCAL_DIALECT = 1 << 18
    SICHUANESE = 1 << 19
    CANTONESE = 1 << 20
    HAKKA = 1 << 21
    MIN = 1 << 22
    WU = 1 << 23
    XIANG = 1 << 24
    TIBETAN = 1 << 25
    UYGHUR = 1 << 26
    MONGOLIAN = 1 << 27
    ZHUANG = 1 << 28
    YI = 1 << 29
    MIAO = 1 << 30
    KOREAN = 1 << 31

    @property
    def code(self) -> str:
        return self.name.lower()

    @property
    def zh(self) -> str:
        return ABILITIES[self][0]

    @property
    def en(self) -> str:
        return ABILITIES[self][1]

    @property
    def is_language(self) -> bool:
        return self.value >= FIRST_LANGUAGE


FIRST_LANGUAGE = Ability.SIGN_LANGUAGE.value
ABILITIES: Mapping[Ability, tuple[str, str]] = MappingProxyType(
    {
        Ability.DISABILITY_CARE: ("助残照护", "disability care"),
        Ability.FARMING: ("种养技术", "farming"),
        Ability.SCHOOLING: ("教育助学", "schooling"),
        Ability.HEALTH: ("医疗卫生", "health"),
        Ability.LAW: ("法律政策", "law"),
        Ability.SIGN_LANGUAGE: ("手语", "sign language"),
        Ability.MANDARIN: ("普通话", "Mandarin"),
        Ability.LOCAL_DIALECT: ("本地话", "the local dialect"),
        Ability.SICHUANESE: ("四川话", "Sichuanese"),
        Ability.CANTONESE: ("粤语", "Cantonese"),
        Ability.HAKKA: ("客家话", "Hakka"),
        Ability.MIN: ("闽语", "Min"),
        Ability.WU: ("吴语", "Wu"),
        Ability.XIANG: ("湘语", "Xiang"),
        Ability.TIBETAN: ("藏语", "Tibetan"),
        Ability.UYGHUR: ("维吾尔语", "Uyghur"),
        Ability.MONGOLIAN: ("蒙古语", "Mongolian"),
        Ability.ZHUANG: ("壮语", "Zhuang"),
        Ability.YI: ("彝语", "Yi"),
        Ability.MIAO: ("苗语", "Miao"),
        Ability.KOREAN: ("朝鲜语", "Korean"),
    }
)
BY_CODE: Mapping[str, Ability] = MappingProxyType({ability.code: ability for ability in Ability})


def mask_of(abilities: Iterable[Ability]) -> int:
    """The sum of some abilities, each counted once."""
    mask = 0
    for ability in abilities:
        mask |= ability.value
    return mask


def abilities_in(mask: int) -> list[Ability]:
    """The abilities a sum is made of, fields of help first; a bit that is not known is left out."""
    return [ability for ability in Ability if ability.value & mask]
