"""Rows of a calendar workbook become years, or refusals. Pure."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from lianxin.intake.calendar.columns import AT_WORK, OFF
from lianxin.intake.lists.reading import caution_of, refusal_of, slips_of
from lianxin.intake.rows import ReadRow
from lianxin.intake.vocabulary import Caution, Refusal
from lianxin.policies.calendars.actions import Declared
from lianxin.workdays import NEW_YEAR_REACH, ONE_DAY, SATURDAY, Calendar

LONGEST = 15
SURE = {(1, 1): "元旦（1月1日）", (5, 1): "劳动节（5月1日）", (10, 1): "国庆节（10月1日）"}
"""Days that are off in every year: without them a notice is not complete."""


@dataclass(slots=True)
class Years:
    """What a workbook declares; `days` are those that say something, with their kinds."""

    declared: list[Declared] = field(default_factory=list)
    refusals: list[Refusal] = field(default_factory=list)
    cautions: list[Caution] = field(default_factory=list)
    days: dict[date, str] = field(default_factory=dict)


def years_of(rows: Sequence[ReadRow], calendar: Calendar) -> Years:
    """`calendar`: the official one, by whose years a notice has to be complete or not."""
    found = Years()
    first: dict[date, int] = {}
    for row in rows:
        for day in _days_of(row, found):
            kind = row.values["kind"]
            if found.days.setdefault(day, kind) != kind:
                told = {"day": day.isoformat(), "first": first[day]}
                found.refusals.append(refusal_of(row, "kind", "calendar.both", day.isoformat(), **told))
            elif day not in first and _is_alone(row) and (day.weekday() < SATURDAY) == (kind == AT_WORK):
                caution = caution_of(row, "day", "calendar.no_news", day.isoformat(), day=day.isoformat())
                found.cautions.append(caution)
            first.setdefault(day, row.number)
    if not found.refusals:
        found.declared = list(_declared(found, calendar, rows))
    return found


def _is_alone(row: ReadRow) -> bool:
    """Whether a row is about one day; a holiday of several has weekends in it."""
    return row.values.get("until") in (None, row.values["day"])


def _days_of(row: ReadRow, found: Years) -> Iterator[date]:
    slips = list(slips_of(row))
    found.refusals += slips
    if slips:
        return
    begins, kind = row.values.get("day"), row.values.get("kind")
    if begins is None or kind is None:
        code = "calendar.day_missing" if begins is None else "calendar.kind_missing"
        found.refusals.append(refusal_of(row, "day" if begins is None else "kind", code))
        return
    ends = row.values.get("until") or begins
    if ends < begins:
        found.refusals.append(refusal_of(row, "until", "calendar.backwards", ends.isoformat()))
    elif (days := (ends - begins).days + 1) > LONGEST:
        told = {"first": begins.isoformat(), "last": ends.isoformat(), "days": days}
        found.refusals.append(refusal_of(row, "until", "calendar.too_long", ends.isoformat(), **told))
    else:
        yield from (begins + ONE_DAY * at for at in range(days))


def _declared(found: Years, calendar: Calendar, rows: Sequence[ReadRow]) -> Iterator[Declared]:
    """By year. The last week of December may belong to the notice of the next year: so it does where the
    workbook has that year, too."""
    years: dict[int, list[date]] = defaultdict(list)
    told = {day.year for day in found.days}
    for day in found.days:
        reaches = day > date(day.year, 12, 31) - NEW_YEAR_REACH and day.year + 1 in told
        years[day.year + 1 if reaches else day.year].append(day)
    for year, days in sorted(years.items()):
        off = tuple(sorted(day for day in days if found.days[day] == OFF))
        at_work = tuple(sorted(day for day in days if found.days[day] == AT_WORK))
        if year in calendar.years:
            known = {"year": year, "days": len(days)}
            found.cautions.append(caution_of(rows[0], "day", "calendar.known_year", year, **known))
        else:
            missing = "、".join(
                name for (month, day), name in SURE.items() if date(year, month, day) not in off
            )
            if missing:
                told_of = {"year": year, "missing": missing}
                found.refusals.append(refusal_of(rows[0], "day", "calendar.incomplete", year, **told_of))
                continue
        yield Declared(year, off, at_work)
