"""`lianxin policy adopt|check|list`: policies from files."""

import argparse
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError
from django.utils import timezone
from django.utils.translation import gettext as _

from lianxin.policies.actions import adopt_policy
from lianxin.policies.catalogue import POLICY_KINDS
from lianxin.policies.document import read
from lianxin.policies.faults import PolicyError, fault
from lianxin.policies.models import Policy
from lianxin.policies.nodes import MAX_CHARACTERS
from lianxin.policies.proving import prove
from lianxin.policies.vocabulary import PolicyDocument


def register(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    policy = commands.add_parser("policy", help="check, adopt and list policies")
    verbs = policy.add_subparsers(metavar="VERB", required=True)
    adopt = verbs.add_parser("adopt", help="adopt a policy file as a version; it is never edited afterwards")
    adopt.add_argument("file", type=Path, metavar="FILE")
    adopt.set_defaults(run=adopt_file, show=show, writes=True)
    check = verbs.add_parser("check", help="say everything that is wrong with a policy file; adopts nothing")
    check.add_argument("file", type=Path, metavar="FILE")
    check.set_defaults(run=check_file, show=show)
    listing = verbs.add_parser("list", help="the policies adopted here, and which are in force today")
    listing.add_argument("--kind", choices=POLICY_KINDS)
    listing.set_defaults(run=list_policies)


def check_file(args: argparse.Namespace) -> dict[str, Any]:
    """Read the file and run its examples. Needs no district."""
    try:
        text = _text(args.file)
        document = read(text, filename=args.file.name)
        prove(document)
    except PolicyError as error:
        return _refused(args.file, error)
    return _told(document) | {"refused": []}


def adopt_file(args: argparse.Namespace) -> dict[str, Any]:
    """Adopt the file; `adopted` is false when it had been before."""
    now = timezone.now()
    try:
        text = _text(args.file)
        known = set(Policy.objects.values_list("document_id", flat=True))
        policy = adopt_policy(text=text, filename=args.file.name, actor=None, now=now)
    except PolicyError as error:
        return _refused(args.file, error)
    return _told(policy.document) | {
        "sha256": policy.sha256,
        "adopted": policy.document_id not in known,
        "refused": [],
    }


def list_policies(args: argparse.Namespace) -> dict[str, Any]:
    """All versions, the newest of each kind first."""
    today = timezone.localdate()
    policies = Policy.objects.of_kind(args.kind) if args.kind else Policy.objects.all()
    in_force = {kind: Policy.objects.in_force(kind, today) for kind in POLICY_KINDS}
    return {
        "policies": [
            {
                "policy": policy.document_id,
                "kind": policy.kind,
                "effective_on": policy.effective_on.isoformat(),
                "adopted_on": policy.adopted_on.isoformat(),
                "in_force": policy == in_force[policy.kind],
            }
            for policy in policies
        ]
    }


def show(result: dict[str, Any]) -> str:
    """The answer for people: one fault a line with its place, or what the policy holds."""
    if result["refused"]:
        return "\n".join(
            f"{result['file']}:{one['line']}:{one['column']}: {one['message']}" for one in result["refused"]
        )
    words = _("{policy}：{rules} 条规则、{examples} 个例子都核对无误，自 {effective_on} 起施行。")
    return words.format(**result)


def _text(file: Path) -> str:
    try:
        if file.stat().st_size > 4 * MAX_CHARACTERS:
            raise PolicyError([fault(1, 1, "too_large", limit=MAX_CHARACTERS)])
        return file.read_text("utf-8")
    except UnicodeDecodeError:
        raise PolicyError([fault(1, 1, "not_text")]) from None
    except OSError as error:
        raise CommandError(_("打不开 {file}：{why}").format(file=file, why=error.strerror)) from None


def _told(document: PolicyDocument) -> dict[str, Any]:
    return {
        "policy": document.id,
        "kind": document.kind,
        "effective_on": document.effective_on.isoformat(),
        "rules": len(document.rules),
        "examples": len(document.examples),
    }


def _refused(file: Path, error: PolicyError) -> dict[str, Any]:
    return {"file": str(file), "refused": [asdict(found) for found in error.faults]}
