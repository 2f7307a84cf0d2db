"""The rows of 问题. A home's keeper sees a problem; to act takes its place, and its holder, in reach."""

from typing import Any

from lianxin.proofs.access.kinds import BOTH, POST, List, Own, Row, Thing
from lianxin.proofs.access.raised import evidence, part, problem, reply
from lianxin.proofs.access.world import Place


def in_area(place: Place) -> dict[str, Any]:
    return {"area": place.area.code}


def one(place: Place) -> dict[str, Any]:
    return {"key": problem(place).pk}


def asked(place: Place) -> dict[str, Any]:
    return {"key": part(place).pk}


def owed(place: Place) -> dict[str, Any]:
    return {"key": reply(place).pk}


def file_of(place: Place) -> dict[str, Any]:
    return {"key": evidence(place).pk}


WHY = {"reason": "附错了"}
STEPS = {
    "acceptance": "problem.accept",
    "packet-acceptance": "problem.accept",
    "packet-return": "problem.send_back",
    "ruling": "problem.decide",
    "resumption": "problem.pause",
    "judgement": "problem.judge",
    "solution": "problem.end",
    "dispatch": "problem.dispatch",
    "notes": "problem.note",
    "promise": "problem.promise",
    "packet": "problem.raise",
    "pause": "problem.pause",
    "sharing": "problem.dispatch",
    "correction": "problem.note",
    "refusal": "problem.end",
    "handing-over": "problem.end",
    "merger": "problem.end",
    "withdrawal": "problem.judge",
}
"""Noun of a step → what it needs, written out once more by hand."""

PROBLEMS: dict[str, Row] = {
    "desk:problems": Own(),
    "desk:problem-list": List("problem.see", query=in_area, shows=True),
    "desk:new-problem": List("problem.open", methods=BOTH),
    "desk:problem-selections": List("problem.see", methods=POST),
    "desk:problem-dispatches": List("problem.dispatch", methods=BOTH),
    "desk:problem": Thing("problem.see", one, shows=True),
    "desk:problem-preview": Thing("problem.see", one),
    "desk:problem-part": Thing("problem.see", asked),
    "desk:problem-part-answer": Thing("problem.note", asked, methods=POST, by_care=False),
    "desk:problem-reply": Thing("problem.see", owed, methods=BOTH, post_verb="problem.note"),
    "desk:problem-reply-passing-on": Thing("problem.note", owed, methods=POST),
    "desk:problem-undoing": Thing("problem.note", one, methods=POST, by_care=False),
    "desk:problem-evidence": Thing("problem.see", file_of),
    "desk:problem-evidence-thumbnail": Thing("problem.see", file_of),
    "desk:problem-evidence-removal": Thing("problem.end", file_of, methods=POST, data=WHY, by_care=False),
    "desk:problem-evidence-showing": Thing("problem.end", file_of, methods=POST, by_care=False),
} | {f"desk:problem-{noun}": Thing(verb, one, methods=POST, by_care=False) for noun, verb in STEPS.items()}
