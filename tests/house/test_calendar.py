"""Deadlines are counted by the calendar in force, which has what the district declared."""

import ast

from tests.house.tree import product_modules, shown, syntax

KNOW_THE_NATIONS = ("lianxin/workdays", "lianxin/policies/calendars", "lianxin/demo", "lianxin/proofs")
"""Where the official calendar is itself what is spoken of."""
OF_A_POLICY = {
    "lianxin/planning/proofs.py",  # what a policy says by itself, before any district
    "lianxin/problems/proofs.py",
    "lianxin/intake/calendar/actions.py",  # what a workbook adds to the official years
    "lianxin/desk/templatetags/calendars.py",  # shows the two beside each other
}


def calls_official(tree):
    calls = [ast.unparse(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call)]
    return any(call.split(".")[-1] == "official" for call in calls)


def test_rooms_ask_for_the_calendar_in_force():
    callers = {shown(path) for path in product_modules() if calls_official(syntax(path))}
    assert {path for path in callers if not path.startswith(KNOW_THE_NATIONS)} == OF_A_POLICY
