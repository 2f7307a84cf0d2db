"""`lianxin plan`."""

import argparse
import sys
import time
from datetime import date
from typing import Any

from django.core.management.base import CommandError
from django.utils import timezone

from lianxin.planning.actions import plan_rounds
from lianxin.planning.refusals import PlanningRefused
from lianxin.planning.vocabulary import Reason

STEPS = {"reading": "读登记册…", "spreading": "排走访…", "writing": "写下走访任务…", "trips": "排路线…"}


def register(commands: Any) -> None:
    plan = commands.add_parser("plan", help="visits owed and trips, for a year of rounds")
    plan.add_argument("--from", dest="from_on", type=day, metavar="DATE", help="today if not given")
    plan.add_argument(
        "--to", dest="to_on", type=day, metavar="DATE", help="the end of the year of rounds if not given"
    )
    plan.set_defaults(run=run_plan, show=show_plan, writes=True)


def day(text: str) -> date:
    """Read a day such as 2026-03-01."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is not a day such as 2026-03-01") from None


def run_plan(args: argparse.Namespace) -> dict[str, Any]:
    """Plan the district; nothing is planned before today. The contract's answer and what stands around it."""
    began, now = time.monotonic(), timezone.now()
    try:
        planned = plan_rounds(
            from_on=args.from_on or timezone.localdate(now), to_on=args.to_on, actor=None, now=now, tell=_say
        )
    except PlanningRefused as refused:
        raise CommandError(refused.message) from None
    return planned.to_json() | {"seconds": round(time.monotonic() - began, 2)}


def show_plan(answer: dict[str, Any]) -> str:
    reasons = "，".join(f"{Reason(code).zh} {n:,}" for code, n in answer["by_reason"].items())
    lines = [
        f"{answer['from_on']} 至 {answer['to_on']}：走访任务 {answer['duties']:,} 次（{reasons}），"
        f"近期路线 {answer['trips']:,} 条。"
    ]
    if answer["unplanned"]:
        lines.append(f"有 {answer['unplanned']:,} 次近期到期的走访排不进任何一天。")
    if answer["overload"]:
        lines.append(f"有 {answer['overload']:,} 名干部某一周超过上限，请看走访负担。")
    return "\n".join([*lines, f"用时 {answer['seconds']:g} 秒。"])


def _say(step: str) -> None:
    print(STEPS[step], file=sys.stderr, flush=True)
