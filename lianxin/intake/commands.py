"""`lianxin import`: a workbook or CSV into the register, an empty template, or an import taken back."""

import argparse
import sys
from pathlib import Path
from typing import Any
from uuid import UUID

from django.core.management.base import CommandError
from django.utils import timezone

from lianxin.intake.actions import Result, UndoRefused, undo_import
from lianxin.intake.kinds import CODES, KINDS
from lianxin.intake.models import ROSTER, Import
from lianxin.intake.vocabulary import IntakeRefused
from lianxin.registry.models import Household

LATER = {"benefits": "惠民政策的享受名单还不能导入：系统里还没有帮扶这一块。"}
"""Kinds of the contract that nothing here can take yet, and why."""
WANTED = (*CODES, *LATER)


def register(commands: Any) -> None:
    parser = commands.add_parser("import", help="bring a workbook or CSV into the register, or undo that")
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument("file", nargs="?", type=Path, metavar="FILE", help=".xlsx, .xls, .ods or .csv")
    what.add_argument("--undo", type=UUID, metavar="ID", help="undo an import, by the id it answered with")
    parser.add_argument(
        "--leave-changed", action="store_true", help="undo all but the households changed since"
    )
    what.add_argument("--template", type=Path, metavar="PATH", help="write an empty roster to fill in")
    parser.add_argument("--kind", choices=WANTED, default="roster", help="what the file holds")
    parser.add_argument("--dry-run", action="store_true", help="say what would happen; write nothing")
    parser.add_argument(
        "--refused", type=Path, metavar="PATH", help="write the refused rows, with reasons, to this .xlsx"
    )
    parser.set_defaults(run=run, show=shown, writes=True)


def run(args: argparse.Namespace) -> dict[str, Any]:
    if args.kind in LATER:
        raise CommandError(LATER[args.kind])
    run = Import.objects.filter(pk=args.undo).first() if args.undo else None
    if run is not None and KINDS[run.kind].undo is not None:
        return run_whole_undo(run)
    if args.undo:
        return run_undo(args.undo, leave_changed=args.leave_changed)
    if args.template:
        args.writes = False
        path = _writable(args.template)
        KINDS[args.kind].template(path)
        return {"template": str(args.template)}
    args.writes = not args.dry_run
    return run_import(args)


def run_import(args: argparse.Namespace) -> dict[str, Any]:
    try:
        result: Result = KINDS[args.kind].bring_in(
            args.file,
            actor=None,
            now=timezone.now(),
            dry_run=args.dry_run,
            refused_to=_writable(args.refused) if args.refused else None,
            progress=tell_progress,
        )
    except IntakeRefused as whole_file:
        result = KINDS[args.kind].result(refused=[whole_file.refusal], is_dry_run=args.dry_run)
    return result.as_json()


def run_whole_undo(run: Import) -> dict[str, Any]:
    """Undo an import that is taken back whole; `people` are the numbers of those in the way, of staff."""
    told, undo = {"import_id": str(run.pk)}, KINDS[run.kind].undo
    assert undo is not None
    try:
        undone = undo(run.pk, actor=None, now=timezone.now())
    except UndoRefused as refused:
        why = {"code": refused.code, "people": refused.households, "message": str(refused)}
        return told | {"undone": False, "refused": [why]}
    return told | {"undone": True, "rows": undone.rows, "left": [], "refused": []}


def run_undo(import_id: UUID, *, leave_changed: bool = False) -> dict[str, Any]:
    """Undo an import; `left` are the numbers of the households that stay as they are."""
    now = timezone.now()
    try:
        undone = undo_import(
            import_id, actor=None, now=now, leave_changed=leave_changed, progress=tell_households
        )
    except UndoRefused as refused:
        told = {"code": refused.code, "households": refused.households, "message": str(refused)}
        return {"import_id": str(import_id), "undone": False, "refused": [told]}
    left = Household.objects.filter(pk__in=undone.left).values_list("number", flat=True)
    return {
        "import_id": str(import_id),
        "undone": True,
        "rows": undone.rows,
        "left": sorted(left),
        "refused": [],
    }


def tell_households(done: int, of: int) -> None:
    _tell(done, of, "户")


def tell_progress(done: int, of: int) -> None:
    _tell(done, of, "行")


def _tell(done: int, of: int, unit: str) -> None:
    print(f"\r{done:,} / {of:,} {unit}", end="\n" if done >= of else "", file=sys.stderr, flush=True)


def shown(answer: dict[str, Any]) -> str:
    """The answer for people: what changed, then every refusal and warning with its place."""
    if "template" in answer:
        return f"模板已写到 {answer['template']}"
    if "undone" in answer:
        refused = "".join(one["message"] for one in answer["refused"])
        left = "、".join(answer.get("left", ()))
        stay = f"这些户后来改过，保持现在的样子：{left}" if left else "登记恢复到导入以前。"
        return refused or f"已撤销导入 {answer['import_id']}，{stay}"
    lines = [f"{'试算' if answer['dry_run'] else '导入'} {answer['rows']:,} 行，用时 {answer['seconds']} 秒"]
    for key, word in KINDS[answer.get("kind", ROSTER)].counted:
        counts = answer[key]
        lines.append(
            f"{word}：新增 {counts['created']:,}，更新 {counts['updated']:,}，未变 {counts['unchanged']:,}"
        )
    for key, word in (("refused", "未导入"), ("warnings", "请留意")):
        if answer[key]:
            lines.append(f"{word} {len(answer[key]):,} 处")
            lines += [f"  {_place(one)} {one['message']}" for one in answer[key]]
    if answer["import_id"]:
        lines.append(f"要撤销：lianxin import --undo {answer['import_id']}")
    return "\n".join(lines)


def _place(notice: dict[str, Any]) -> str:
    row = f"第{notice['row']}行" if notice["row"] else ""
    value = f"“{notice['value']}”" if notice["value"] else ""
    return " ".join(part for part in (notice["sheet"], row, notice["column"], value) if part)


def _writable(path: Path) -> Path:
    if not path.parent.is_dir():
        raise CommandError(f"没有文件夹 {path.parent}。请先建好，或换一个位置。")
    if path.suffix.lower() != ".xlsx":
        raise CommandError(f"{path.name} 应以 .xlsx 结尾。")
    return path
