"""Sentences about phones: in and out of use, what lies on them, what they sent that people had to look at."""

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lianxin.desk.telling.names import Names
from lianxin.desk.telling.saying import UNKNOWN, Sentence, always, filled
from lianxin.desk.words import is_english
from lianxin.field.words import words_for
from lianxin.ledger.models import Event

WAYS: dict[str, str | Promise] = {
    "accept": gettext_lazy("收下手机传来的一条"),
    "reassign": gettext_lazy("把手机传来的一条改归后收下"),
    "set_aside": gettext_lazy("搁置手机传来的一条"),
}
EPOCHS: dict[str, str | Promise] = {
    "first": gettext_lazy("开始与手机同步"),
    "put-back": gettext_lazy("数据库被换回旧的：请手机把留着的内容重传一遍"),
    "restored": gettext_lazy("从备份恢复：请手机把留着的内容重传一遍"),
}


def _name(event: Event) -> dict[str, str]:
    return {"name": event.after.get("name") or UNKNOWN}


def _why(event: Event) -> dict[str, str]:
    """Why an op waits, in plain words."""
    words = words_for(str(event.after.get("code", "")))
    return {"why": words.says_en if is_english() else words.says}


def _resolved(event: Event, names: Names) -> str:
    return str(WAYS.get(event.after.get("how", ""), _("处理手机传来的一条")))


def _rescued(event: Event, names: Names) -> str:
    taken = sum(int(count) for count in event.after.values())
    return _("导入手机的救援文件：%(ops)s 条") % {"ops": f"{taken:,}"}


def _epoch(event: Event, names: Names) -> str:
    return str(EPOCHS.get(event.after.get("why", ""), EPOCHS["restored"]))


SENTENCES: dict[str, Sentence] = {
    "device.enrolled": filled(gettext_lazy("在手机上登录：%(name)s"), _name),
    "device.revoked": always(gettext_lazy("停用一台手机")),
    "device.wiped": always(gettext_lazy("停用的手机已被告知清空")),
    "device.sealed": always(gettext_lazy("停用的手机交回没传完的内容（密封）")),
    "device.rescued": _rescued,
    "household.handed_out": always(gettext_lazy("这一户的资料第一次装进这台手机，含户主电话")),
    "upload.quarantined": filled(gettext_lazy("手机传来的一条要人看：%(why)s"), _why),
    "upload.rejected": always(gettext_lazy("手机传来的一条编号重复、内容不同，原样另存")),
    "upload.resolved": _resolved,
    "epoch.begun": _epoch,
}
