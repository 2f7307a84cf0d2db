"""The pages of the desk by what people call them, so that the search box finds them as well."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from lianxin.desk.rail import SECTIONS
from lianxin.people.access import may
from lianxin.people.pinyin import spell

# The page's address, what is done there, and the right it needs (None: everybody's own).
DEEDS: tuple[tuple[str, str | Promise, str | None], ...] = (
    ("desk:imports", _("导入花名册，下载模板"), "import.run"),
    ("desk:tasks", _("我的任务"), None),
    ("people:account", _("我的账号"), None),
    ("people:password", _("修改密码"), None),
    ("people:second-factor", _("两步验证"), None),
)

# Other words for a section, by the icon that names it.
ALSO_CALLED: dict[str, str] = {
    "today": "首页 today",
    "households": "户 家庭 列表 households",
    "imports": "花名册 上传 表格 import",
    "reviews": "异议 退出 到期 reviews",
    "overview": "统计 地图 图 overview",
    "staff": "人员 职务 下沉 staff",
    "policies": "政策 分类 标准 规则 policies",
    "areas": "镇 村 社区 areas",
    "ledger": "记录 审计 谁看过 ledger",
    "settings": "开关 系统 settings",
}


def pages_called(text: str, person: Any) -> Iterator[tuple[str, str]]:
    """(name, address) of the pages that a text can mean and the person may open."""
    wanted = text.strip().lower()
    if not wanted:
        return
    for section in SECTIONS:
        words = f"{section.title} {ALSO_CALLED.get(section.icon, '')}"
        if _is_meant(wanted, words) and (section.verb is None or may(person, section.verb)):
            yield str(section.title), reverse(section.address)
    for address, words, verb in DEEDS:
        if _is_meant(wanted, str(words)) and (verb is None or may(person, verb)):
            yield str(words), reverse(address)


def _is_meant(wanted: str, words: str) -> bool:
    """Whether one of the words begins with what was typed, in characters, pinyin or initials."""
    for word in words.lower().split():
        spelling = spell(word)
        if word.startswith(wanted) or (len(wanted) > 1 and wanted in word):
            return True
        if len(wanted) > 1 and (spelling.pinyin.startswith(wanted) or spelling.initials.startswith(wanted)):
            return True
    return False
