"""The columns of a staff workbook, and the titles under which offices write them. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from lianxin.intake.columns import Column, ColumnBook, Meaning, plain, whole

# {key: titles}; the first title is the one the template writes.
TITLES = {
    "number": "工号 人员编号 干部编号 职工号 员工号 编号 账号 登录账号 登录号 用户名 staffno staffnumber",
    "name": "姓名 干部姓名 人员姓名 名字 联系人 责任人 包联干部 帮扶干部 name",
    "phone": "联系电话 电话 手机 手机号 手机号码 电话号码 联系方式 移动电话 办公电话 phone",
    "role": "角色 系统角色 权限 权限角色 使用角色 role",
    "town": "镇/街道 镇街道 镇街 镇办 镇(街道) 乡镇 镇 街道 乡镇街道 所属镇街 所在镇街 任职镇街 任职乡镇 "
    "乡镇/街道 镇(办) town",
    "village": "村/社区 村社区 村(社区) 社区/村 村 社区 村居 行政村 所属村 所在村 任职村 包联村 联系村 "
    "包村 任职村(社区) 包联村(社区) 村名 village",
    "title": "职务 职务名称 职位 岗位 现任职务 担任职务 title",
    "rank": "职级 层级 级别 干部层级 干部类别 职务层次 rank",
    "from_on": "起始日期 任职日期 任职时间 开始日期 到岗日期 上任日期 任现职时间 从何时起",
    "unit": "单位 工作单位 所在单位 单位名称 部门 所在部门 所属单位 unit",
    "home_town": "住地镇/街道 住地镇 家庭所在镇 籍贯镇 家乡镇 居住镇街",
    "home_village": "住地村/社区 住地村 家庭住址所在村 家庭所在村 籍贯村 家乡村 居住村 居住村(社区) "
    "住址所在村 原籍村 老家村",
    "office": "办公地点 办公地 办公所在地 办公镇街 办公村 坐班地点",
    "languages": "语言 会说的话 方言 掌握语言 语言能力 通晓语言 languages",
    "skills": "特长 专长 擅长 专业特长 业务专长 技能 skills",
    "down_town": "下沉镇/街道 下沉镇街 下沉镇 驻村镇 派驻镇",
    "down_village": "下沉村/社区 下沉村 下沉社区 驻村 派驻村 帮扶村 驻点村 下沉到",
    "down_unit": "派出单位 选派单位 派驻单位 原单位 下沉单位",
    "down_on": "下沉日期 驻村日期 下沉时间 驻村时间 派驻日期 派驻时间",
}
NOT_READ = "序号 行号 no id # 备注 说明 导入结果 原因 怎么改"
# Personal data that nothing here needs: named, so that nobody wonders where it went.
NOT_NEEDED = (
    "身份证号码 身份证号 身份证 公民身份号码 证件号码 性别 民族 出生日期 出生年月 年龄 政治面貌 学历 "
    "家庭住址 住址 银行卡号 婚姻状况"
)
IGNORED = frozenset(map(plain, NOT_READ.split()))
PRIVATE = frozenset(map(plain, NOT_NEEDED.split()))


@dataclass(frozen=True)
class StaffColumnBook(ColumnBook):
    """The columns of a staff workbook, found by title."""

    @cached_property
    def _by_title(self) -> Mapping[str, Meaning]:
        meanings: dict[str, Meaning] = {}
        for column in self.columns:
            for title in TITLES[column.key].split():
                meanings.setdefault(whole(title), Meaning(column))
                meanings.setdefault(plain(title), Meaning(column))
        return meanings


def staff_columns() -> StaffColumnBook:
    """All columns, in the order of the template."""
    return StaffColumnBook(
        tuple(Column(key, "resident", titles.split()[0]) for key, titles in TITLES.items())
    )
