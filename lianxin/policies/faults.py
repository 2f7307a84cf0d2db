"""What can be wrong with a policy file: a place, a stable code, and the words in both languages. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass

# code: (Chinese, English). The values between braces are filled in by `message`.
MESSAGES: dict[str, tuple[str, str]] = {
    # the file as YAML
    "not_text": ("文件不是 UTF-8 文本。", "The file is not UTF-8 text."),
    "too_large": ("文件太大：最多 {limit} 个字符。", "The file is too large: at most {limit} characters."),
    "too_deep": ("层次太深：最多 {limit} 层。", "Nested too deeply: at most {limit} levels."),
    "too_many": ("条目太多：最多 {limit} 个。", "Too many entries: at most {limit}."),
    "yaml": ("YAML 写法有误：{problem}", "This is not valid YAML: {problem}"),
    "alias": (
        "不允许用 & 或 * 引用，请把内容写全。",
        "Anchors and aliases (& and *) are not allowed: write it out.",
    ),
    "tag": ("不允许用 ! 标签。", "Tags (!) are not allowed."),
    "several_documents": ("一个文件只能写一份办法。", "One file holds one document."),
    "empty": ("文件是空的。", "The file is empty."),
    # its shape
    "not_a_mapping": ("这里应是“名称: 内容”的形式。", "This should be a mapping of names to contents."),
    "not_a_list": ("这里应是以“-”开头的列表。", "This should be a list of entries that begin with '-'."),
    "not_a_value": ("这里应是一个值，不是列表或分组。", "This should be one value, not a list or a group."),
    "missing": ("缺少“{name}”。", "'{name}' is missing."),
    "not_expected": (
        "不认识“{name}”；这里可以写：{known}。",
        "'{name}' is not known here; known are: {known}.",
    ),
    "duplicate_name": ("“{name}”写了两次。", "'{name}' is written twice."),
    "not_a_number": ("“{value}”不是数字。", "'{value}' is not a number."),
    "not_a_date": ("“{value}”不是日期，应写成 2026-01-01。", "'{value}' is not a date such as 2026-01-01."),
    "not_true_or_false": ("“{value}”应写 true 或 false。", "'{value}' should be true or false."),
    "not_one_of": ("“{value}”不在可选之列：{known}。", "'{value}' is not one of: {known}."),
    "bad_name": (
        "“{name}”不能作名称：只用小写英文字母、数字和下划线，以字母开头。",
        "'{name}' cannot be a name: use lower-case letters, digits and underscores, beginning with a letter.",
    ),
    "bad_identity": (
        "“{name}”不能作编号：只用小写英文字母、数字、- 和 _。",
        "'{name}' cannot be an id: use lower-case letters, digits, - and _ only.",
    ),
    "blank": ("这里不能留空。", "This must not be empty."),
    # the catalogue of indicators
    "choices_needed": (
        "选项型指标要列出至少两个选项。",
        "An indicator of type choice must list two or more choices.",
    ),
    "choices_not_allowed": ("只有选项型指标可以列出选项。", "Only an indicator of type choice has choices."),
    "unit_needed": ("金额和数量要写单位。", "Money and numbers need a unit."),
    "bounds_not_allowed": ("只有金额和数量可以有上下限。", "Only money and numbers have bounds."),
    "bounds_crossed": ("下限大于上限。", "The minimum is above the maximum."),
    "never_fresh": ("保鲜天数应是正整数。", "The days of freshness must be a positive whole number."),
    # the numbers and rules of a policy
    "nothing_listed": ("这里至少要有一条。", "At least one entry is needed here."),
    "duplicate_id": (
        "编号“{id}”已在第 {earlier} 行用过。",
        "The id '{id}' was used on line {earlier} already.",
    ),
    "name_is_indicator": (
        "“{name}”已是指标，数字要另起名。",
        "'{name}' is an indicator; call the number something else.",
    ),
    "unknown_name": (
        "“{name}”既不是指标，也不是本文件的数字{near}。",
        "'{name}' is neither an indicator nor a number of this file{near}.",
    ),
    "not_for_this_kind": (
        "“{name}”不得用于“{kind}”办法：它只为 {uses} 而登记。",
        "'{name}' may not be used by a policy of kind '{kind}': it is recorded for {uses} only.",
    ),
    "about_one_resident": (
        "“{name}”说的是一个人，不是一户；请改用由它推算的户级指标。",
        "'{name}' is about one resident, not a household; use an indicator derived from it.",
    ),
    "about_an_area": (
        "“{name}”说的是一个村（社区），不是一户；这类办法不能用它。",
        "'{name}' is about a village, not a household; a policy of this kind cannot use it.",
    ),
    "date_in_rule": ("条件里还不能用日期指标“{name}”。", "A condition cannot use the date '{name}' yet."),
    "not_a_choice": (
        "“{value}”不是“{name}”的选项；选项有：{known}。",
        "'{value}' is not a choice of '{name}'; the choices are: {known}.",
    ),
    "unit_mismatch": (
        "单位对不上：“{left}”是 {left_unit}，“{right}”是 {right_unit}。",
        "The units differ: '{left}' is in {left_unit}, '{right}' in {right_unit}.",
    ),
    "never_true": ("这条规则永远不会成立：{why}", "This rule can never be true: {why}"),
    "divides_by_zero": (
        "除数是 0，条件永远无法判断。",
        "Division by zero: the condition can never be decided.",
    ),
    # the form of a visit
    "form_number_missing": (
        "有走访表就要有数字“{name}”，写在 numbers 里。",
        "A policy with a form must state the number '{name}' among its numbers.",
    ),
    "form_too_long": (
        "走访表共 {fields} 项，超过最多 {limit} 项；从“{id}”起请删减，或先改数字 form_fields。",
        "The form has {fields} fields, more than {limit}: shorten it from '{id}' on, or change form_fields.",
    ),
    "form_too_slow": (
        "填这张走访表要 {minutes} 分钟，超过最多 {limit} 分钟；请少问几项，或先改数字 form_minutes。",
        "Filling in this form takes {minutes} minutes, more than {limit}: ask less, or change form_minutes.",
    ),
    "unknown_indicator": ("指标目录里没有“{name}”。", "The catalogue has no indicator '{name}'."),
    "not_askable": (
        "“{name}”是算出来的，不能问；请问它背后的情况。",
        "'{name}' is computed and cannot be asked; ask what lies behind it.",
    ),
    "asked_twice": ("“{name}”已在第 {earlier} 行问过。", "'{name}' is asked on line {earlier} already."),
    "age_of_a_home": (
        "这一项问的是一户，不能按年龄。",
        "This is asked of a household, so it cannot depend on an age.",
    ),
    "not_on_the_phone": (
        "“{name}”是服务器算的，手机没有网时不知道；请用户里填报的指标。",
        "'{name}' is computed by the server and not known on a phone without a network.",
    ),
    "replaced_again": (
        "“{name}”由“{by}”代替，“{by}”又被代替；请直接写最后的。",
        "'{name}' is replaced by '{by}', which is replaced itself: write the last one.",
    ),
    "form_in_a_line": (
        "有走访表的办法，每一部分要从行首另起一行写。",
        "In a policy with a form every part must begin a line of its own.",
    ),
    # the ladder of problems
    "level_on_one_rung": (
        "每一级区划要正好在一个层级上；请核对“{level}”。",
        "Every level of area must stand on exactly one rung; check '{level}'.",
    ),
    "hours_of_urgency": (
        "“{name}”：除 ordinary 外每种紧急程度都要写几小时，ordinary 按层级的工作日。",
        "'{name}': every urgency but 'ordinary' states its hours; 'ordinary' goes by the rung's workdays.",
    ),
    "not_a_moment": (
        "“{value}”不是时刻，应写成 2026-03-02 10:00。",
        "'{value}' is not a moment such as 2026-03-02 10:00.",
    ),
    "count_out_of_range": (
        "“{value}”应在 {low} 到 {high} 之间。",
        "{value} should lie between {low} and {high}.",
    ),
    "number_above": (
        "数字“{name}”是 {value}，太大了：单位是“{unit}”的最多 {limit}。",
        "The number '{name}' is {value}, too large: in the unit {unit} at most {limit}.",
    ),
    "greeting_without_name": (
        "开场白里要写一次 {{name}}，中英文都要：打电话的人在那里报自己的名字。",
        "The greeting holds {{name}} once in each language: there the caller says his own.",
    ),
    "braces_in_script": (
        "这里不能有花括号；只有开场白里可以写 {{name}}。",
        "No braces here; only the greeting holds {{name}}.",
    ),
    "no_question": (
        "“{name}”要写成一句问话，以问号结尾，中英文都要。",
        "'{name}' must be a question that ends with a question mark, in both languages.",
    ),
    "too_long": ("太长了：最多 {limit} 个字。", "Too long: at most {limit} characters."),
    # examples
    "not_an_age": ("“{value}”不是年龄（0 到 {limit} 岁）。", "{value} is not an age (0 to {limit})."),
    "value_below": ("{name} 不能小于 {bound}。", "{name} cannot be less than {bound}."),
    "value_above": ("{name} 不能大于 {bound}。", "{name} cannot be more than {bound}."),
    "derived_twice": (
        "“{name}”由 residents 推算，不能又直接写。",
        "'{name}' follows from the residents and cannot be given as well.",
    ),
    "example_fails": (
        "例子“{example}”的 {what} 不符：应为 {expected}，算得 {found}。",
        "The example '{example}' fails on {what}: expected {expected}, found {found}.",
    ),
    "already_adopted": (
        "编号“{id}”的办法已经采用，内容不同；旧办法不改，新办法请换编号。",
        "A policy with the id '{id}' was adopted with another text: give the new one a new id.",
    ),
    "effective_too_early": (
        "施行日期 {day} 已经过了，不能倒签；最早从今天 {earliest} 起。",
        "{day} has passed: a policy takes effect on {earliest}, today, at the earliest.",
    ),
    "no_prover": (
        "还没有程序能核对“{kind}”办法的例子，不能采用。",
        "Nothing here can run the examples of a policy of kind '{kind}', so it cannot be adopted.",
    ),
}


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One thing wrong with a file. Line and column count from 1; `message` is Chinese."""

    line: int
    column: int
    code: str
    message: str
    message_en: str

    def __str__(self) -> str:
        return f"第 {self.line} 行第 {self.column} 列：{self.message}"


class PolicyError(ValueError):
    """A file that cannot be used. `faults` lists everything found, in the order of the file."""

    def __init__(self, faults: Iterable[Fault], *, filename: str = "") -> None:
        self.faults = tuple(sorted(faults))
        self.filename = filename
        prefix = f"{filename}: " if filename else ""
        super().__init__("\n".join(f"{prefix}{found}" for found in self.faults))


def message(code: str, lang: str = "zh", **values: object) -> str:
    """Return the words for `code` in Chinese, or in English when `lang` begins with "en"."""
    return MESSAGES[code][lang.startswith("en")].format(**values)


def fault(line: int, column: int, code: str, **values: object) -> Fault:
    """Build a fault; a value that is a (zh, en) pair is put in each language's message accordingly."""
    zh = {name: value[0] if isinstance(value, tuple) else value for name, value in values.items()}
    en = {name: value[1] if isinstance(value, tuple) else value for name, value in values.items()}
    return Fault(line, column, code, message(code, "zh", **zh), message(code, "en", **en))
