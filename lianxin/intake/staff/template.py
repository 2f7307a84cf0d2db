"""An empty staff workbook to fill in: titles, lists to choose from, and a sheet that explains each column."""

from pathlib import Path

from lianxin.intake.sheets import TextSheet, new_workbook
from lianxin.intake.staff.cells import ROLE_WORDS
from lianxin.intake.staff.columns import TITLES
from lianxin.people.vocabulary import Ability, Rank

SHEET, HELP = "干部表", "说明"
ROWS = 10_000
NEEDED = frozenset(("number", "name", "role"))
AS_TEXT = frozenset(("number", "phone"))
CHOICES = {
    "role": tuple(words.split()[0] for words in ROLE_WORDS.values()),
    "rank": tuple(rank.zh for rank in Rank),
}
HINTS = {
    "number": "必填。每人一个，登录用，大家看得见：不要用身份证号和手机号。再导入时凭它认人。",
    "name": "必填。已有的工号，姓名要和系统里一样。",
    "phone": "一个手机号码，或带区号的座机。加密保存。",
    "role": "决定能看什么、能改什么。不填按联系干部登记。",
    "town": "在镇上任职：只填这一列。在村任职：镇和村都填。在区里任职：两列都空着。",
    "village": "在哪个村或社区任职。一人任几处，就写几行，工号相同。",
    "title": "大家怎么叫，例如 镇长、包村干部。",
    "rank": "领导名额少，优先联系连心户。不填按一般干部。",
    "from_on": "写成 2026-03-01 的样子。不填就从导入那天起。",
    "unit": "编制或工作所在的单位。",
    "home_town": "家在哪个镇，村名全区只有一个时可空。",
    "home_village": "家在哪个村。结对时就近安排。",
    "office": "镇名或村名。不在任职的地方办公才填。",
    "languages": "几种之间用顿号隔开。",
    "skills": "几种之间用顿号隔开。",
    "down_town": "下沉在哪个镇。",
    "down_village": "下沉在哪个村。没有下沉，这几列都空着。",
    "down_unit": "从哪个单位派来。和单位相同可空。",
    "down_on": "从哪天起下沉。不填就从导入那天起。",
}


def write_staff_template(path: Path) -> None:
    """Write an empty staff workbook with lists to choose from and a help sheet."""
    with new_workbook(path) as workbook:
        needed = workbook.add_format({"bold": True, "bg_color": "#DCEBEA", "border": 1, "text_wrap": True})
        plain = workbook.add_format({"bold": True, "bg_color": "#EFEBE4", "border": 1, "text_wrap": True})
        as_text = workbook.add_format({"num_format": "@"})
        table = TextSheet(workbook, SHEET)
        for index, (key, titles) in enumerate(TITLES.items()):
            table.sheet.set_column(index, index, 15, as_text if key in AS_TEXT else None)
            table.sheet.write_string(0, index, titles.split()[0], needed if key in NEEDED else plain)
            if key in CHOICES:
                told = {"error_title": titles.split()[0], "error_message": "请从列表里选一项。"}
                options = {"validate": "list", "source": list(CHOICES[key]), **told}
                table.sheet.data_validation(1, index, ROWS, index, options)
        table.sheet.freeze_panes(1, 2)
        _write_help(TextSheet(workbook, HELP), plain)


def _write_help(sheet: TextSheet, bold: object) -> None:
    sheet.sheet.set_column(0, 0, 20)
    sheet.sheet.set_column(1, 2, 60)
    sheet.write_row(["列名", "怎么填", "可选"], bold)
    choices = CHOICES | {
        "languages": tuple(one.zh for one in Ability if one.is_language),
        "skills": tuple(one.zh for one in Ability if not one.is_language),
    }
    for key, titles in TITLES.items():
        sheet.write_row([titles.split()[0], HINTS[key], "、".join(choices.get(key, ()))])
    for text in (
        "一行是一个人的一个职务。列的先后可以改，不用的列可以删。空着的格子表示不改。",
        "身份证号、性别、出生日期、住址都不需要，填了也不导入。",
        "导入以后没有人有密码：在“干部”页印登录条，当面交给本人。",
    ):
        sheet.write_row(["", text])
