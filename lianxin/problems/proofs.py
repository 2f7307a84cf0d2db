"""Holds the numbers of a policy of deadlines together and runs its examples, before one is adopted. Pure.

`lianxin.policies` finds this module by its name when Django starts; see `lianxin.policies.proving`.
"""

import re
from collections.abc import Iterator
from zoneinfo import ZoneInfo

from lianxin.policies.faults import Fault, fault
from lianxin.policies.ladder.parts import ClockExample, Ladder
from lianxin.policies.proving import register
from lianxin.policies.vocabulary import PolicyDocument
from lianxin.problems.clocks import Due, Times, clock_of, due, times_of
from lianxin.problems.limits import LIMITS as MAY_BE_LEFT_OUT
from lianxin.workdays import official

ZONE = ZoneInfo("Asia/Shanghai")
LIMITS = {
    "packet_workdays": (1, 30),
    "decide_workdays": (1, 30),
    "reply_workdays": (1, 90),
    "ask_workdays": (1, 90),
    "remind_workdays": (1, 30),
    "pause_days": (0, 366),
    "alike_days": (1, 366),
}
MESSAGES: dict[str, tuple[str, str]] = {
    "number_out_of_range": (
        "数字“{name}”应是 {low} 到 {high} 的整数。",
        "The number '{name}' must be a whole number from {low} to {high}.",
    ),
    "day_is_crossed": (
        "一天的起止时刻不对：day_begins 要早于 day_ends，都在 0 到 24 之间。",
        "A day must begin before it ends, both between 0 and 24.",
    ),
    "warns_too_early": (
        "“{name}”的提醒不能早于计时开始：提前 {warn}，一共才 {limit}。",
        "'{name}' would warn before its clock begins: {warn} before the end of {limit}.",
    ),
    "pause_above_all": (
        "停钟原因“{name}”的天数超过合计上限 {limit} 天。",
        "The pause '{name}' is longer than all pauses of one matter may be ({limit} days).",
    ),
    "example_not_published": (
        "例子“{name}”用到还没公布的年度日历，请换一个日子。",
        "The example '{name}' leans on a calendar that is not published; choose another day.",
    ),
}


def prove_deadlines(policy: PolicyDocument) -> list[Fault]:
    """Return every fault of the numbers and clocks, and of the examples once those are sound."""
    ladder = policy.ladder
    if ladder is None:
        return [fault(1, 1, "missing", name="ladder")]
    found = [*out_of_range(policy), *_clocks(policy, ladder)]
    return found or list(_examples(ladder))


def out_of_range(policy: PolicyDocument) -> Iterator[Fault]:
    """A fault for each number beyond its limits, at its line. Nothing adopted since there are limits has one;
    what was adopted before loads as it stands, and `doctor` says so."""
    ladder = policy.ladder
    if ladder is None:
        return
    for name, (low, high) in LIMITS.items():
        value = ladder.numbers[name]
        if not isinstance(value, int) or not low <= value <= high:
            yield _say(_line_of(name, policy.text), "number_out_of_range", name=name, low=low, high=high)
    for name, one in MAY_BE_LEFT_OUT.items():
        value = ladder.numbers.get(name, one.usual)
        if not isinstance(value, int) or not one.least <= value <= one.most:
            told = {"name": name, "low": one.least, "high": one.most}
            yield _say(_line_of(name, policy.text), "number_out_of_range", **told)
    begins, ends = ladder.numbers["day_begins"], ladder.numbers["day_ends"]
    if not 0 <= begins < ends < 24:
        yield _say(_line_of("day_begins", policy.text), "day_is_crossed")


def _clocks(policy: PolicyDocument, ladder: Ladder) -> Iterator[Fault]:
    clocks = [(rung.code, rung.warn, rung.workdays) for rung in ladder.rungs]
    clocks += [(one.code, one.warn, one.hours) for one in ladder.urgencies.values() if one.hours is not None]
    for name, warn, limit in clocks:
        if warn >= limit:
            line = _line_of_code(name, policy.text)
            yield _say(line, "warns_too_early", name=name, warn=warn, limit=limit)
    most = ladder.number("pause_days")
    for pause in ladder.pauses.values():
        if pause.days > most:
            line = _line_of_code(pause.code, policy.text)
            yield _say(line, "pause_above_all", name=pause.code, limit=most)


def _examples(ladder: Ladder) -> Iterator[Fault]:
    times = times_of(ladder, official(), ZONE)
    for example in ladder.examples:
        found = _due(example, ladder, times)
        if found.is_provisional:
            yield _say(example.line, "example_not_published", name=example.id)
        elif found.at != example.due.replace(tzinfo=ZONE):
            words = {"expected": f"{example.due:%Y-%m-%d %H:%M}", "found": f"{found.at:%Y-%m-%d %H:%M}"}
            yield fault(
                example.line, example.column, "example_fails", example=example.id, what="due", **words
            )


def _due(example: ClockExample, ladder: Ladder, times: Times) -> Due:
    category = ladder.category(example.category)
    clock = clock_of(ladder, category.rung, example.urgency or category.urgency)
    return due(clock, example.raised.replace(tzinfo=ZONE), (), times)


def _say(line: int, code: str, **values: object) -> Fault:
    zh, en = MESSAGES[code]
    return Fault(line, 1, code, zh.format(**values), en.format(**values))


def _line_of(name: str, text: str) -> int:
    return _line_matching(rf"^\s+{re.escape(name)}\s*:", text)


def _line_of_code(code: str, text: str) -> int:
    return _line_matching(rf"^\s+-?\s*\{{?\s*code:\s*{re.escape(code)}\b", text)


def _line_matching(pattern: str, text: str) -> int:
    """The line on which something stands, 1 when it is not found."""
    found = re.search(pattern, text, re.M)
    return text.count("\n", 0, found.start()) + 1 + found.group().count("\n") if found else 1


register("deadlines", prove_deadlines)
