"""An empty list of problems to fill in."""

from pathlib import Path

from lianxin.intake.lists.template import write_list_template
from lianxin.intake.petitions.columns import BOOK

HINTS = {
    "number": "必填。原来的编号（12345工单号、信访件编号），再导入时凭它认同一件。",
    "raised_on": "什么时候反映的，写成 2026-03-02 的样子。",
    "name": "来电人姓名。只留在这一件事上，不给人做标记。",
    "phone": "来电号码。对得上登记的户就记到那一户，加密保存。",
    "id_number": "只用来认是哪一户，不保存。",
    "town": "镇或街道。",
    "village": "村或社区。电话对不上户时，凭它知道是哪里的事。",
    "address": "事发地址。没有写村的，从地址里认村名。",
    "words": "必填。反映什么事，一件事一行。",
    "category": "照办法里的类别名写，例如 修房建房、用水灌溉。不认识的先记作“别的事”。",
    "wanted_on": "转办单上要求的日子，写成 2026-03-20 的样子。本级的期限照办法另算。",
    "wished": "希望怎么办。",
}
NOTES = (
    "一行是一件事。列的先后可以改，不用的列可以删。",
    "反复来访次数、人员标签、重点人员这些列不读也不保存：这里记事，不给人画像。",
    "同一个编号只导入一次；和已有的事很像的会提醒，由人来定要不要并案。",
)


def write_petitions_template(path: Path) -> None:
    write_list_template(path, BOOK, sheet="转办名单", hints=HINTS, choices={}, notes=NOTES)
