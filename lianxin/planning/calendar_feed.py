"""A cadre's trips and due visits as an iCalendar text (RFC 5545) that a phone's calendar can follow. Pure.

A calendar leaves the house: it lies with whoever runs the phone's calendar. So it holds no names of people,
no class, nothing of health, means or roles; a home is its number, and a reason is named only where
`Reason.may_be_told_outside`.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, date, datetime, time, timedelta, timezone
from uuid import UUID, uuid5

from lianxin.planning.vocabulary import Duty, Id, Stop, Trip

CHINA = timezone(timedelta(hours=8))  # one time zone, no summer time
LINE_OCTETS = 75  # RFC 5545, 3.1: longer lines are folded
OURS = UUID("7c1ffb8e-3d0b-5a56-9a51-5f3a8a2f5d10")  # namespace of the keys below
# (Chinese, English)
WORDS: Mapping[str, tuple[str, str]] = {
    "calendar": ("连心走访", "Lianxin visits"),
    "trip": ("走访 {count} 处", "Visits: {count}"),
    "due": ("走访到期：{where}", "Visit due: {where}"),
    "visit": ("走访", "visit"),
    "stop": ("{at} {where}（{why}）", "{at} {where} ({why})"),
    "between": ("、", ", "),
}


def feed(
    trips: Iterable[Trip],
    due: Iterable[Duty],
    *,
    labels: Mapping[Id, str],
    made_at: datetime,
    lang: str = "zh",
) -> str:
    """The calendar of one cadre, lines ended by CRLF.

    `due`: duties without a trip, told on their last day. `labels`: the number of each home and the name of
    each village; a missing one is left out. `made_at`: when the plan was made (aware), one for one plan.
    """
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Lianxin//Planning//ZH",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{_text(_say('calendar', lang))}",
        "REFRESH-INTERVAL;VALUE=DURATION:PT6H",
        "X-PUBLISHED-TTL:PT6H",
    ]
    for trip in trips:
        lines += _event(f"trip:{trip.cadre}:{trip.day}", made_at, _of_trip(trip, labels, lang))
    for duty in due:
        key = f"duty:{duty.id or (duty.cadre, duty.home, duty.area, duty.reason.value, duty.opens_on)}"
        lines += _event(key, made_at, _of_duty(duty, labels, lang))
    lines.append("END:VCALENDAR")
    return "".join(f"{folded}\r\n" for line in lines for folded in _folded(line))


def _event(key: str, made_at: datetime, lines: Iterable[str]) -> list[str]:
    uid = f"UID:{uuid5(OURS, key)}"
    return ["BEGIN:VEVENT", uid, f"DTSTAMP:{_utc(made_at)}", "CLASS:PRIVATE", *lines, "END:VEVENT"]


def _of_trip(trip: Trip, labels: Mapping[Id, str], lang: str) -> Iterator[str]:
    yield f"DTSTART:{_utc(_moment(trip.day, trip.leaves))}"
    yield f"DTEND:{_utc(_moment(trip.day, trip.back))}"
    yield f"SUMMARY:{_text(_say('trip', lang, count=len(trip.stops)))}"
    areas = [stop.area for stop in trip.stops if stop.area is not None]
    places = dict.fromkeys(labels[area] for area in areas if area in labels)
    if places:
        yield f"LOCATION:{_text(_say('between', lang).join(places))}"
    told = [
        _say("stop", lang, at=_clock(stop.arrives), **_of_stop(stop, labels, lang)) for stop in trip.stops
    ]
    yield "DESCRIPTION:" + _text("\n".join(told))


def _of_duty(duty: Duty, labels: Mapping[Id, str], lang: str) -> Iterator[str]:
    stop = _of_stop(Stop(duty.home, duty.area, (duty,), 0, 0, 0.0), labels, lang)
    yield f"DTSTART;VALUE=DATE:{duty.due_on:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{duty.due_on + timedelta(days=1):%Y%m%d}"
    yield f"SUMMARY:{_text(_say('due', lang, where=stop['where']))}"
    yield f"DESCRIPTION:{_text(stop['why'])}"
    yield "TRANSP:TRANSPARENT"


def _of_stop(stop: Stop, labels: Mapping[Id, str], lang: str) -> dict[str, str]:
    """Where a stop is, and why as far as may be told: all else is just a visit."""
    known = [labels[key] for key in (stop.area, stop.home) if key is not None and key in labels]
    told = [duty.reason for duty in stop.duties if duty.reason.may_be_told_outside]
    why = [reason.en if lang.startswith("en") else reason.zh for reason in dict.fromkeys(told)]
    between = _say("between", lang)
    return {
        "where": " ".join(known) or _say("visit", lang),
        "why": between.join(why) if why else _say("visit", lang),
    }


def _say(code: str, lang: str, **values: object) -> str:
    return WORDS[code][lang.startswith("en")].format(**values)


def _moment(day: date, minutes: int) -> datetime:
    """Minutes after midnight in China; also beyond the day's end."""
    return datetime.combine(day, time(), CHINA) + timedelta(minutes=minutes)


def _utc(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02}:{minutes % 60:02}"


def _text(value: str) -> str:
    """A TEXT value (RFC 5545, 3.3.11); control characters other than the line break are dropped."""
    kept = "".join(sign for sign in value if sign == "\n" or (sign >= " " and sign != "\x7f"))
    return kept.replace("\\", "\\\\").replace(";", r"\;").replace(",", r"\,").replace("\n", r"\n")


def _folded(line: str) -> Iterator[str]:
    """The line in pieces of at most 75 octets, later ones begun by a space; no character is cut."""
    piece, octets = "", 0
    for sign in line:
        size = len(sign.encode("utf-8", "replace"))
        if octets + size > LINE_OCTETS:
            yield piece
            piece, octets = " ", 1
        piece, octets = piece + sign, octets + size
    yield piece
