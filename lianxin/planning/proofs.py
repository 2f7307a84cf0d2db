"""Runs the examples of the policies of visits and holds their numbers together, before one is adopted.

Pure. `lianxin.policies` finds this module by its name when Django starts; see `lianxin.policies.proving`.
"""

import re
from collections.abc import Iterator, Mapping

from lianxin.planning.checking import findings
from lianxin.planning.judging import rules_that_hold
from lianxin.planning.must_visit import level_of
from lianxin.planning.vocabulary import MUST_GO, MUST_SEE, Reason
from lianxin.policies.faults import Fault, fault
from lianxin.policies.proving import register
from lianxin.policies.vocabulary import Example, PolicyDocument, Rule
from lianxin.workdays import official

NOTHING = {"must-visit": "nothing", "visits": "ordinary"}  # what an example expects in which no rule holds
MESSAGES: Mapping[str, tuple[str, str]] = {
    "place_and_home": (
        "“{names}”说的是一个村，其余说的是户或人，不能写在一条规则里。",
        "'{names}' are of a village, the rest of homes or people: they cannot stand in one rule.",
    ),
    "gives_a_place": (
        "“{gives}”是去一个村，条件要用村的数字。",
        "'{gives}' sends to a village, so its condition must ask figures of the village.",
    ),
    "gives_a_home": (
        "“{gives}”是去一户人家，条件不能用村的数字。",
        "'{gives}' sends to a home, so its condition cannot ask figures of the village.",
    ),
}


def prove_must_visit(policy: PolicyDocument) -> list[Fault]:
    """Return every fault of the rules, of the numbers they need, and of the examples."""
    found = [one for rule in policy.rules for one in (*_levels(rule, policy), *_windows(rule, policy))]
    return found or _examples(policy)


def prove_visits(policy: PolicyDocument) -> list[Fault]:
    """Return every fault of the numbers, and of the examples."""
    found = [
        Fault(_line_of(name, policy.text), 1, code, f"{name}：{zh}" if name else zh, f"{name}: {en}")
        for name, code, (zh, en) in findings(policy.values, policy.effective_on, official())
    ]
    return found or _examples(policy)


def _levels(rule: Rule, policy: PolicyDocument) -> Iterator[Fault]:
    """A rule asks either of a place or of a home, and sends where it asks."""
    catalogue = policy.catalogue
    names = sorted(name for name in rule.when.names if name in catalogue)
    of_places = [name for name in names if catalogue[name].about == "area"]
    is_of_a_place = level_of(rule, catalogue) == "place"
    if of_places and len(of_places) < len(names):
        yield _say(rule, "place_and_home", names=", ".join(of_places))
    elif Reason(rule.gives).is_of_a_place != is_of_a_place:
        yield _say(rule, "gives_a_home" if is_of_a_place else "gives_a_place", gives=rule.gives)


def _windows(rule: Rule, policy: PolicyDocument) -> Iterator[Fault]:
    """Within how many days to go must be said, and for what lasts also when to go again."""
    reason = Reason(rule.gives)
    needed = [f"days_{reason}"]
    if reason in (MUST_GO | MUST_SEE) - {Reason.PLACE_DISASTER}:
        needed.append(f"again_{reason}")
    for name in needed:
        if name not in policy.numbers:
            yield fault(rule.line, rule.column, "missing", name=name)


def _examples(policy: PolicyDocument) -> list[Fault]:
    return [one for example in policy.examples for one in _check(example, policy)]


def _check(example: Example, policy: PolicyDocument) -> Iterator[Fault]:
    true, unknown = rules_that_hold(example, policy)
    gives = [rule.gives for rule in policy.rules if rule.id in true]
    could_be = dict.fromkeys(rule.gives for rule in policy.rules if rule.id in unknown)
    expect = example.expect
    compared: list[tuple[str, list[str], list[str]]] = [
        ("gives", [expect.gives], (gives or [NOTHING[policy.kind]])[:1])
    ]
    if expect.rules is not None:
        compared.append(("rules", sorted(expect.rules), sorted(true)))
    if expect.could_be is not None:
        compared.append(("could_be", sorted(expect.could_be), sorted(set(could_be) - set(gives))))
    for what, expected, found in compared:
        if expected != found:
            words = {"expected": ", ".join(expected) or "-", "found": ", ".join(found) or "-"}
            yield fault(example.line, example.column, "example_fails", example=example.id, what=what, **words)


def _say(rule: Rule, code: str, **values: object) -> Fault:
    zh, en = MESSAGES[code]
    return Fault(rule.line, rule.column, code, zh.format(**values), en.format(**values))


def _line_of(name: str, text: str) -> int:
    """The line on which a number stands, 1 when it is missing."""
    found = re.search(rf"^\s+{re.escape(name)}\s*:", text, re.M) if name else None
    return text.count("\n", 0, found.start()) + 1 + found.group().count("\n") if found else 1


register("must-visit", prove_must_visit)
register("visits", prove_visits)
