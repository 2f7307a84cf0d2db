"""The words of the intake pages: what is being done, how far a file is, what columns are called."""

from collections.abc import Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from lianxin.desk.words import spoken, titled
from lianxin.intake.column_words import STRUCTURE
from lianxin.intake.models import Import
from lianxin.policies.catalogue import default
from lianxin.work.models import Work

KINDS: dict[str, str | Promise] = {
    "import.preview": _("看一遍文件"),
    "import.run": _("导入"),
    "import.undo": _("撤销导入"),
    "export.run": _("导出"),
    "staff.preview": _("看一遍干部表"),
    "staff.run": _("导入干部表"),
    "staff.undo": _("撤销导入干部表"),
    "calendar.preview": _("看一遍工作日历"),
    "calendar.run": _("导入工作日历"),
    "calendar.undo": _("撤销导入工作日历"),
    "petitions.preview": _("看一遍转办名单"),
    "petitions.run": _("导入转办名单"),
    "petitions.undo": _("撤销导入转办名单"),
    "policy.try": _("试算办法"),
    "classification.run": _("按新办法重新分类"),
    "ledger.check": _("核对台账"),
    "pairing.draft": _("算结对方案"),
    "pairing.adopt": _("采用结对方案"),
    "pairing.undo": _("撤销结对方案"),
    "planning.run": _("重新排走访"),
    "notices.send": _("往外发通知"),
    "cards.print": _("印连心卡"),
}
STEPS: dict[str, str | Promise] = {
    "": _("马上开始"),
    "reading": _("正在读文件"),
    "exporting": _("正在写名单"),
    "checking": _("正在逐户核对，什么都不写入"),
    "writing": _("正在写入"),
    "looking": _("正在看导入以后谁又改过"),
    "undoing": _("正在还原"),
    "solving": _("正在求解，一两分钟"),
    "adopting": _("正在写下谁联系谁"),
    "gathering": _("正在读登记册和走访记录"),
    "spreading": _("正在把走访排到各周"),
    "trips": _("正在排最近十天的路线"),
    "comparing": _("正在通读台账，逐块核对封存"),
    "sending": _("正在一条一条地发"),
    "drawing": _("正在画卡"),
    "judging": _("正在逐户评定，什么都不写入"),
    "classifying": _("正在逐户重新评定"),
}
WORK_STATES: dict[str, str | Promise] = {
    Work.WAITING: _("等着开始"),
    Work.RUNNING: _("正在进行"),
    Work.DONE: _("已完成"),
    Work.FAILED: _("没有做成"),
}
STATES: dict[str, str | Promise] = {
    Import.RUNNING: _("正在导入"),
    Import.DONE: _("已导入"),
    Import.FAILED: _("中途停止"),
    Import.UNDOING: _("正在撤销"),
    Import.HALFWAY: _("撤销了一部分"),
    Import.UNDONE: _("已撤销"),
}
COLUMNS: dict[str, str | Promise] = {
    "number": _("户编号"),
    "head_name": _("户主姓名"),
    "head_id": _("户主身份证号码"),
    "head_phone": _("户主电话"),
    "name": _("姓名"),
    "relation": _("与户主关系"),
    "sex": _("性别"),
    "id_number": _("身份证号码"),
    "birth_on": _("出生日期"),
    "phone": _("电话"),
    "town": _("镇、街道"),
    "village": _("村、社区"),
    "group_name": _("组"),
    "address": _("住址"),
    "longitude": _("经度"),
    "latitude": _("纬度"),
    "observed_on": _("采集日期"),
    "marks": _("身份标记"),
    "area_id": _("村、社区"),
    "post": _("职务"),
    "title": _("职务名称"),
    "unit": _("单位"),
    "home": _("住地"),
    "office": _("办公地点"),
    "abilities": _("特长与语言"),
    "secondment": _("下沉"),
}
HOW: dict[str, str | Promise] = {"created": _("新登记"), "updated": _("更新")}

assert set(STRUCTURE) <= set(COLUMNS)


def column_word(key: str) -> str:
    """What we call the column of a key of intake or a field of the register."""
    if key in COLUMNS:
        return str(COLUMNS[key])
    indicator = default().get(key)
    return titled(indicator) if indicator else key


def in_words(message: Mapping[str, Any]) -> str:
    """A message that carries `zh` and `en`, in the language spoken now."""
    return str(message.get(spoken(), ""))
