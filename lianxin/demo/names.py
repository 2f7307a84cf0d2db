"""Invented names: surnames in their usual order of frequency, given names after sex and years of birth.

The five largest surnames together hold about the 30.8 % of the national name report of 2020
(公安部《二〇二〇年全国姓名报告》); the weights behind them are chosen by us. In a mountain village three
clans hold two households in five. One child in thirteen bears the mother's surname, as among the newborn
of 2020. Any likeness to a living person is chance.
"""

import numpy as np

from lianxin.demo.families import CHILDREN, GRANDCHILDREN, Slot
from lianxin.demo.vocabulary import Dates, Folk, Homes, Ints

# Weight: surnames of about that frequency in a hundred, with some that are read in more than one way.
SURNAMES = {
    7.3: "王",
    7.1: "李",
    6.7: "张",
    5.3: "刘",
    4.4: "陈",
    3.2: "杨",
    2.3: "黄",
    2.2: "赵",
    2.1: "吴 周",
    1.6: "徐",
    1.5: "孙",
    1.4: "马",
    1.3: "朱 胡",
    1.2: "郭 何",
    1.1: "高 林 罗",
    1: "郑",
    0.9: "梁",
    0.8: "谢 宋 唐",
    0.7: "许 韩 冯 邓 曹",
    0.6: "彭 曾 肖 田 董",
    0.5: "袁 潘 于 蒋 蔡 余 杜 叶 程 苏 魏 吕 汪",
    0.4: "丁 任 沈 姚 卢 姜 崔 钟 谭 柯",
    0.3: "陆 范 金 石 廖 贾 夏 付 方 邹 熊 雷",
    0.2: "白 孟 秦 邱 江 侯 尹 薛 段 龙",
    0.1: "来 储",
    0.08: "欧阳",
    0.05: "邝 单 解",
    0.04: "仇 查",
    0.02: "盖 区 上官 诸葛",
    0.01: "尉迟",
}
# Given names, first and last characters by sex (men, women) and by years of birth.
BORN_UNTIL = (1960, 1982, 2002, 9999)
FIRST = (
    ("德世明万正成永光文治家发大长国", "秀桂玉春兰凤金淑翠素莲月大贵"),
    ("建志国永卫红文小忠军新长保立明", "秀小红晓春桂玉丽艳爱海玲燕"),
    ("伟志小俊鹏晓海龙建涛嘉文宏家", "婷晓雪丽静娟莉小倩佳玉春海"),
    ("浩子宇俊梓博铭皓家一承思睿", "梓欣雨诗可佳思若一子芷语"),
)
LAST = (
    ("华贵福财清全才良寿富林山安银海", "英兰芳珍莲芝秀香梅珍碧枝"),
    ("军平华明强民生林兵全斌勇成安", "英芳兰琴霞萍珍梅红芬莲侠"),
    ("强飞波涛杰磊超鹏辉刚勇林平", "婷娟霞芳丽静敏玲燕艳雪"),
    ("轩然宇涵泽阳辰豪睿博航晨", "涵怡萱琪彤悦妍欣菲宁瑶"),
)
RARE = "䶮堃犇喆翀垚甡㛃"  # characters that short fonts and old code pages lack


def name_all(homes: Homes, folk: Folk, born: Dates, rng: np.random.Generator) -> list[str]:
    """One name per resident. Brothers and sisters often share their first character."""
    surname = _surnames(homes, folk, rng)
    year = born.astype("datetime64[Y]").astype(np.int64) + 1970
    era = np.searchsorted(np.array(BORN_UNTIL), year, side="right")
    alone = rng.random(folk.m) < np.array([0.10, 0.12, 0.28, 0.04])[era]  # a given name of one character
    first, last, shared = rng.random(folk.m), rng.random(folk.m), rng.random((homes.n, 2))
    generation = np.isin(folk.slot, GRANDCHILDREN).astype(np.int64)
    kin = np.isin(folk.slot, CHILDREN + GRANDCHILDREN) & (rng.random(folk.m) < 0.6)
    first = np.where(kin, shared[folk.home, generation], first)
    rare = rng.random(folk.m) < 0.0015
    families, sexes = surname.tolist(), folk.female.astype(np.int64).tolist()
    names: list[str] = []
    used: set[tuple[int, str]] = set()
    homes_of = folk.home.tolist()
    for at, (period, single, odd) in enumerate(zip(era.tolist(), alone.tolist(), rare.tolist(), strict=True)):
        firsts, lasts = FIRST[period][sexes[at]], LAST[period][sexes[at]]
        tail = RARE[int(last[at] * len(RARE))] if odd else lasts[int(last[at] * len(lasts))]
        head = "" if single else firsts[int(first[at] * len(firsts))]
        name = f"{_NAMES[families[at]]}{'' if head == tail else head}{tail}"
        while (homes_of[at], name) in used:  # nobody shares a name with a member of the same household
            tail = lasts[(lasts.find(tail) + 1) % len(lasts)]
            name = f"{_NAMES[families[at]]}{head}{tail}"
        used.add((homes_of[at], name))
        names.append(name)
    return names


def draw(count: int, female: list[bool], rng: np.random.Generator) -> list[str]:
    """Names for `count` grown people outside any household: the cadres."""
    surname = rng.choice(len(_NAMES), count, p=_WEIGHTS)
    first, last = rng.random(count), rng.random(count)
    names = []
    for at in range(count):
        period = 1 if first[at] < 0.5 else 2
        firsts, lasts = FIRST[period][female[at]], LAST[period][female[at]]
        head, tail = firsts[int(first[at] * 1.999 % 1 * len(firsts))], lasts[int(last[at] * len(lasts))]
        names.append(f"{_NAMES[surname[at]]}{'' if head == tail else head}{tail}")
    return names


def surname_of(name: str) -> str:
    """The surname a name begins with; some have two characters."""
    return name[:2] if name[:2] in _NAMES else name[0]


def first_born(surname: str, female: bool, taken: set[str], rng: np.random.Generator) -> str:
    """A name for a child of this year that nobody in `taken`, the household, has."""
    firsts, lasts = FIRST[-1][female], LAST[-1][female]
    while True:
        head, tail = firsts[rng.integers(len(firsts))], lasts[rng.integers(len(lasts))]
        name = f"{surname}{'' if head == tail else head}{tail}"
        if name not in taken:
            return name


def _surnames(homes: Homes, folk: Folk, rng: np.random.Generator) -> Ints:
    """Index into the surnames per resident: the clan's, or for those who married in their own."""
    clans = rng.choice(len(_NAMES), (len(homes.places), 3), p=_WEIGHTS)
    clan = clans[homes.place, rng.integers(0, 3, homes.n)]
    own = rng.choice(len(_NAMES), homes.n, p=_WEIGHTS)
    family = np.where(rng.random(homes.n) < 0.4, clan, own)
    mothers = rng.choice(len(_NAMES), homes.n, p=_WEIGHTS)
    elder_mothers, in_laws = rng.choice(len(_NAMES), (2, homes.n), p=_WEIGHTS)
    by_mother = rng.random(homes.n) < 1 / 13
    descent = np.where(by_mother, mothers, family)
    surname = family[folk.home]
    for slot, names in (
        (Slot.SPOUSE, mothers),
        (Slot.MOTHER, elder_mothers),
        (Slot.IN_LAW, in_laws),
        *((slot, descent) for slot in CHILDREN + GRANDCHILDREN),
    ):
        at = folk.slot == slot
        surname[at] = names[folk.home[at]]
    return surname


_NAMES = tuple(name for names in SURNAMES.values() for name in names.split())
_WEIGHTS = np.array([weight for weight, names in SURNAMES.items() for _ in names.split()])
_WEIGHTS[5:] *= (1 - 0.308) / _WEIGHTS[5:].sum()
_WEIGHTS[:5] *= 0.308 / _WEIGHTS[:5].sum()
