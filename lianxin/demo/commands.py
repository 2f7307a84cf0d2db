"""`lianxin demo`."""

import argparse
import sys
import time
from typing import Any

from django.utils import timezone

from lianxin.areas.models import Area
from lianxin.classification.whatif import standing_tiers
from lianxin.demo.actions import PASSWORD, make_demo
from lianxin.demo.staff import Colleague
from lianxin.demo.vocabulary import Size
from lianxin.people.models import Staff
from lianxin.people.vocabulary import Role
from lianxin.planning.models import Duty
from lianxin.problems.models import Problem
from lianxin.registry.models import Household, Resident
from lianxin.visits.models import Visit

ROLES = {
    Role.SYSTEM_ADMIN: "系统管理",
    Role.DISTRICT_DESK: "群众工作部",
    Role.SUPERVISOR: "督查",
    Role.TOWN_HEAD: "镇办一把手",
    Role.COLLECTOR: "联系干部",
}
TIERS = {"priority": "连心户", "watch": "关心户", "fine": "放心户", "unassessed": "待评"}


def register(commands: Any) -> None:
    demo = commands.add_parser("demo", help="a synthetic district with logins, in an empty home")
    demo.add_argument("--size", type=Size, choices=list(Size), default=Size.TOWN, help="town if not given")
    demo.add_argument("--seed", type=natural, default=1, metavar="N", help="the same seed, the same district")
    demo.set_defaults(run=run_demo, show=show_demo, writes=True)


def natural(text: str) -> int:
    """Read a whole number from 0 up."""
    if not text.isdecimal():
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number from 0 up")
    return int(text)


def run_demo(args: argparse.Namespace) -> dict[str, Any]:
    """Make it. With --json the logins go to standard error as a table; else `show_demo` prints them."""
    began = time.monotonic()
    made = make_demo(size=args.size, seed=args.seed, now=timezone.now(), say=_say)
    logins = [_login(colleague) for colleague in made.logins]
    if args.json:
        _say(f"{table(logins)}\n{phone_line(_phone(logins))}")
    return {
        "size": args.size.value,
        "seed": args.seed,
        "households": Household.objects.count(),
        "residents": Resident.objects.count(),
        "staff": Staff.objects.count(),
        "paired": Household.objects.exclude(keeper=None).count(),
        "duties": made.planned.duties,
        "trips": made.planned.trips,
        "visits": Visit.objects.count(),
        "problems": Problem.objects.count(),
        "changes": made.changes,
        "lives": made.lives,
        "tiers": standing_tiers(),
        "logins": logins,
        "phone": _phone(logins),
        "card": {"household": made.card.household, "code": made.card.code} if made.card else None,
        "seconds": round(time.monotonic() - began, 2),
    }


def show_demo(answer: dict[str, Any]) -> str:
    tiers = "，".join(f"{name} {answer['tiers'][code]:,}" for code, name in TIERS.items())
    counts = f"{answer['households']:,} 户 {answer['residents']:,} 人，干部 {answer['staff']:,} 名"
    work = f"一年走访 {answer['visits']:,} 次，群众提的事 {answer['problems']:,} 件；"
    work += f"结对 {answer['paired']:,} 户，走访任务 {answer['duties']:,} 次"
    told = f"虚构的演示区县：{counts}；{tiers}；{work}。用时 {answer['seconds']:g} 秒。"
    lines = [told, table(answer["logins"]), phone_line(answer["phone"])]
    return "\n".join([*lines, card_line(answer["card"])] if answer["card"] else lines)


def table(logins: list[dict[str, str]]) -> str:
    """The logins as lines for people, with a word on what the password is worth."""
    lines = [f"演示账号，密码都是 {PASSWORD}（人人知道，只能用于演示）："]
    lines += [
        f"  {one['number']:<11} {one['role_title']}　{one['area_name']}　{one['name']}" for one in logins
    ]
    return "\n".join(lines)


def phone_line(phone: dict[str, Any]) -> str:
    """Where the phone's app is, and what waits there for the collector among the logins."""
    return (
        f"手机走访：在手机或窄窗口里打开同一网址后加 /field/，用 {phone['number']} 登录，"
        f"名下 {phone['homes']} 户，今天可以去的走访 {phone['due']} 次。"
    )


def card_line(card: dict[str, str]) -> str:
    """Where a household's own page is, and the code that opens it: as it stands on the household's card."""
    return f"群众的页面：同一网址后加 /r/，输入 {card['household']} 这一户连心卡上的短码 {card['code']}。"


def _phone(logins: list[dict[str, str]]) -> dict[str, Any]:
    """The login for the phone: the first collector's, with his homes and the visits he may make today."""
    number = next(one["number"] for one in logins if one["role"] == Role.COLLECTOR.value)
    staff = Staff.objects.get(number=number)
    due = Duty.objects.of(staff).due(timezone.localdate()).count()
    return {"number": number, "homes": staff.kept.count(), "due": due}


def _login(colleague: Colleague) -> dict[str, str]:
    return {
        "number": colleague.number,
        "password": PASSWORD,
        "name": Staff.objects.get(number=colleague.number).name,
        "role": colleague.role.value,
        "role_title": ROLES[colleague.role],
        "area": colleague.area_code,
        "area_name": Area.objects.get(code=colleague.area_code).name,
    }


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)
