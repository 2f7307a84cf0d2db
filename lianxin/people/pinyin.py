"""Names in pinyin, for searching: full (`zengxiaoming`) and initials (`zxm`); surnames read rightly. Pure."""

from dataclasses import dataclass
from functools import lru_cache

from pypinyin import Style, lazy_pinyin

# Characters that are read another way when they are a surname (通用规范汉字字典, 姓氏异读).
SURNAMES = {
    "曾": "zeng", "单": "shan", "解": "xie", "仇": "qiu", "区": "ou", "查": "zha", "朴": "piao", "任": "ren",
    "华": "hua", "翟": "zhai", "盖": "ge", "缪": "miao", "乐": "yue", "员": "yun", "种": "chong", "繁": "po",
    "秘": "bi", "冼": "xian", "洗": "xian", "尉": "wei", "覃": "qin", "逄": "pang", "牟": "mu", "那": "na",
    "宁": "ning", "燕": "yan", "过": "guo", "宓": "mi", "黑": "he", "盛": "sheng", "石": "shi", "折": "she",
    "幺": "yao", "召": "shao", "眭": "sui", "隗": "wei", "柏": "bai", "车": "che", "哈": "ha", "吕": "lv",
    "闾": "lv", "重": "chong", "适": "kuo", "纪": "ji",
}  # fmt: skip
COMPOUND = {
    "尉迟": ["yu", "chi"], "长孙": ["zhang", "sun"], "万俟": ["mo", "qi"], "单于": ["chan", "yu"],
    "澹台": ["tan", "tai"], "令狐": ["ling", "hu"], "鲜于": ["xian", "yu"], "夏侯": ["xia", "hou"],
    "诸葛": ["zhu", "ge"], "欧阳": ["ou", "yang"], "司马": ["si", "ma"], "上官": ["shang", "guan"],
    "皇甫": ["huang", "fu"], "慕容": ["mu", "rong"], "宇文": ["yu", "wen"], "东方": ["dong", "fang"],
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Spelling:
    """A name and its pinyin without tones; ü is written v, as on a keyboard."""

    name: str
    pinyin: str
    initials: str


@lru_cache(maxsize=65536)
def syllables(name: str) -> tuple[str, ...]:
    """One lower-case syllable a character; a character without pinyin stands for itself."""
    if name[:2] in COMPOUND:
        return (*COMPOUND[name[:2]], *_read(name[2:]))
    surname = (SURNAMES[name[0]],) if name[:1] in SURNAMES else _read(name[:1])
    return surname + _read(name[1:])


def spell(name: str) -> Spelling:
    """Return the spelling of a whole name."""
    return _join(name, syllables(name))


def tails(name: str) -> list[Spelling]:
    """The spellings of what remains after the first, second … character: where an inner match can begin.

    A text lies inside a name exactly when it begins the name or one of its tails, so a search for any part of
    a name is a prefix search over these, on every database.
    """
    parts = syllables(name)
    if len(parts) != len(name):
        return []
    return [_join(name[start:], parts[start:]) for start in range(1, len(name))]


def _join(name: str, parts: tuple[str, ...]) -> Spelling:
    return Spelling(name, "".join(parts), "".join(part[:1] for part in parts))


@lru_cache(maxsize=65536)
def _read(text: str) -> tuple[str, ...]:
    """A surname or a given name, each for itself: together they are no word, and apart there are few."""
    if not text:
        return ()
    # A list is taken too, though not promised: one entry a character that has no pinyin.
    read = lazy_pinyin(text, style=Style.NORMAL, v_to_u=False, errors=list)  # type: ignore[arg-type]
    return tuple(syllable.lower() for syllable in read)
