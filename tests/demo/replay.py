"""Plays lives told in memory through the real actions and the real clock, and reads what both hold."""

from datetime import UTC

TABLES = {
    "problems": ("Problem", "PROBLEM", "pk"),
    "custodies": ("Custody", "CUSTODY", "problem"),
    "packets": ("Packet", "PACKET", "problem"),
    "joints": ("Joint", "JOINT", "problem"),
    "pauses": ("Pause", "PAUSE", "problem"),
    "promises": ("Promise", "PROMISE", "problem"),
    "endings": ("Ending", "ENDING", "problem"),
    "judgements": ("Judgement", "JUDGEMENT", "ending__problem"),
    "origins": ("Origin", "ORIGIN", "problem"),
    "notes": ("Note", "NOTE", "problem"),
}
KEYS = {"id", "problem_id", "into_id", "via_id", "replaces_id", "ending_id"}


def play(lives, people):
    """Take every step of these lives in the order of time; returns their problems in the order of lives."""
    from lianxin.problems import actions
    from lianxin.problems.models import Problem

    keys, line = {}, []
    for number, course in enumerate(lives):
        line.append((course.raised.opened_at, 0, number, None))
        line += ((step[0], 2, number, step) for step in course.steps)
        line += ((event.at, 1, number, None) for event in course.events if event.by is None)
    numbers = {id(course): number for number, course in enumerate(lives)}
    for moment, what, number, step in sorted(line, key=lambda one: one[:3]):
        if what == 0:
            keys[number] = _open(lives[number].raised, moment)
        elif what == 1:
            actions.run_clocks(now=moment)
        else:
            _take(Problem.objects.get(pk=keys[number]), step, people, lives[number], keys, numbers)
    return [Problem.objects.get(pk=keys[number]) for number in range(len(lives))]


def _open(raised, moment):
    from lianxin.problems.actions import Raised, ground_at
    from lianxin.problems.actions.opening import write_opened

    shared = {name: getattr(raised, name) for name in Raised.__dataclass_fields__ if hasattr(raised, name)}
    (key,) = write_opened([Raised(**shared)], actor=None, now=moment, ground=ground_at(moment))
    return key


def _take(problem, step, people, course, keys, numbers):
    from lianxin.problems import actions
    from lianxin.problems.models import Problem
    from lianxin.problems.vocabulary import End, Verb

    now, verb, by, told = step
    how, who = dict(told), {"actor": people[by], "now": now}
    match verb:
        case Verb.DISPATCH:
            actions.dispatch([problem], to=people[how["to"]], **who)
        case Verb.CORRECT:
            actions.correct(problem, actions.Correction(**how), **who)
        case Verb.JOIN:
            parts = [actions.Part(part, unit=unit, is_lead=leads) for unit, part, leads in how["parts"]]
            actions.handle_jointly(problem, parts=parts, **who)
        case Verb.ANSWER_PART:
            joint = problem.joints.get(unit=course.facts.joints[how["at"]].unit)
            actions.answer_part(joint, answer=how["answer"], **who)
        case Verb.END | Verb.MERGE | Verb.WITHDRAW:
            end = how.pop("end")
            if end is End.MERGED:
                how["into"] = Problem.objects.get(pk=keys[numbers[id(how["into"])]])
            names = {End.SOLVED: "solve", End.REFUSED: "refuse", End.HANDED_OVER: "hand_over"}
            name = names.get(end) or {End.MERGED: "merge", End.WITHDRAWN: "withdraw"}[end]
            getattr(actions, name)(problem, **how, **who)
        case _:
            names = {Verb.RAISE: "send_up", Verb.TAKE: "take_packet", Verb.PROMISE: "promise"}
            getattr(actions, names.get(verb, verb.value))(problem, **how, **who)


def in_memory(rows, lives):
    """By table, for each life, what was told of it, without keys; in no order."""
    from lianxin.demo.problems import rows as columns

    found = {}
    ending_of = {row[0]: row[1] for row in rows.endings}
    places = {course.key: number for number, course in enumerate(lives)}
    for table, (_model, names, _owner) in TABLES.items():
        names = getattr(columns, names)
        held = [[] for _ in lives]
        for row in getattr(rows, table):
            key = row[0] if table == "problems" else ending_of[row[0]] if table == "judgements" else row[1]
            held[places[key]].append(_plain(dict(zip(names, row, strict=True))))
        found[table] = [sorted(some, key=str) for some in held]
    found["told"] = [[] for _ in lives]
    for at, note in sorted(rows.told, key=lambda one: one[0]):
        if note.subject_kind == "problem":
            found["told"][places[note.subject_id]].append(
                (at.astimezone(UTC), note.kind, note.actor_id, note.before or {}, note.after)
            )
    return found


def written(table, problems):
    """The same of what the actions wrote."""
    from lianxin.demo.problems import rows as columns
    from lianxin.ledger.models import Event
    from lianxin.problems import models

    if table == "told":
        return [
            [
                (event.at, event.kind, event.actor_id, event.before or {}, event.after)
                for event in Event.objects.about("problem", problem.pk).order_by("pk")
            ]
            for problem in problems
        ]
    name, names, owner = TABLES[table]
    names = getattr(columns, names)
    return [
        sorted(
            (
                _plain({name: getattr(row, name) for name in names})
                for row in getattr(models, name).objects.filter(**{owner: problem.pk})
            ),
            key=str,
        )
        for problem in problems
    ]


def _plain(row):
    """Without keys, which are drawn anew each time, and with moments in one zone."""
    return {
        name: value.astimezone(UTC) if hasattr(value, "astimezone") else value
        for name, value in row.items()
        if name not in KEYS
    }
