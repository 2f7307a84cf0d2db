"""`lianxin callbacks verify`: a closed round's sample drawn again from what the sealed ledger was told."""

import argparse
from typing import Any
from uuid import UUID

from django.core.management.base import CommandError

from lianxin.callbacks.checking import faults_in
from lianxin.callbacks.models import Round
from lianxin.callbacks.vocabulary import Subject

SAYS = {
    "open": "这一轮还没有结束，随机数还没有公开，结束后再验。",
    "ledger": "台账里没有这一轮的开轮记录，或者抽样记录不是恰好一条。",
    "subject": "开轮时台账记下的不是问这一类。",
    "early": "抽样时，台账还没有封存开轮的记录。",
    "commitment": "公开的随机数不是开轮时封好的那一串。",
    "weak": "随机数不是 256 位随机数。",
    "frame": "抽样框和抽样时台账记下的不一样。",
    "random": "随机部分重抽出来的不是这些户。",
    "risk": "风险部分重抽出来的不是这些户。",
    "sample": "现在的样本和抽样时台账记下的不一样。",
}
"""What each code of `checking.faults_in` means, for whoever has the command line."""


def register(commands: Any) -> None:
    about = commands.add_parser("callbacks", help="rounds of call-backs")
    leaves = about.add_subparsers(metavar="WHAT", required=True)
    verify = leaves.add_parser("verify", help="draw a closed round's sample again, and say whether it holds")
    verify.add_argument("round", metavar="ROUND", help="its key, as in the address of its page")
    verify.set_defaults(run=run_verify, show=show_verified)


def run_verify(args: argparse.Namespace) -> dict[str, Any]:
    """`problems` is empty where the sample is the one that the ledger was told of and the secret draws."""
    try:
        made = Round.objects.select_related("area").filter(pk=UUID(args.round)).first()
    except ValueError:
        made = None
    if made is None:
        raise CommandError(f"没有编号是 {args.round} 的回访轮次；编号在那一轮页面的网址里。")
    faults = faults_in(made)
    return {
        "round": str(made.pk),
        "subject": made.subject,
        "area": made.area.name,
        "from": made.from_on.isoformat(),
        "to": made.to_on.isoformat(),
        "calls": made.made.count(),
        "holds": not faults,
        "problems": [{"code": code, "says": SAYS[code]} for code in faults],
    }


def show_verified(answer: dict[str, Any]) -> str:
    about = Subject(answer["subject"]).zh
    told = f"{answer['area']} {answer['from']} 到 {answer['to']} {about}的回访，{answer['calls']} 户："
    if answer["holds"]:
        return f"{told}\n重抽结果一致：就是台账封存的随机数和抽样框抽出来的。"
    return "\n".join([told, *(f"  {one['says']}（{one['code']}）" for one in answer["problems"])])
