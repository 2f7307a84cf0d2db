"""`lianxin visits form`: the form of a visit as an XLSForm, and an XLSForm as a policy to be adopted."""

import argparse
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError
from django.utils import timezone

from lianxin.planning.commands import day
from lianxin.policies.document import read
from lianxin.policies.faults import PolicyError
from lianxin.policies.models import Policy
from lianxin.policies.proving import prove
from lianxin.policies.vocabulary import PolicyDocument
from lianxin.visits.drafting import policy_with_form
from lianxin.visits.forms.document import NoForm, read_form
from lianxin.visits.xlsform import XlsFormRefused, write_xlsform

LARGEST = 8 * 1024 * 1024


def register(commands: Any) -> None:
    visits = commands.add_parser("visits", help="the form of a visit")
    verbs = visits.add_subparsers(metavar="VERB", required=True)
    form = verbs.add_parser("form", help="write the form in force as an XLSForm, or make a policy of one")
    form.add_argument("--to", type=Path, metavar="FILE", help="where to write: .xlsx, or .yaml with --from")
    form.add_argument("--from", dest="source", type=Path, metavar="FILE.xlsx", help="an XLSForm to read")
    form.add_argument(
        "--effective-on", type=day, metavar="DATE", help="of the new policy; today if not given"
    )
    form.set_defaults(run=run_form, show=show_form)


def run_form(args: argparse.Namespace) -> dict[str, Any]:
    """Write the form in force, or read one; the policy in force gives everything but the form."""
    if args.to is None and args.source is None:
        raise CommandError("请写明 --to FILE.xlsx（写出走访表）或 --from FILE.xlsx（读入走访表）。")
    policy = Policy.objects.in_force("visits", timezone.localdate())
    if policy is None:
        raise CommandError("还没有采用走访办法。请先采用：lianxin policy adopt FILE。")
    if args.source is None:
        return _write_out(policy.document, args.to)
    return _read_in(policy, args.source, args.to, args.effective_on or timezone.localdate())


def _write_out(document: PolicyDocument, path: Path) -> dict[str, Any]:
    try:
        form = read_form(document)
    except NoForm:
        raise CommandError(f"走访办法 {document.id} 里没有走访表。") from None
    _keep(path, write_xlsform(form))
    return _told(document, path) | {"refused": []}


def _read_in(policy: Policy, source: Path, path: Path | None, effective_on: date) -> dict[str, Any]:
    path = path or source.with_suffix(".yaml")
    try:
        text = policy_with_form(policy, _bytes(source), effective_on)
    except XlsFormRefused as refused:
        return {"path": "", "refused": [asdict(fault) for fault in refused.faults]}
    _keep(path, text.encode())
    try:
        new = read(text, filename=path.name)
        prove(new)
    except PolicyError as error:
        return {"path": str(path), "refused": [asdict(fault) for fault in error.faults]}
    return _told(new, path) | {"refused": []}


def show_form(answer: dict[str, Any]) -> str:
    if answer["refused"]:
        return "\n".join(_fault_line(fault, answer["path"]) for fault in answer["refused"])
    told = "{path}：走访表 {policy}，{fields} 项，一次最多问 {most_questions} 项，约 {minutes} 分钟。"
    if answer["path"].endswith(".yaml"):
        told += "\n看过以后采用：lianxin policy adopt {path}"
    return told.format(**answer)


def _fault_line(fault: dict[str, Any], path: str) -> str:
    if "sheet" not in fault:
        return f"{path}:{fault['line']}:{fault['column']}: {fault['message']}"
    where = f"{fault['sheet']} 第 {fault['row']} 行：" if fault["row"] else ""
    return f"{where}{fault['message']}"


def _told(document: PolicyDocument, path: Path) -> dict[str, Any]:
    form = read_form(document)
    return {
        "path": str(path),
        "policy": document.id,
        "fields": form.fields,
        "most_questions": form.most_questions,
        "minutes": form.minutes,
    }


def _bytes(path: Path) -> bytes:
    try:
        if path.stat().st_size > LARGEST:
            raise CommandError(f"{path.name} 太大了：最多 8 MB。")
        return path.read_bytes()
    except OSError as error:
        raise CommandError(f"打不开 {path}：{error.strerror}") from None


def _keep(path: Path, data: bytes) -> None:
    try:
        path.write_bytes(data)
    except OSError as error:
        raise CommandError(f"写不了 {path}：{error.strerror}") from None
