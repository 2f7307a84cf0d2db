"""The columns of a list that is handed over, and what their cells say. Pure."""

from datetime import date
from functools import partial

from lianxin.intake.cells.contacts import read_phone
from lianxin.intake.cells.days import read_day
from lianxin.intake.cells.text import as_text, read_free_text
from lianxin.intake.lists.book import list_book
from lianxin.intake.lists.reading import Readers
from lianxin.intake.readers import read_rough_id
from lianxin.intake.vocabulary import Raw

TITLES = {
    "number": "编号 工单编号 工单号 受理编号 信访编号 信访件编号 转办编号 诉求编号 件号 登记编号 number",
    "raised_on": "时间 来电时间 登记时间 受理时间 诉求时间 信访日期 登记日期 来访日期 日期 受理日期 转办时间 "
    "time",
    "name": "姓名 来电人 诉求人 信访人 反映人 联系人 来电人姓名 诉求人姓名 信访人姓名 当事人 name",
    "phone": "电话 联系电话 来电号码 手机 手机号 联系方式 来电电话 诉求人电话 电话号码 phone",
    "id_number": "身份证号码 身份证号 身份证 公民身份号码 证件号码",
    "town": "镇/街道 镇街 镇街道 镇办 乡镇 镇 街道 所属镇街 事发镇街 问题所属镇街 属地镇街 town",
    "village": "村/社区 村社区 村 社区 村居 行政村 所属村 事发村 问题属地 所属村社区 village",
    "address": "地址 住址 事发地址 事发地点 诉求地点 问题地址 详细地址 家庭住址 发生地点 反映地址 address",
    "words": "内容 诉求内容 主要诉求 反映内容 信访内容 问题描述 诉求事项 主要内容 工单内容 概况 反映问题 "
    "content",
    "category": "诉求类别 类别 问题类别 诉求分类 内容分类 事项类别 分类 诉求类型 类型 category",
    "wanted_on": "期限 办理期限 截止时间 办结期限 办理时限 到期时间 截止日期 回复期限 due",
    "wished": "诉求目的 希望 要求 期望 诉求要求 期望结果",
}
IGNORED = "序号 备注 说明 状态 办理状态 承办单位 转办单位 来源 渠道 导入结果 原因 怎么改 no #"
PRIVATE = (
    "是否重复信访 信访次数 重复次数 信访人级别 重点人员 是否重点人员 人员标签 是否老户 缠访 "
    "风险等级 政治面貌 民族 性别 年龄"
)
"""What would make a profile of a person out of a list of matters."""
BOOK = list_book(TITLES, needed=("number", "words"), ignored=IGNORED, private=PRIVATE)
LATEST = date(2100, 12, 31)


def readers(today: date) -> Readers:
    """By key; no day on which something was raised lies ahead of `today`."""
    text = partial(_text, limit=60)
    return {
        "number": text,
        "raised_on": partial(read_day, today=today),
        "name": text,
        "phone": read_phone,
        "id_number": read_rough_id,
        "town": text,
        "village": text,
        "address": partial(_text, limit=200),
        "words": partial(_text, limit=4000),
        "category": text,
        "wanted_on": partial(read_day, today=LATEST),
        "wished": partial(_text, limit=500),
    }


def _text(raw: Raw, limit: int) -> str | None:
    if isinstance(raw, float) and raw.is_integer():
        raw = as_text(raw)
    return read_free_text(raw, limit) or None
