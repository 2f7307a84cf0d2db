"""The lives of the demo's problems as rows of tables and lines of the ledger. Pure.

Each function gives rows as mappings' values in the order of its names, so that a column that a table gets
later stays at its default.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from lianxin.demo.problems.course import Course
from lianxin.demo.problems.told import Event
from lianxin.ledger.actions import Note
from lianxin.ledger.keys import new_keys
from lianxin.problems.models import STANDING
from lianxin.problems.vocabulary import End

Row = tuple[Any, ...]
PROBLEM = ("id", "number", "household_id", "area_id", "town_id", "category", "words", "quantity", "unit")
PROBLEM += ("wished", "wanted_on", "channel", "is_longstanding", "opened_at", *STANDING, "next_at")
PROBLEM += ("holder_id", "owner_id", "ended_at", "end")
CUSTODY = ("id", "problem_id", "rung", "area_id", "owner_id", "how", "from_at", "from_by_id", "accepted_at")
CUSTODY += ("begins_at", "due_at", "warned_at", "to_at", "used_workdays", "used_hours")
PACKET = ("id", "problem_id", "from_rung", "from_area_id", "to_rung", "to_area_id", "tried", "why_not_ours")
PACKET += ("asked", "is_second", "sent_at", "sent_by_id", "answer_due_at", "answer", "answered_at")
PACKET += ("answered_by_id", "reason", "decided_rung")
JOINT = ("id", "problem_id", "area_id", "unit", "is_lead", "part", "asked_at", "asked_by_id", "answered_at")
JOINT += ("answered_by_id", "answer")
PAUSE = ("id", "problem_id", "reason", "words", "from_at", "from_by_id", "until_at", "to_at", "to_by_id")
PROMISE = ("id", "problem_id", "due_on", "words", "given_at", "given_by_id", "replaces_id", "reason")
PROMISE += ("ended_at", "kept")
ENDING = ("id", "problem_id", "end", "words", "evidence", "refusal", "handed_to", "taken_by", "into_id")
ENDING += ("ended_at", "ended_by_id", "reopened_at", "is_bare")
JUDGEMENT = ("ending_id", "is_done", "words", "channel", "judged_at", "recorded_by_id")
ORIGIN = ("id", "problem_id", "item_id", "household_id", "channel", "reference", "caller", "raised_at")
ORIGIN += ("raised_by_id", "via_id")
NOTE = ("id", "problem_id", "words", "noted_at", "noted_by_id")


@dataclass(slots=True)
class Rows:
    """By table; and what the ledger is told, in no order."""

    problems: list[Row] = field(default_factory=list)
    custodies: list[Row] = field(default_factory=list)
    packets: list[Row] = field(default_factory=list)
    joints: list[Row] = field(default_factory=list)
    pauses: list[Row] = field(default_factory=list)
    promises: list[Row] = field(default_factory=list)
    endings: list[Row] = field(default_factory=list)
    judgements: list[Row] = field(default_factory=list)
    origins: list[Row] = field(default_factory=list)
    notes: list[Row] = field(default_factory=list)
    settlements: list[Row] = field(default_factory=list)
    told: list[tuple[datetime, Note]] = field(default_factory=list)


def rows_of(courses: Sequence[Course]) -> Rows:
    """The rows of these lives, which have their numbers; they get their keys here."""
    for course, key in zip(courses, new_keys(len(courses)), strict=True):
        course.key = key
    found = Rows()
    for course in courses:
        _put(course, found)
    return found


def _put(course: Course, into: Rows) -> None:
    key, facts = course.key, course.facts
    into.problems.append(_problem(course))
    keys = iter(new_keys(_size(course)))
    for one in facts.custodies:
        into.custodies.append(
            (next(keys), key, one.rung, one.area, one.owner, one.how, one.from_at, one.from_by)
            + (one.accepted_at, one.begins_at, one.due_at, one.warned_at, one.to_at)
            + (one.used_workdays, one.used_hours)
        )
    for two in facts.packets:
        into.packets.append(
            (next(keys), key, two.from_rung, two.from_area, two.to_rung, two.to_area, two.tried)
            + (two.why_not_ours, two.asked, two.is_second, two.sent_at, two.sent_by, two.answer_due_at)
            + (two.answer, two.answered_at, two.answered_by, two.reason, two.decided_rung)
        )
    for part in facts.joints:
        into.joints.append(
            (next(keys), key, part.area, part.unit, part.is_lead, part.part, part.asked_at, part.asked_by)
            + (part.answered_at, part.answered_by, part.answer)
        )
    for stop in facts.pauses:
        into.pauses.append(
            (next(keys), key, stop.reason, stop.words, stop.from_at, stop.from_by, stop.until_at)
            + (stop.to_at, stop.to_by)
        )
    for note in facts.notes:
        into.notes.append((next(keys), key, *note))
    for origin in facts.origins:
        raised, via = origin.raised, origin.via.key if origin.via is not None else None
        into.origins.append(
            (next(keys), key, raised.item, raised.household, raised.channel.value, raised.reference)
            + (raised.caller, raised.raised_at, raised.received_by, via)
        )
    _put_promises(course, into, keys)
    _put_endings(course, into, keys)
    into.told += (_line(course, event) for event in course.events)


def _size(course: Course) -> int:
    facts = course.facts
    lists = (facts.custodies, facts.packets, facts.joints, facts.pauses, facts.promises, facts.endings)
    return sum(map(len, lists)) + len(facts.notes) + len(facts.origins)


def _problem(course: Course) -> Row:
    raised, state = course.raised, course.state
    standing = tuple(getattr(state, name) for name in state.__dataclass_fields__)
    return (
        (course.key, course.number, raised.household, raised.area, course.places.town(raised.area))
        + (course.category, raised.words, raised.quantity, raised.unit, raised.wished, raised.wanted_on)
        + (raised.channel.value, raised.is_longstanding, raised.opened_at)
        + (state.phase.value, *standing[1:], course.next_at)
        + (course.holder, course.owner, course.ended_at, course.end)
    )


def _put_promises(course: Course, into: Rows, keys: Iterator[UUID]) -> None:
    before = None
    for one in course.facts.promises:
        made, replaced = next(keys), before if one.replaces is not None else None
        row = (made, course.key, one.due_on, one.words, one.given_at, one.given_by, replaced, one.reason)
        into.promises.append((*row, one.ended_at, one.kept))
        before = made


def _put_endings(course: Course, into: Rows, keys: Iterator[UUID]) -> None:
    """Ends, what the household said to them, and the items that they settle."""
    settled: set[UUID] = set()
    for one in course.facts.endings:
        made, absorbed = next(keys), one.into.key if one.into is not None else None
        into.endings.append(
            (made, course.key, one.end, one.words, one.evidence, one.refusal, one.handed_to, one.taken_by)
            + (absorbed, one.ended_at, one.ended_by, one.reopened_at)
            + (one.end == End.SOLVED and not one.evidence,)
        )
        said = one.judgement
        if said is not None:
            row = (made, said.is_done, said.words, said.channel.value, said.judged_at, said.recorded_by)
            into.judgements.append(row)
        if not End(one.end).is_asked:
            continue
        for origin in course.facts.origins:
            item = origin.raised.item
            if item is not None and item not in settled and origin.since <= one.ended_at:
                settled.add(item)
                into.settlements.append((item, one.words, one.ended_at, one.ended_by))
                into.told.append((one.ended_at, _settled(origin.raised, one.ended_by)))


def _settled(raised: Any, by: UUID) -> Note:
    subject = ("household", raised.household) if raised.household else ("area", raised.area)
    after = {"item": str(raised.item), "category": raised.category}
    return Note("item.settled", *subject, raised.area, after=after, actor_id=by)


def _line(course: Course, event: Event) -> tuple[datetime, Note]:
    after = {"number": course.number} | event.after
    if "into" in after:
        after["into"] = after["into"].number
    return event.at, Note(
        event.kind, "problem", course.key, course.raised.area, event.before, after, actor_id=event.by
    )
