"""What the evaluator says when it refuses: a stable code and a sentence, in Chinese and in English."""

MESSAGES: dict[str, tuple[str, str]] = {
    "empty": ("条件是空的", "the condition is empty"),
    "too_long": (
        "条件太长：{length} 个字符，最多 {limit} 个；请拆成几条规则",
        "the condition is too long: {length} characters, at most {limit}; split it into several rules",
    ),
    "too_deep": (
        "条件嵌套太深，最多 {limit} 层；请拆成几条规则",
        "the condition is nested too deeply, at most {limit} levels; split it into several rules",
    ),
    "syntax": (
        "这里看不懂：请检查括号、引号和符号",
        "cannot read this: check brackets, quotes and operators",
    ),
    "full_width": (
        "“{found}”是全角符号，请改用半角“{instead}”",
        "{found!r} is a full-width sign; write {instead!r} instead",
    ),
    "single_equals": ("比较相等要写两个等号 ==", "to compare, write two equal signs: =="),
    "not_allowed": (
        "规则里不能用{what_zh}；可以用指标名、数字、文字、比较、and/or/not、in 和 + - * /",
        "{what_en} cannot be used in a rule; only names, numbers, texts, comparisons, and/or/not, in, +-*/",
    ),
    "number_too_large": (
        "数字太大，绝对值不能超过 {limit}",
        "the number is too large, at most {limit} either side of zero",
    ),
    "text_too_long": ("文字太长，最多 {limit} 个字", "the text is too long, at most {limit} characters"),
    "text_not_plain": (
        "文字里不能有引号或控制字符",
        "a text in a rule cannot hold quotes or control characters",
    ),
    "not_a_condition": (
        "这里要一个能判断对错的条件，不是{kind_zh}",
        "a condition that is true or false is needed here, not {kind_en}",
    ),
    "condition_as_value": (
        "这里要一个数或文字，不是条件；条件之间用 and、or、not 连接",
        "a number or a text is needed here, not a condition; join conditions with and, or, not",
    ),
    "wrong_kind": (
        "“{what}”是{found_zh}，这里要{wanted_zh}",
        "{what!r} is {found_en}, {wanted_en} is needed here",
    ),
    "no_order": (
        "{kind_zh}不分大小，只能用 ==、!= 或 in",
        "{kind_en} has no order; only ==, != and in can be used",
    ),
    "needs_options": (
        'in 后面要用括号列出几个固定的值，例如 in ("chronic", "serious")；只有一个时写 ("chronic",)',
        'after "in", list fixed values in brackets: ("chronic", "serious"); a single one as ("chronic",)',
    ),
    "unknown_name": (
        "没有叫“{name}”的指标或数{near_zh}",
        "no indicator or number is called {name!r}{near_en}",
    ),
    "no_column": (
        "要计算的表里没有“{name}”这一列",
        "the table to be judged has no column {name!r}",
    ),
    "not_a_value": (
        "“{name}”的值是 {found} 类型，规则只能用数、文字和是否",
        "the value of {name!r} is a {found}; rules know numbers, texts and yes/no only",
    ),
    "value_too_large": (
        "“{name}”的值太大，无法精确计算",
        "the value of {name!r} is too large to be judged exactly",
    ),
    "unequal_lengths": (
        "“{name}”有 {found} 行，别的列有 {wanted} 行",
        "{name!r} has {found} rows, the other columns have {wanted}",
    ),
}

KIND_NAMES: dict[str, tuple[str, str]] = {
    "number": ("数", "a number"),
    "bool": ("是否", "a yes/no"),
    "text": ("文字", "a text"),
}


def message(code: str, lang: str = "zh", **values: object) -> str:
    """The sentence for `code`, filled in; `lang` is "zh" or "en"."""
    zh, en = MESSAGES[code]
    return (zh if lang == "zh" else en).format(**values)


def kind_words(**kinds: str) -> dict[str, str]:
    """`found="bool"` becomes `found_zh`, `found_en`, ready for `message`."""
    words: dict[str, str] = {}
    for key, kind in kinds.items():
        words[f"{key}_zh"], words[f"{key}_en"] = KIND_NAMES[kind]
    return words


class CriterionError(ValueError):
    """A condition that cannot be read or judged.

    `code` is stable, `column` counts characters from 1 (0: no place in the text), `message` is Chinese,
    `message_en` English. Neither ever holds a household's values.
    """

    def __init__(self, code: str, column: int = 0, **values: object) -> None:
        self.code = code
        self.column = column
        self.message = message(code, "zh", **values)
        self.message_en = message(code, "en", **values)
        super().__init__(f"{self.message} ({self.message_en})")
