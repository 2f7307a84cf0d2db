"""When something may be told, what a message says, and when a failed one is tried again. Pure."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta

from lianxin.notices.vocabulary import KINDS, UNKNOWN, Notice, Part, words_of
from lianxin.workdays import Calendar

HOURS = {Part.MORNING: (time(8, 30), time(12, 0)), Part.AFTERNOON: (time(14, 0), time(17, 30))}
"""In the district's time zone. A digest goes when a part begins, or as soon after that as it can."""
WAITS = (timedelta(minutes=1), timedelta(minutes=5), timedelta(minutes=30), timedelta(hours=2))
"""After the first failure, the second …; one that has failed once more than that is given up."""


def part_at(local: datetime, calendar: Calendar) -> Part | None:
    """The part of a working day at a local moment; None outside of working hours."""
    if not calendar.is_workday(local.date()):
        return None
    clock = local.time()
    return next((part for part, (begin, end) in HOURS.items() if begin <= clock < end), None)


def window_of(day: date, part: Part) -> str:
    """The key of a part of a day: one message for each person or group and key."""
    return f"{day.isoformat()}-{part.value}"


def next_try(failures: int, at: datetime) -> datetime | None:
    """When a message that failed so often (1: once) is tried again; None: never."""
    return at + WAITS[failures - 1] if failures <= len(WAITS) else None


def lines_of(notices: Iterable[Notice], lang: str = "zh") -> list[str]:
    """One line for each kind, the urgent first, then as the kinds are listed."""
    order = {kind: at for at, kind in enumerate(KINDS)}
    counts: dict[tuple[bool, str], int] = {}
    for one in notices:
        key = (not one.urgent, one.kind)
        counts[key] = counts.get(key, 0) + one.count
    ordered = sorted(counts, key=lambda key: (key[0], order.get(key[1], len(order)), key[1]))
    return [words_of(kind, counts[is_calm, kind], lang) for is_calm, kind in ordered]


def message(lines: Sequence[str], place: str, link: str, lang: str = "zh") -> str:
    """A message for outside: what it is from, the counts, and where to look. `place`: the group's area, or ""
    for a person; nothing else of the register ever stands in it."""
    is_english = lang.startswith("en")
    head = "Lianxin" if is_english else "连心"
    said = [f"{head} · {place}" if place else head, *lines]
    if link:
        said.append(f"Look there: {link}" if is_english else f"去看：{link}")
    return "\n".join(said)


def for_group(notices: Iterable[Notice]) -> list[Notice]:
    """What a group hears of what waits for its people: of shared things the most one of them sees, of other
    things the sum."""
    found: dict[tuple[str, bool, str], Notice] = {}
    for one in notices:
        is_shared = KINDS.get(one.kind, UNKNOWN).is_shared
        key = (one.kind, one.urgent, one.subject if is_shared else "")
        before = found.get(key)
        if before is None:
            found[key] = one
            continue
        count = max(before.count, one.count) if is_shared else before.count + one.count
        found[key] = Notice(one.kind, before.person, before.subject, count, before.url, one.urgent)
    return list(found.values())
