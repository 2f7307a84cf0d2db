"""Do the numbers of a policy of visits make sense, and can a year be planned by them? Pure."""

from collections.abc import Iterator, Mapping
from datetime import date

from lianxin.planning.rounds.patterns import Library, gaps_of
from lianxin.planning.rounds.seasons import ORDER, year_of_rounds
from lianxin.planning.rounds.weeks import weeks_between
from lianxin.planning.routes.ordering import MOST_STOPS
from lianxin.planning.standards import Numbers, Standards, standards
from lianxin.planning.vocabulary import Cannot, PlanningError
from lianxin.workdays import Calendar

Words = tuple[str, str]  # Chinese, English
Finding = tuple[str, str, Words]  # name of the number, code, what is wrong

WHOLE = ("workdays_needed", "week_visits", "day_stops", "day_minutes", "visit_minutes", "longer_minutes")
POSITIVE = ("window_share", "walk_speed", "drive_speed", *WHOLE)
YES_OR_NO = ("evening_visits", "weekend_visits")
TRIED = (3, 4, 12)  # visits a year that every policy must be able to plan
TIERS: Numbers = {f"visits_{tier}": 4 for tier in ("priority", "watch", "fine", "unassessed")}
MESSAGES: Mapping[str, Words] = {
    "missing": ("缺少这个数字。", "This number is missing."),
    "not_whole": ("应是不小于 1 的整数。", "It must be a whole number, 1 or more."),
    "not_positive": ("应大于 0。", "It must be above 0."),
    "not_yes_or_no": ("只能写 0（否）或 1（是）。", "It must be 0 (no) or 1 (yes)."),
    "negative": ("不能小于 0。", "It cannot be below 0."),
    "too_many_stops": ("一天最多 {most} 户。", "A day has {most} doors at most."),
    "gaps_crossed": (
        "最少间隔不能超过 1 倍，最多间隔不能少于 1 倍。",
        "The least gap is at most 1 and the longest at least 1.",
    ),
    "times_crossed": (
        "结束不能早于开始，也不能超过 24 时。",
        "The end must come after the beginning, by 24.",
    ),
    "no_room": (
        "按这些间隔和农忙节日，一年走访 {times} 次排不开。请放宽间隔或缩短不排的日子。",
        "With these gaps and quiet times {times} visits a year cannot be planned: allow wider gaps.",
    ),
}


def findings(numbers: Numbers, effective_on: date, calendar: Calendar) -> Iterator[Finding]:
    """Say what is wrong with the numbers; a year is only tried when each makes sense by itself."""
    try:
        read = standards(numbers, TIERS)
    except PlanningError as error:
        yield "", error.code, (error.message, error.message_en)
        return
    found = [*_single(numbers), *_together(read)]
    yield from found
    if not found:
        yield from _year(read, effective_on, calendar)


def _single(numbers: Numbers) -> Iterator[Finding]:
    for name in (f"{what}_{reason}" for what in ("again", "times") for reason in Cannot):
        if name not in numbers:
            yield _say(name, "missing")
    for name, value in numbers.items():
        if name in WHOLE and (value != int(value) or value < 1):
            yield _say(name, "not_whole")
        elif name in POSITIVE and value <= 0:
            yield _say(name, "not_positive")
        elif name in YES_OR_NO and value not in (0, 1):
            yield _say(name, "not_yes_or_no")
        elif value < 0:
            yield _say(name, "negative")


def _together(read: Standards) -> Iterator[Finding]:
    if read.day_stops > MOST_STOPS:
        yield _say("day_stops", "too_many_stops", most=MOST_STOPS)
    if not read.gap_min <= 1 <= read.gap_max:
        yield _say("gap_min", "gaps_crossed")
    if not read.day_begins < read.day_ends <= 24:
        yield _say("day_ends", "times_crossed")
    if not read.evening_begins < read.evening_ends <= 24:
        yield _say("evening_ends", "times_crossed")


def _year(read: Standards, effective_on: date, calendar: Calendar) -> Iterator[Finding]:
    try:
        weeks = weeks_between(*year_of_rounds(effective_on, read), read, calendar)
    except PlanningError as error:
        yield "", error.code, (error.message, error.message_en)
        return
    library = Library(weeks)
    for times in TRIED:
        patterns = library.get(gaps_of(times, read), times, 0, min(times, len(ORDER)))
        if patterns.weeks.shape[1] < times or patterns.penalty.any():
            yield _say("gap_max", "no_room", times=times)


def _say(name: str, code: str, **values: object) -> Finding:
    zh, en = MESSAGES[code]
    return name, code, (zh.format(**values), en.format(**values))
