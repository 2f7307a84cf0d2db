"""How large a number of a policy may be, by its unit: above that it is a slip of the pen. Pure.

Checked when a policy is drafted or adopted, not when an adopted one is read: what is in force stays as it is.
"""

from collections.abc import Iterator

from lianxin.policies.faults import Fault, fault
from lianxin.policies.nodes import Mapping, Node, compose
from lianxin.policies.vocabulary import PolicyDocument

MOST: dict[str, int] = {
    **{"年": 100, "月": 1_200, "周": 5_200, "天": 36_500, "工作日": 25_000},
    **{"时": 8_784, "小时": 8_784, "分钟": 44_640, "秒": 86_400, "分钟/天": 1_440, "月日": 1231},
    **{
        "次": 10_000,
        "次/年": 366,
        "次/周": 50,
        "次/人·年": 366,
        "项": 10_000,
        "件": 1_000_000,
        "件/户": 1_000,
    },
    **{"人": 10_000_000, "户": 10_000_000, "户/天": 1_000, "公里": 10_000, "公里/时": 200},
    **{"元": 1_000_000_000, "元/年": 1_000_000_000, "分": 1_000_000, "倍": 1_000, "比例": 100},
    **{"%": 100, "是否": 1, "份": 10_000, "兆": 10_000, "个村": 10_000},
}
"""A century, a year of hours, a month of minutes, more homes than a district has …; nobody means more."""
ELSE = 1_000_000_000


def above_bounds(policy: PolicyDocument) -> Iterator[Fault]:
    """A fault for each number that is too large, at its value: names the number and how large it may be."""
    for name, number in policy.numbers.items():
        most = MOST.get(number.unit, ELSE)
        if number.value > most:
            place = _place_of(name, compose(policy.text))
            told = {"name": name, "value": number.value, "unit": number.unit, "limit": most}
            yield fault(place.line, place.column, "number_above", **told)


def _place_of(name: str, root: Node) -> Node:
    """Where the value of a number stands; the beginning of the file where it cannot be found."""
    found = root
    for part in ("numbers", name, "value"):
        inner = {key.value: node for key, node in found.entries} if isinstance(found, Mapping) else {}
        if part not in inner:
            return root
        found = inner[part]
    return found
