"""The `lianxin` command. Each room brings its own commands in `commands.py`; this file only joins them.

A command is a function `run(args) -> dict`: the dict is the JSON answer of the contract. It exits 0 when all
went well, 1 when something was refused or failed (a non-empty `refused`, `problems` or `failures`, or a
CommandError), 2 on wrong usage. After a command that writes, the corridor is walked and the ledger sealed.
"""

import argparse
import json
import os
import sys
from collections.abc import Sequence
from importlib import import_module, util
from typing import Any

import django
from django.apps import apps

ROOMS = ("areas", "people", "policies", "registry", "intake", "classification", "pairing")
ROOMS += ("planning", "visits", "callbacks", "field", "exports", "operations", "demo", "proofs")


def main(argv: Sequence[str] | None = None) -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lianxin.settings")
    if not apps.ready:  # a second setup closes every log handler there is, and libraries close their streams
        django.setup()
    args = _parser().parse_args(argv)
    return answer(args)


def answer(args: argparse.Namespace) -> int:
    """Run one parsed command, print its answer, and return the exit code."""
    from django.core.management.base import CommandError

    try:
        result = _run(args)
    except CommandError as refusal:
        if args.json:
            print(json.dumps({"error": str(refusal)}, ensure_ascii=False))
        print(refusal, file=sys.stderr)
        return 1
    if args.json:
        print(json.dumps(result, ensure_ascii=False, default=str))
    else:
        print(getattr(args, "show", _lines)(result))
    return 1 if is_bad_news(result) else 0


def _run(args: argparse.Namespace) -> dict[str, Any]:
    """The command's result. What is wrong with the installation is said in words, not in a traceback."""
    from django.core.management.base import CommandError
    from django.db import DatabaseError

    from lianxin.flow import settle
    from lianxin.keyring import KeyMissing
    from lianxin.operations import doctor

    try:
        result: dict[str, Any] = args.run(args)
        if getattr(args, "writes", False):
            settle()
    except (DatabaseError, KeyMissing) as trouble:
        diagnosis = doctor.diagnose(trouble)
        if diagnosis is None:
            raise
        raise CommandError(diagnosis) from trouble
    return result


def is_bad_news(result: dict[str, Any]) -> bool:
    """Something was refused, found wrong or failed. A mere count of problems (the demo's) is no bad news."""
    named = [result.get(key) for key in ("refused", "problems")]
    return bool(result.get("failures")) or any(isinstance(found, list) and found for found in named)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="lianxin", description="连心: every household known, every problem followed to its end."
    )
    commands = parser.add_subparsers(metavar="COMMAND", required=True)
    for room in ROOMS:
        if util.find_spec(f"lianxin.{room}.commands"):
            import_module(f"lianxin.{room}.commands").register(commands)
    for sub in _leaves(parser):
        sub.add_argument("--json", action="store_true", help="print one JSON object as the last line")
    return parser


def _leaves(parser: argparse.ArgumentParser) -> list[argparse.ArgumentParser]:
    """Every command that has no subcommands of its own."""
    found: list[argparse.ArgumentParser] = []
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for sub in dict.fromkeys(action.choices.values()):
                found += _leaves(sub)
    return found or [parser]


def _lines(result: dict[str, Any]) -> str:
    """The answer for people: one line a key; lists are counted, then shown line by line."""
    lines = []
    for key, value in result.items():
        if isinstance(value, list):
            lines.append(f"{key}: {len(value)}")
            lines += [f"  {_line(item)}" for item in value]
        else:
            lines.append(f"{key}: {_line(value)}")
    return "\n".join(lines)


def _line(value: Any) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{key} {_line(inner)}" for key, inner in value.items())
    return str(value)
