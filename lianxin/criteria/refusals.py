"""Names, in words, for the things a rule may not hold, and the signs an input method slips in."""

from lianxin.criteria.messages import CriterionError

FULL_WIDTH = {
    "（": "(", "）": ")",
    "，": ",", "“": '"', "”": '"', "‘": '"', "’": '"', "＜": "<", "＞": ">", "＝": "==", "！": "!",
    "＋": "+", "－": "-", "×": "*", "÷": "/", "＊": "*", "／": "/", "≤": "<=", "≥": ">=", "≠": "!=",
    "。": ".", "；": " ", "：": " ", "、": ",", "\u3000": " ", "％": "/ 100",
}  # fmt: skip

WHAT: dict[str, tuple[str, str]] = {
    "#": ("注释", "a comment"),
    ";": ("分号", "a semicolon"),
    "\\": ("反斜杠", "a backslash"),
    "Pow": ("乘方 **", "a power (**)"),
    "Mod": ("求余 %", "a remainder (%)"),
    "FloorDiv": ("整除 //", "whole division (//)"),
    "BitAnd": ("&（请写 and）", "& (write and)"),
    "BitOr": ("|（请写 or）", "| (write or)"),
    "BitXor": ("^", "^"),
    "Invert": ("~（请写 not）", "~ (write not)"),
    "UAdd": ("多余的正号", "a plus sign before a number"),
    "LShift": ("<<", "<<"),
    "RShift": (">>", ">>"),
    "MatMult": ("@", "@"),
    "Is": ("is（请写 ==）", "is (write ==)"),
    "IsNot": ("is not（请写 !=）", "is not (write !=)"),
    "Call": ("函数调用", "a function call"),
    "Attribute": ("点号取属性", "an attribute with a dot"),
    "Subscript": ("方括号取值", "square brackets behind a name"),
    "Lambda": ("lambda", "lambda"),
    "IfExp": ("if … else", "if … else"),
    "JoinedStr": ("f 字符串", "an f-string"),
    "NamedExpr": ("赋值", "an assignment"),
    "ListComp": ("推导式", "a comprehension"),
    "SetComp": ("推导式", "a comprehension"),
    "DictComp": ("推导式", "a comprehension"),
    "GeneratorExp": ("推导式", "a comprehension"),
    "Tuple": ("单独的一列值", "a list of values on its own"),
    "List": ("单独的一列值", "a list of values on its own"),
    "Set": ("花括号", "braces"),
    "Dict": ("花括号", "braces"),
    "Await": ("await", "await"),
    "Yield": ("yield", "yield"),
    "YieldFrom": ("yield", "yield"),
    "Starred": ("星号", "a star"),
    "NoneType": ("None（未知的事实不用写出来）", "None (an unknown fact is never written)"),
    "ellipsis": ("省略号", "an ellipsis"),
    "bytes": ("字节串", "bytes"),
    "complex": ("虚数", "an imaginary number"),
}


def refusal(what: str, column: int) -> CriterionError:
    """The error for a thing that has no place in a rule: a key of WHAT, or the name of a syntax node."""
    zh, en = WHAT.get(what, (f"“{what}”", f"{what!r}"))
    return CriterionError("not_allowed", column, what_zh=zh, what_en=en)
