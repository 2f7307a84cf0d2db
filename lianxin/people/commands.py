"""`lianxin staff …`: accounts and posts from the machine itself, for the first days and for emergencies.

Passwords are never arguments, which others could read in the list of processes: a one-time password is made
here and shown on standard error, or one is read from standard input with --password-stdin.
"""

import argparse
import sys
from collections.abc import Callable
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import CommandError
from django.utils import timezone

from lianxin.areas.models import Area
from lianxin.people import actions
from lianxin.people.models import Post, Staff
from lianxin.people.refusals import PeopleRefusal
from lianxin.people.slips import new_code
from lianxin.people.vocabulary import Role


def register(commands: Any) -> None:
    staff = commands.add_parser("staff", help="accounts and posts").add_subparsers(
        metavar="WHAT", required=True
    )

    add = _command(staff, "add", run_add, "add a person; shows a one-time password")
    add.add_argument("name", help="full name")
    add.add_argument("--password-stdin", action="store_true", help="read the password from standard input")

    password = _command(staff, "password", run_password, "set a password anew; it must be changed at sign-in")
    password.add_argument("--password-stdin", action="store_true", help="read it from standard input")

    appoint = _command(staff, "appoint", run_appoint, "give a person a post")
    appoint.add_argument("role", choices=[role.value for role in Role])
    appoint.add_argument("area", help="twelve-digit code of the area")
    appoint.add_argument("--title", default="", help="the office as people call it, e.g. 镇长")
    appoint.add_argument("--from", dest="from_on", type=date.fromisoformat, metavar="DATE")

    dismiss = _command(staff, "dismiss", run_dismiss, "end a post, from today or from a day on")
    dismiss.add_argument("role", choices=[role.value for role in Role])
    dismiss.add_argument("area", help="twelve-digit code of the area")
    dismiss.add_argument(
        "--on", dest="to_on", type=date.fromisoformat, metavar="DATE", help="first day without it"
    )

    _command(staff, "disable", run_disable, "switch an account off")
    _command(staff, "enable", run_enable, "switch an account on again")
    _command(staff, "reset-second-factor", run_reset, "take away the second factor of a lost phone")

    listing = staff.add_parser("list", help="who works here, with today's posts")
    listing.add_argument("--role", choices=[role.value for role in Role])
    listing.set_defaults(run=run_list)


def _command(
    staff: Any, name: str, run: Callable[[argparse.Namespace], dict[str, Any]], help: str
) -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = staff.add_parser(name, help=help)
    parser.add_argument("number", help="staff number (工号)")
    parser.set_defaults(run=lambda args: _spoken(run, args), writes=True)
    return parser


def _spoken(run: Callable[[argparse.Namespace], dict[str, Any]], args: argparse.Namespace) -> dict[str, Any]:
    """Run a command and turn what the actions refuse into the command's own refusal."""
    try:
        return run(args)
    except PeopleRefusal as refusal:
        raise CommandError(str(refusal)) from None
    except ValidationError as weak:
        raise CommandError(" ".join(weak.messages)) from None


def run_add(args: argparse.Namespace) -> dict[str, Any]:
    password, is_made = _password(args)
    staff = actions.add_staff(
        number=args.number, name=args.name, password=password, actor=None, now=timezone.now()
    )
    if is_made:
        _show(staff, password)
    return {"number": staff.number, "name": staff.name}


def run_password(args: argparse.Namespace) -> dict[str, Any]:
    staff, (password, is_made) = _staff(args), _password(args)
    actions.set_password(staff=staff, password=password, actor=None, now=timezone.now())
    if is_made:
        _show(staff, password)
    return {"number": staff.number}


def run_appoint(args: argparse.Namespace) -> dict[str, Any]:
    post = actions.appoint(
        staff=_staff(args),
        role=Role(args.role),
        area=_area(args),
        title=args.title,
        from_on=args.from_on,
        actor=None,
        now=timezone.now(),
    )
    return {"number": post.staff.number, **_post(post)}


def run_dismiss(args: argparse.Namespace) -> dict[str, Any]:
    post = Post.objects.lasting().filter(staff=_staff(args), role=args.role, area=_area(args)).first()
    if post is None:
        raise CommandError(f"{args.number} 在 {args.area} 没有这个职务。")
    actions.end_post(post=post, to_on=args.to_on, actor=None, now=timezone.now())
    return {"number": post.staff.number, **_post(post)}


def run_disable(args: argparse.Namespace) -> dict[str, Any]:
    actions.disable_staff(staff=_staff(args), actor=None, now=timezone.now())
    return {"number": args.number, "is_active": False}


def run_enable(args: argparse.Namespace) -> dict[str, Any]:
    actions.enable_staff(staff=_staff(args), actor=None, now=timezone.now())
    return {"number": args.number, "is_active": True}


def run_reset(args: argparse.Namespace) -> dict[str, Any]:
    actions.remove_second_factor(staff=_staff(args), actor=None, now=timezone.now())
    return {"number": args.number}


def run_list(args: argparse.Namespace) -> dict[str, Any]:
    today = timezone.localdate()
    people = Staff.objects.holding(Role(args.role), on=today) if args.role else Staff.objects.all()
    posts: dict[Any, list[dict[str, str]]] = {}
    for post in Post.objects.on(today).select_related("area"):
        posts.setdefault(post.staff_id, []).append(_post(post))
    return {
        "staff": [
            {
                "number": person.number,
                "name": person.name,
                "is_active": person.is_active,
                "posts": posts.get(person.pk, []),
            }
            for person in people
        ]
    }


def _staff(args: argparse.Namespace) -> Staff:
    try:
        return Staff.objects.get_by_natural_key(args.number)
    except Staff.DoesNotExist:
        raise CommandError(f"没有工号 {args.number}。用 lianxin staff list 查看。") from None


def _area(args: argparse.Namespace) -> Area:
    area = Area.objects.filter(code=args.area).first()
    if area is None:
        raise CommandError(f"没有代码为 {args.area} 的区划。")
    return area


def _post(post: Post) -> dict[str, str]:
    shown = {
        "role": post.role,
        "title": post.title,
        "area": post.area.code,
        "from_on": post.from_on.isoformat(),
    }
    return shown | ({"to_on": post.to_on.isoformat()} if post.to_on else {})


def _password(args: argparse.Namespace) -> tuple[str, bool]:
    """The password, and whether it was made here."""
    if args.password_stdin:
        return sys.stdin.readline().rstrip("\r\n"), False
    return new_code(), True


def _show(staff: Staff, password: str) -> None:
    print(f"{staff.number} 的一次性密码：{password}（首次登录须修改）", file=sys.stderr)
