"""Invented rosters, a village in a CSV, that change from one list to the next as real ones do."""

import csv
from pathlib import Path
from random import Random

from lianxin.registry.identity import check_character

TITLES = (
    "户编号", "户主姓名", "姓名", "与户主关系", "身份证号码", "联系电话", "镇/街道", "村/社区",
    "家庭年纯收入(元)", "负债余额(元)", "住房安全", "劳动能力",
)  # fmt: skip
SURNAMES, GIVEN = "赵钱孙李周吴郑王冯陈", "长生春兰秋菊有田桂花小明建国"
RELATIONS = ("户主", "配偶", "儿子", "女儿", "母亲")


class Village:
    """Families and what a list says about them. ID numbers begin with 610998, phones with 179: nobody's.

    `first` keeps the numbers of several villages apart.
    """

    def __init__(
        self, chance: Random, town: str, village: str, *, families: int = 12, first: int = 0
    ) -> None:
        self.chance, self.place = chance, {"镇/街道": town, "村/社区": village}
        self.first, self.people = first, first
        self.rows: dict[str, list[dict[str, str]]] = {}
        for _ in range(families):
            self.found()

    def found(self) -> None:
        """A family more."""
        number = f"HB7{self.first + len(self.rows):05d}"
        self.rows[number] = []
        for _ in range(self.chance.randint(1, 4)):
            self.grow(number)

    def grow(self, number: str) -> None:
        """A member more in a family."""
        family = self.rows[number]
        name = self._name()
        told = {"户编号": number, "户主姓名": family[0]["姓名"] if family else name, "姓名": name}
        told |= {
            "与户主关系": RELATIONS[len(family)],
            "身份证号码": self.id_number(is_man=len(family) in (0, 2)),
        }
        family.append(told | self.place | self._state(is_head=not family))

    def change(self) -> None:
        """What happens between two lists: incomes, names set right, new members, new families."""
        for family in self.chance.sample(list(self.rows.values()), len(self.rows) // 2):
            for told in family:
                told.update(self._state(is_head=told is family[0]))
            family[-1]["姓名"] = self._name() if len(family) > 1 else family[-1]["姓名"]
        self.grow(min(self.rows, key=lambda number: len(self.rows[number])))
        self.found()

    def write(self, path: Path) -> Path:
        """Most of the families, in any order, and a row that makes no sense."""
        with path.open("w", encoding="utf-8-sig", newline="") as file:
            writer = csv.DictWriter(file, TITLES)
            writer.writeheader()
            families = self.chance.sample(list(self.rows.values()), len(self.rows) - 2)
            writer.writerows(told for family in families for told in family)
            writer.writerow(
                {"户编号": "HB799999", "户主姓名": "无", "姓名": "无名", "与户主关系": "邻居的狗"}
            )
        return path

    def id_number(self, *, is_man: bool) -> str:
        self.people += 1
        year, day = divmod(self.people, 28)
        sequence = self.chance.randrange(500) * 2 + is_man
        digits = f"610998{1930 + year % 90}05{day + 1:02d}{sequence:03d}"
        return digits + check_character(digits)

    def _name(self) -> str:
        return self.chance.choice(SURNAMES) + "".join(self.chance.sample(GIVEN, 2))

    def _state(self, *, is_head: bool) -> dict[str, str]:
        """What a list says this time; the household's own columns are filled in the head's row."""
        choose = self.chance.choice
        own = {
            "联系电话": f"179{self.chance.randrange(10**8):08d}",
            "劳动能力": choose(("普通劳动力", "丧失劳动力", "")),
        }
        if not is_head:
            return own
        return own | {
            "家庭年纯收入(元)": str(self.chance.randrange(0, 90_000, 100)),
            "负债余额(元)": choose(("", "0", "12000", "3万")),
            "住房安全": choose(("是", "否", "")),
        }
