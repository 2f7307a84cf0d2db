"""`lianxin classify` and `lianxin explain`."""

import argparse
import sys
import time
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError
from django.utils import timezone

from lianxin.classification import actions, whatif
from lianxin.classification.explaining import Explained, explain_household
from lianxin.classification.models import Standing
from lianxin.policies.document import read
from lianxin.policies.faults import PolicyError
from lianxin.policies.models import Policy
from lianxin.registry.models import Household


def register(commands: Any) -> None:
    classify = commands.add_parser("classify", help="classify every household, or try a policy out")
    classify.add_argument("--policy", type=Path, metavar="FILE", help="a policy to try; needs --dry-run")
    classify.add_argument("--dry-run", action="store_true", help="say what would change, change nothing")
    classify.add_argument("--as-of", type=date.fromisoformat, metavar="DATE", help="needs --dry-run")
    classify.set_defaults(run=run_classify, writes=True)

    explain = commands.add_parser("explain", help="why a household is in its class, and what to ask next")
    explain.add_argument("number", metavar="HOUSEHOLD_NO")
    explain.set_defaults(run=run_explain, show=show_explained)


def run_classify(args: argparse.Namespace) -> dict[str, Any]:
    if (args.policy or args.as_of) and not args.dry_run:
        raise CommandError("--policy 和 --as-of 只能和 --dry-run 一起用；正式采用请用 lianxin policy adopt。")
    began = time.monotonic()
    today = timezone.localdate()
    in_force = Policy.objects.in_force("tiers", today)
    if in_force is None:
        raise CommandError(str(actions.NoPolicy()))
    if args.dry_run:
        answer = _try_out(args, in_force, today)
    else:
        moves = actions.classify_register(now=timezone.now(), progress=_progress)
        tiers = whatif.standing_tiers()
        answer = {
            "policy": in_force.document_id,
            "households": moves.households,
            "tiers": tiers,
            "changed": moves.changed,
            "moves": {f"{before or 'new'}→{after}": n for (before, after), n in moves.moves.items()},
            "visits_per_year": whatif.visits_per_year(tiers, in_force.document),
        }
    return answer | {"seconds": round(time.monotonic() - began, 2)}


def _try_out(args: argparse.Namespace, in_force: Policy, today: date) -> dict[str, Any]:
    document = in_force.document
    if args.policy:
        try:
            document = read(args.policy.read_text("utf-8"), filename=args.policy.name)
        except FileNotFoundError:
            raise CommandError(f"找不到文件 {args.policy}。") from None
        except PolicyError as error:
            raise CommandError(str(error)) from None
        if document.kind != "tiers":
            raise CommandError(f"{args.policy.name} 不是分类办法（kind: {document.kind}）。")
    compared = whatif.compare_policies(in_force.document, document, as_of=args.as_of or today, today=today)
    return {
        "policy": document.id,
        "households": compared.households,
        "tiers": {tier.value: count for tier, count in compared.after.items()},
        "changed": compared.changed,
        "moves": {f"{before}→{after}": count for (before, after), count in compared.moves.items()},
        "visits_per_year": compared.visits_after,
        "visits_per_year_now": compared.visits_before,
    }


def _progress(done: int, of: int) -> None:
    print(f"分类 {done}/{of}", file=sys.stderr)


def run_explain(args: argparse.Namespace) -> dict[str, Any]:
    household = Household.objects.filter(number=args.number).first()
    if household is None:
        raise CommandError(f"没有户编号为 {args.number} 的户。")
    explained = explain_household(household, today=timezone.localdate())
    if explained is None:
        raise CommandError(f"{args.number} 户不在册，或还没有采用分类办法。")
    return as_json(explained, household)


def as_json(explained: Explained, household: Household) -> dict[str, Any]:
    """The contract's answer. `tier` is the class in force; `ruled_tier` what the rules say now."""
    standing = Standing.objects.filter(household=household).first()
    judged = explained.verdict
    return {
        "household": household.number,
        "tier": standing.tier if standing else judged.tier.value,
        "ruled_tier": judged.tier.value,
        "could_be": [tier.value for tier in judged.could_be],
        "reasons": [
            {
                "rule": reason.rule,
                "title": reason.title_zh,
                "fact": reason.fact,
                "value": reason.value,
                "threshold": reason.threshold,
                "source": reason.source,
                "observed_on": reason.observed_on.isoformat() if reason.observed_on else None,
            }
            for reason in explained.reasons
        ],
        "ask": [
            {"indicator": line.indicator, "title": line.title_zh, "who": line.who} for line in explained.ask
        ],
        "policy": explained.policy.document_id,
    }


def show_explained(answer: dict[str, Any]) -> str:
    titles = {"priority": "连心户", "watch": "关心户", "fine": "放心户", "unassessed": "待评"}
    lines = [f"{answer['household']}  {titles[answer['tier']]}  （办法 {answer['policy']}）"]
    for reason in answer["reasons"]:
        seen = f"，{reason['observed_on']}" if reason["observed_on"] else ""
        lines.append(
            f"  因为 {reason['title']}（{reason['fact']} = {reason['value']}{seen}；{reason['source']}）"
        )
    if answer["could_be"]:
        lines.append("  还可能是 " + "、".join(titles[tier] for tier in answer["could_be"]))
    lines += [f"  要问 {line['who']}{line['title']}" for line in answer["ask"]]
    return "\n".join(lines)
