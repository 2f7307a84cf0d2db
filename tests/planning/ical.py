"""A strict reader of iCalendar, written from RFC 5545: anything it does not allow is an error."""

import re

NAME = re.compile(r"([A-Z0-9-]+)((?:;[A-Z0-9-]+=[^;:\",]+)*):(.*)\Z", re.S)
TEXT = {"SUMMARY", "DESCRIPTION", "LOCATION", "X-WR-CALNAME", "UID"}
ONCE = {"UID", "DTSTAMP", "DTSTART", "SUMMARY"}


def content_lines(raw):
    """Unfold (3.1): octet limits, CRLF endings, no empty lines."""
    assert raw.endswith(b"\r\n")
    lines = raw[:-2].split(b"\r\n")
    assert all(line and len(line) <= 75 and b"\r" not in line and b"\n" not in line for line in lines)
    for line in lines:
        line.decode("utf-8")  # no character is cut in two
    return raw[:-2].replace(b"\r\n ", b"").decode("utf-8").split("\r\n")


def unescape(value):
    """3.3.11: backslash, semicolon, comma and n alone may follow a backslash; a bare ; or , is an error."""
    out, rest = "", iter(value)
    for sign in rest:
        assert sign not in ";,", value
        if sign == "\\":
            sign = {"\\": "\\", ";": ";", ",": ",", "n": "\n", "N": "\n"}[next(rest)]
        out += sign
    return out


def read(text):
    """(properties of the calendar, list of events), each a dict of name to (parameters, value)."""
    stack, events, calendar = [], [], {}
    for line in content_lines(text.encode("utf-8")):
        name, parameters, value = NAME.match(line).groups()
        if name == "BEGIN":
            assert (stack, value) in (([], "VCALENDAR"), (["VCALENDAR"], "VEVENT"))
            stack.append(value)
            events += [{}] if value == "VEVENT" else []
        elif name == "END":
            assert stack.pop() == value
        else:
            holder = events[-1] if stack == ["VCALENDAR", "VEVENT"] else calendar
            assert stack
            assert name not in holder, f"{name} stands twice"
            holder[name] = (parameters, unescape(value) if name in TEXT else value)
    assert stack == []
    assert calendar["VERSION"] == ("", "2.0")
    assert "PRODID" in calendar
    for event in events:
        assert event.keys() >= ONCE
        assert re.fullmatch(r"\d{8}T\d{6}Z", event["DTSTAMP"][1])
        pattern = r"\d{8}" if event["DTSTART"][0] == ";VALUE=DATE" else r"\d{8}T\d{6}Z"
        assert re.fullmatch(pattern, event["DTSTART"][1])
        assert event["DTSTART"][0] == event["DTEND"][0]
        assert event["DTSTART"][1] < event["DTEND"][1]
    assert len({event["UID"][1] for event in events}) == len(events)
    return calendar, events
