"""`lianxin pair`."""

import argparse
import sys
import time
from typing import Any

from django.core.management.base import CommandError
from django.utils import timezone

from lianxin.pairing.actions import adopt_draft, ask_for_draft, drop_draft, solve_draft
from lianxin.pairing.actions.drafting import BUDGET_S
from lianxin.pairing.models import Draft
from lianxin.pairing.refusals import PairingRefused

STEPS = {"reading": "读登记册…", "solving": "求解…", "writing": "写下方案…"}


def register(commands: Any) -> None:
    pair = commands.add_parser("pair", help="pair every household with one cadre")
    pair.add_argument("--seed", type=int, default=1, metavar="N", help="the same seed, the same pairs")
    pair.add_argument("--dry-run", action="store_true", help="say what would come of it, change nothing")
    pair.add_argument("--budget", type=float, default=BUDGET_S, metavar="SECONDS", help="time for the solver")
    pair.set_defaults(run=run_pair, show=show_pair, writes=True)


def run_pair(args: argparse.Namespace) -> dict[str, Any]:
    """Work out a draft and adopt it; with --dry-run it is dropped instead."""
    began = time.monotonic()
    try:
        draft = ask_for_draft(seed=args.seed, actor=None, now=timezone.now())
        draft = solve_draft(draft, now=timezone.now(), budget_s=args.budget, tell=_say)
        if args.dry_run:
            drop_draft(draft, actor=None, now=timezone.now())
        else:
            adopt_draft(draft, actor=None, now=timezone.now())
    except PairingRefused as refused:
        raise CommandError(refused.message) from None
    return as_json(draft) | {"seconds": round(time.monotonic() - began, 2)}


def as_json(draft: Draft) -> dict[str, Any]:
    """The contract's answer; costs in points, `gap` a part of the cost."""
    counted = draft.summary
    return {
        "households": counted["homes"],
        "staff": counted["staff"],
        "paired": counted["paired"],
        "unpaired": counted["unpaired"],
        "kept": counted["kept"],
        "changed": counted["changed"],
        "cost": draft.cost,
        "bound": draft.bound,
        "gap": round(draft.gap, 6),
        "peak_mb": counted["peak_mb"],
        "cut_short": counted["cut_short"],
    }


def show_pair(answer: dict[str, Any]) -> str:
    left = f"，{answer['unpaired']:,} 户没有配上" if answer["unpaired"] else ""
    stopped = "\n到时限就停了：机器空闲时再算，或用 --budget 多给些时间，还可能更好。"
    return (
        f"{answer['households']:,} 户、{answer['staff']:,} 名干部：结对 {answer['paired']:,} 户{left}，"
        f"沿用 {answer['kept']:,} 户。\n"
        f"总分 {answer['cost']:,}，已证明最多还能好 {answer['gap']:.3%}。用时 {answer['seconds']:g} 秒。"
    ) + stopped * (answer["cut_short"] and answer["gap"] > 0)


def _say(step: str) -> None:
    print(STEPS[step], file=sys.stderr, flush=True)
