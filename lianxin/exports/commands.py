"""`lianxin export`: lists as files, written on the machine."""

import argparse
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError
from django.utils import timezone

from lianxin.areas.models import Area
from lianxin.exports.actions import choose_households, choose_problems, write_export
from lianxin.exports.models import Export
from lianxin.exports.visits import export_visits
from lianxin.exports.vocabulary import Form, Purpose
from lianxin.problems.models import Problem
from lianxin.registry.models import Household


def register(commands: Any) -> None:
    export = commands.add_parser("export", help="write households, visits or problems as .xlsx or .csv")
    export.add_argument("kind", choices=list(WRITERS), metavar="KIND", help="households, visits or problems")
    export.add_argument("path", type=Path, metavar="PATH", help="ends in .xlsx or .csv")
    export.add_argument("--area", metavar="CODE", help="only an area and everything below it")
    export.add_argument("--lang", choices=["zh", "en"], default="zh")
    export.set_defaults(run=run_export, writes=True)


def run_export(args: argparse.Namespace) -> dict[str, Any]:
    ending = args.path.suffix.removeprefix(".").lower()
    if ending not in list(Form):
        raise CommandError(f"{args.path.name}：文件名要以 .xlsx 或 .csv 结尾。")
    if not args.path.parent.is_dir():
        raise CommandError(f"没有这个文件夹：{args.path.parent}")
    area = None
    if args.area:
        area = Area.objects.filter(code=args.area).first()
        if area is None:
            raise CommandError(f"没有代码是 {args.area} 的区划。")
    try:
        rows = WRITERS[args.kind](args.path, Form(ending), area, args.lang)
    except OSError as trouble:
        raise CommandError(f"写不了 {args.path}：{trouble.strerror}") from None
    return {"rows": rows, "path": str(args.path)}


def _write_households(path: Path, form: Form, area: Area | None, lang: str) -> int:
    now = timezone.now()
    households = Household.objects.present().order_by("number")
    if area is not None:
        households = households.filter(area__in=Area.objects.within_ids(area))
    keys = list(households.values_list("pk", flat=True))
    export = choose_households(keys, area=area, lang=lang, actor=None, now=now)
    return _write(export, path, form, now)


def _write_problems(path: Path, form: Form, area: Area | None, lang: str) -> int:
    """All of them, the latest first."""
    now = timezone.now()
    problems = Problem.objects.order_by("-opened_at", "-pk")
    if area is not None:
        problems = problems.filter(area__in=Area.objects.within_ids(area))
    keys = list(problems.values_list("pk", flat=True))
    return _write(choose_problems(keys, area=area, lang=lang, actor=None, now=now), path, form, now)


def _write(export: Export, path: Path, form: Form, now: datetime) -> int:
    export.form, export.purpose = form.value, Purpose.MACHINE.value
    export.save(update_fields=["form", "purpose"])
    return write_export(export, path, now=now)


def _write_visits(path: Path, form: Form, area: Area | None, lang: str) -> int:
    purpose = Purpose.MACHINE
    return export_visits(
        path, form=form, purpose=purpose, area=area, lang=lang, actor=None, now=timezone.now()
    )


WRITERS: dict[str, Callable[[Path, Form, Area | None, str], int]] = {
    "households": _write_households,
    "visits": _write_visits,
    "problems": _write_problems,
}
