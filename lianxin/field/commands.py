"""`lianxin field`: phones, and files that phones saved their unsent work to."""

import argparse
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError
from django.utils import timezone

from lianxin.field.actions import FieldRefused, take_in_rescue
from lianxin.field.actions.carrying import HERE, REFUSED, TAKEN, WAITS
from lianxin.field.models import Device, Op


def register(commands: Any) -> None:
    field = commands.add_parser("field", help="phones and what they saved to a file")
    of_field = field.add_subparsers(metavar="COMMAND", required=True)

    rescue = of_field.add_parser("rescue", help="take in a phone's rescue file; what is here already stays")
    rescue.add_argument("file", type=Path)
    rescue.set_defaults(run=run_rescue, show=show_rescue, writes=True)

    devices = of_field.add_parser("devices", help="phones in use, and how far each has been heard of")
    devices.add_argument("--all", action="store_true", help="those out of use too")
    devices.set_defaults(run=run_devices)


def run_rescue(args: argparse.Namespace) -> dict[str, Any]:
    if not args.file.is_file():
        raise CommandError(f"找不到文件 {args.file}。")
    try:
        return {"answers": take_in_rescue(args.file.read_bytes(), actor=None, now=timezone.now())}
    except FieldRefused as refused:
        raise CommandError(str(refused)) from None


def show_rescue(result: dict[str, Any]) -> str:
    words = {"accepted": "收下", "duplicate": "已经有了", "held": "等前一条", "quarantined": "要人看"}
    words["rejected"] = "编号重复"
    words |= {TAKEN: "收下照片和位置", HERE: "早有的照片和位置", REFUSED: "不能收的照片和位置"}
    words[WAITS] = "要等走访收下后再导入一次的照片和位置"
    counts = [f"{words[answer]} {count} 条" for answer, count in sorted(result["answers"].items())]
    return "、".join(counts) or "文件里没有没传的内容。"


def run_devices(args: argparse.Namespace) -> dict[str, Any]:
    phones = Device.objects.select_related("staff")
    shown = phones if args.all else phones.current()
    waiting = Op.objects.waiting(timezone.now()).count()
    return {"waiting": waiting, "devices": [_line(one) for one in shown.order_by("staff__number", "pk")]}


def _line(device: Device) -> dict[str, Any]:
    return {
        "number": device.staff.number,
        "name": device.name,
        "id": str(device.pk),
        "app": device.app_version,
        "seen_at": device.last_seen_at.isoformat(timespec="minutes") if device.last_seen_at else None,
        "clock_ahead_s": device.skew_s,
        "revoked": device.revoked_at is not None,
    }
