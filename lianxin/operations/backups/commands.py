"""`lianxin backup`, `verify`, `restore`, and `lianxin keys save`, `keys restore`."""

import argparse
import sys
import time
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError
from django.utils import timezone

from lianxin.operations.backups import keys, making, restoring, thinning, verifying
from lianxin.operations.backups.manifest import Tell

STEPS = {
    "files": "复制文件",
    "database": "复制数据库",
    "hashing": "核对每个文件",
    "restoring": "在别处试着恢复",
    "examining": "检查恢复出来的区县",
    "replaying": "补收备份以后手机交来的",
}


def register(commands: Any) -> None:
    backup = commands.add_parser(
        "backup", help="a copy of the district, made while it is in use; no keys in it"
    )
    backup.add_argument(
        "path", type=Path, metavar="PATH", help="a new folder; with --keep, the folder of all backups"
    )
    backup.add_argument(
        "--keep",
        action="store_true",
        help="every night: a dated backup below PATH, verified at once; older ones are thinned out to "
        "7 days, 4 weeks and 12 months",
    )
    backup.set_defaults(run=run_backup, show=show_backup, writes=True)

    verify = commands.add_parser("verify", help="restore a backup elsewhere and check everything in it")
    verify.add_argument("path", type=Path, metavar="PATH")
    verify.set_defaults(run=run_verify, show=show_verify)

    restore = commands.add_parser("restore", help="put a backup in this home and database")
    restore.add_argument("path", type=Path, metavar="PATH")
    restore.add_argument(
        "--replace",
        action="store_true",
        help="move aside what is here (it is never deleted); stop the server first",
    )
    restore.add_argument(
        "--inbox",
        type=Path,
        metavar="FOLDER",
        help="a folder `inbox` saved from elsewhere, to be taken in as well",
    )
    restore.set_defaults(run=run_restore, show=show_restore, writes=True)
    keys.register(commands)


def progress() -> Tell:
    """Say each step once on standard error, and how far it is every ten seconds."""
    last: dict[str, Any] = {"step": "", "at": 0.0}

    def tell(step: str, done: int = 0, total: int = 0) -> None:
        now = time.monotonic()
        if step != last["step"]:
            print(f"{STEPS[step]} …", file=sys.stderr, flush=True)
        elif done and now - last["at"] > 10:
            share = f"{100 * done // total} %" if total else f"{done:,}"
            print(f"  {share}", file=sys.stderr, flush=True)
        else:
            return
        last.update(step=step, at=now)

    return tell


def run_backup(args: argparse.Namespace) -> dict[str, Any]:
    began, now, tell = time.monotonic(), timezone.now(), progress()
    folder = args.path / thinning.name_for(now) if args.keep else args.path
    made = making.make_backup(folder, now=now, tell=tell)
    answer: dict[str, Any] = {
        "path": str(folder),
        "files": len(made.manifest.files),
        "bytes": made.manifest.all_bytes,
        "sha256": made.sha256,
        "rows": made.manifest.all_rows,
    }
    if args.keep:
        found = verifying.verify_backup(folder, now=timezone.now(), tell=tell)
        answer["problems"] = [asdict(fault) for fault in found.faults]
        answer["dropped"] = [] if found.faults else thinning.thin_out(args.path)
    return answer | {"seconds": _since(began)}


def show_backup(answer: dict[str, Any]) -> str:
    lines = [f"备份好了：{answer['path']}（{answer['bytes'] / 2**20:,.0f} MB，{answer['rows']:,} 行）"]
    if "problems" not in answer:
        return "\n".join(
            [*lines, f"还没有验过。请运行 lianxin verify {answer['path']}，再把它放到另一台机器上。"]
        )
    lines += _faults(answer) or ["已经在别处恢复过一遍，是好的。"]
    return "\n".join(lines + [f"清走了旧备份 {name}" for name in answer["dropped"]])


def run_verify(args: argparse.Namespace) -> dict[str, Any]:
    began = time.monotonic()
    found = verifying.verify_backup(args.path, now=timezone.now(), tell=progress())
    manifest = found.manifest
    return {
        "files": len(manifest.files) if manifest else 0,
        "sha256": found.sha256,
        "rows": manifest.all_rows if manifest else 0,
        "made_at": manifest.made_at if manifest else None,
        "opened": found.opened,
        "ops_backed_up": found.ops,
        "problems": [asdict(fault) for fault in found.faults],
        "seconds": _since(began),
    }


def show_verify(answer: dict[str, Any]) -> str:
    if answer["problems"]:
        return "\n".join(["这份备份不能用：", *_faults(answer)])
    made = timezone.localtime(datetime.fromisoformat(answer["made_at"]))
    lines = [f"好的备份：{made:%Y-%m-%d %H:%M} 做的，{answer['rows']:,} 行，已在别处恢复并检查过。"]
    if answer["opened"] is None:
        lines.append("这里没有密钥，加密的内容没有试开，台账的封存没有核对。")
    if answer["ops_backed_up"] is None:
        lines.append("这里不是做备份的那个区县，手机上的“已备份”没有更新。")
    return "\n".join(lines)


def run_restore(args: argparse.Namespace) -> dict[str, Any]:
    began = time.monotonic()
    if args.inbox and not args.inbox.is_dir():
        raise CommandError(f"找不到文件夹 {args.inbox}。")
    done = restoring.restore_backup(
        args.path, replaces=args.replace, inbox=args.inbox, now=timezone.now(), tell=progress()
    )
    return {
        "files": len(done.manifest.files),
        "sha256": done.sha256,
        "rows": done.manifest.all_rows,
        "made_at": done.manifest.made_at,
        "epoch": done.epoch,
        "replayed": done.replayed,
        "aside": done.aside,
        "seconds": _since(began),
    }


def show_restore(answer: dict[str, Any]) -> str:
    made = timezone.localtime(datetime.fromisoformat(answer["made_at"]))
    lines = [f"恢复好了：{made:%Y-%m-%d %H:%M} 的备份，{answer['rows']:,} 行。现在可以运行 lianxin serve。"]
    lines.append("手机下次联网会自动把还留着的重新交上来，不用做什么；所有人要重新登录。")
    if replayed := answer["replayed"]:
        lines.append(f"备份以后手机交来的 {sum(replayed.values()):,} 条，已从收件日志补收。")
    if strange := answer["replayed"].get("quarantined"):
        lines.append(f"其中 {strange:,} 条要人看一下（比如手机是备份以后才登录的），在走访的上传清单里。")
    return "\n".join(lines + [f"原来的在 {place}，确认无误以后可以自己删。" for place in answer["aside"]])


def _faults(answer: dict[str, Any]) -> list[str]:
    return [f"✗ {fault['message']}\n  → {fault['remedy']}" for fault in answer["problems"]]


def _since(began: float) -> float:
    return round(time.monotonic() - began, 2)
