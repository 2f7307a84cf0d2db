"""Cells only a staff workbook has: roles, ranks, languages and skills, in the words offices use. Pure."""

import re
from datetime import date, timedelta
from typing import TypeVar

from lianxin.intake.cells import CellRefused
from lianxin.intake.cells.days import read_day
from lianxin.intake.cells.text import as_text, is_unknown, read_number
from lianxin.intake.vocabulary import Raw
from lianxin.people.vocabulary import Ability, Rank, Role, mask_of

T = TypeVar("T")

# A post may be known so long before it begins.
AHEAD = timedelta(days=366)

SEVERAL = re.compile(r"[,，;；、/|和及 ]+")
PRIVATE_NUMBER = re.compile(r"1[3-9]\d{9}|\d{17}[\dXx]|\d{15}", re.ASCII)

ROLE_WORDS = {
    Role.COLLECTOR: "联系干部 村干部 社区干部 包村干部 包联干部 驻村干部 驻村工作队 帮扶干部 网格员 联络员 "
    "普通干部 collector",
    Role.TOWN_HEAD: "镇办一把手 镇街一把手 一把手 镇办负责人 镇街负责人 镇级负责人 镇负责人 town_head",
    Role.DISTRICT_DESK: "群众工作部 群众工作部干部 区群众工作部 群工部 区级工作人员 district_desk",
    Role.SUPERVISOR: "督查 督查员 督查组 督导 督导员 督查人员 supervisor",
    Role.SYSTEM_ADMIN: "系统管理 系统管理员 管理员 system_admin",
}
RANK_WORDS = {
    Rank.LEADER: "领导 领导干部 领导班子 班子成员 区级领导 县级领导 镇级领导 处级 县处级 leader",
    Rank.MIDDLE: "中层 中层干部 中层正职 中层副职 股级 站所负责人 站所长 middle",
    Rank.ORDINARY: "一般干部 一般 普通 普通干部 工作人员 科员 干事 村干部 ordinary",
}
MORE_ABILITIES = {
    Ability.DISABILITY_CARE: "助残 残疾人工作 残疾人服务 护理 照护",
    Ability.FARMING: "种养 农业 农技 种植 养殖 农业技术 畜牧",
    Ability.SCHOOLING: "教育 助学 教学 支教",
    Ability.HEALTH: "医疗 卫生 医生 健康 医护",
    Ability.LAW: "法律 政策 司法 普法 调解",
    Ability.SIGN_LANGUAGE: "",
    Ability.MANDARIN: "国语",
    Ability.LOCAL_DIALECT: "本地方言 方言 当地话 土话",
    Ability.SICHUANESE: "四川方言 川话",
    Ability.CANTONESE: "广东话 白话",
    Ability.HAKKA: "客家",
    Ability.MIN: "闽南话 闽南语 福建话 潮汕话",
    Ability.WU: "上海话 浙江话",
    Ability.XIANG: "湖南话",
    Ability.TIBETAN: "藏文",
    Ability.UYGHUR: "维语",
    Ability.MONGOLIAN: "蒙语 蒙文",
    Ability.YI: "彝文",
    Ability.MIAO: "苗话",
    Ability.KOREAN: "朝语 韩语",
    Ability.ZHUANG: "壮话",
}
ROLES = {word: role for role, words in ROLE_WORDS.items() for word in words.split()}
RANK_BY_WORD = {word: rank for rank, words in RANK_WORDS.items() for word in words.split()}
RANK_BY_WORD |= {rank.zh: rank for rank in Rank}
ABILITY_BY_WORD = {
    word: ability for ability, words in MORE_ABILITIES.items() for word in (ability.zh, *words.split())
}


def read_staff_number(raw: Raw) -> str | None:
    """Read a staff number, at most 32 characters, in capitals; never an ID number or a phone."""
    text = read_number(raw)
    if text and PRIVATE_NUMBER.fullmatch(text):
        raise CellRefused("staff.number_private")
    return text.upper() if text else None


def read_role(raw: Raw) -> Role | None:
    """Return the role; None for an empty cell. A role that gives rights is never guessed."""
    return _word(raw, ROLES, "staff.role_unknown")


def read_rank(raw: Raw) -> Rank | None:
    """Return the rank; None for an empty cell."""
    return _word(raw, RANK_BY_WORD, "staff.rank_unknown")


def read_abilities(raw: Raw, *, is_language: bool) -> int | None:
    """Return a sum of `Ability` bits; None for an empty cell, 0 for 无."""
    text = as_text(raw)
    if is_unknown(text):
        return None
    words = [word for word in SEVERAL.split(text) if word]
    if words == ["无"]:
        return 0
    for word in words:
        if word not in ABILITY_BY_WORD or ABILITY_BY_WORD[word].is_language is not is_language:
            choices = "、".join(one.zh for one in Ability if one.is_language is is_language)
            raise CellRefused("staff.ability_unknown", word=word[:20], choices=choices)
    return mask_of(ABILITY_BY_WORD[word] for word in words)


def read_start(raw: Raw, *, today: date) -> date | None:
    """Return the day from which a post is held; None for an empty cell. A month alone begins on its first."""
    text = as_text(raw)
    month = re.fullmatch(r"(\d{4}) ?(?:[-/.]|年) ?(\d{1,2}) ?月?", text)
    return read_day(f"{month[1]}-{month[2]}-1" if month else raw, today=today + AHEAD)


def _word(raw: Raw, words: dict[str, T], code: str) -> T | None:
    text = as_text(raw).replace(" ", "").lower()
    if is_unknown(text):
        return None
    if text not in words:
        raise CellRefused(code)
    return words[text]
