"""`lianxin init`, `serve`, `work`, `tick`, `doctor`, and what `backups.commands` brings."""

import argparse
import sys
import threading
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError
from django.utils import timezone

from lianxin.areas.divisions import DivisionsRefused
from lianxin.databases.turns import turn
from lianxin.field import epochs
from lianxin.operations import clock, doctor, occupancy, opening, serving
from lianxin.operations.backups import commands as backups


def register(commands: Any) -> None:
    init = commands.add_parser("init", help="open a new district: database, areas, policies, first admin")
    init.add_argument(
        "--areas", type=Path, metavar="FILE.csv", help="division list: code,name,level,parent_code"
    )
    init.set_defaults(run=run_init, show=show_init, writes=True)

    serve = commands.add_parser("serve", help="web pages and worker together")
    serve.add_argument("--host", default="127.0.0.1")
    serve.add_argument("--port", type=int, default=8000)
    serve.add_argument("--workers", type=int, default=1, help="web processes; more than one needs PostgreSQL")
    serve.add_argument(
        "--allow-demo-outside",
        action="store_true",
        help="let other machines see a demo, whose passwords are public",
    )
    serve.set_defaults(run=run_serve)

    work = commands.add_parser("work", help="the worker alone")
    work.set_defaults(run=run_work)

    tick = commands.add_parser("tick", help="everything the clock does, once")
    tick.add_argument("--now", type=moment, metavar="ISO", help="pretend it is this moment")
    tick.set_defaults(run=run_tick)

    examine = commands.add_parser("doctor", help="what is wrong with this installation and how to mend it")
    examine.add_argument("--processes", type=int, default=1, help="processes that will open the database")
    examine.set_defaults(run=run_doctor, show=show_doctor)
    backups.register(commands)


def moment(text: str) -> datetime:
    """Read an ISO moment; one without an offset is local time."""
    try:
        given = datetime.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is not a moment like 2026-03-02T09:00") from None
    return given if given.tzinfo else timezone.make_aware(given)


def run_init(args: argparse.Namespace) -> dict[str, Any]:
    if args.areas is None:
        opening.prepare_home()
        if not opening.has_district():
            raise CommandError("还没有区划：请用 --areas 文件.csv 指明（格式见 docs/guides/areas.md）。")
        return {"areas": 0, "policies": [], "note": "tables are up to date"}
    if not args.areas.is_file():
        raise CommandError(f"找不到文件 {args.areas}。")
    try:
        opened = opening.open_new_district(args.areas, now=timezone.now())
    except DivisionsRefused as refused:
        wrong = [asdict(fault) for fault in refused.faults]
        return {"areas": 0, "policies": [], "refused": wrong}
    print(f"第一个管理员：{opened.admin}，一次性密码：{opened.password}（首次登录须修改）", file=sys.stderr)
    return {"areas": opened.areas, "policies": opened.policies}


def show_init(result: dict[str, Any]) -> str:
    if wrong := result.get("refused"):
        lines = [f"第{fault['row']}行 {fault['column']}：{fault['message']}" for fault in wrong]
        return "\n".join(["没有开通：区划文件里有错。", *lines])
    return result.get("note") or f"已开通：{result['areas']} 个区划，办法 {'、'.join(result['policies'])}"


def run_serve(args: argparse.Namespace) -> dict[str, Any]:
    serving.refuse_unsafe(args.host, args.port, args.workers, allow_demo_outside=args.allow_demo_outside)
    print(f"http://{args.host}:{args.port}/", file=sys.stderr)
    with occupancy.in_use():
        serving.serve(args.host, args.port, args.workers)
    return {"served": True}


def run_work(args: argparse.Namespace) -> dict[str, Any]:
    stop = threading.Event()
    try:
        with occupancy.in_use():
            clock.work(stop)
    except KeyboardInterrupt:
        stop.set()
    return {"worked": True}


def run_tick(args: argparse.Namespace) -> dict[str, Any]:
    with turn(clock.TICK, waits=True):
        return clock.tick(now=args.now or timezone.now())


def run_doctor(args: argparse.Namespace) -> dict[str, Any]:
    problems = doctor.examine(processes=args.processes)
    if not any(problem.is_fatal for problem in problems):
        epochs.check(now=timezone.now())
    return doctor.report(problems)


def show_doctor(result: dict[str, Any]) -> str:
    lines = [f"✗ {problem['message']}\n  → {problem['remedy']}" for problem in result["problems"]]
    return "\n".join(lines) or "✓ 一切正常。"
