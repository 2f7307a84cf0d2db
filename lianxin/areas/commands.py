"""`lianxin area …`: look at the tree of areas, and change it when the district does."""

import argparse
from collections.abc import Callable
from datetime import date
from typing import Any

from django.core.management.base import CommandError
from django.utils import timezone

from lianxin.areas import actions
from lianxin.areas.models import Area
from lianxin.areas.names import NameIndex
from lianxin.areas.refusals import AreaRefusal
from lianxin.areas.rules import refusal
from lianxin.areas.vocabulary import DISTRICT, LEVELS
from lianxin.ledger.models import Event

LEVEL_NAMES = list(LEVELS)
CHILD_LEVELS = [level for level in LEVELS if level != DISTRICT]


def register(commands: Any) -> None:
    area = commands.add_parser("area", help="the district's areas").add_subparsers(
        metavar="WHAT", required=True
    )

    listing = area.add_parser("list", help="areas with their codes")
    listing.add_argument("--within", metavar="CODE", help="only this area and what lies below it")
    listing.add_argument("--level", choices=LEVEL_NAMES)
    listing.add_argument("--closed", action="store_true", help="the closed ones instead of the open ones")
    listing.set_defaults(run=run_list)

    find = area.add_parser("find", help="what area a name means")
    find.add_argument("village", help="village or community, as people write it")
    find.add_argument("--town", default="", help="its town or street")
    find.set_defaults(run=run_find)

    history = area.add_parser("history", help="all that happened to one area")
    history.add_argument("code", help="twelve-digit code of the area")
    history.set_defaults(run=run_history)

    add = _change(area, "add", run_add, "add an area")
    add.add_argument("name")
    add.add_argument("level", choices=CHILD_LEVELS)
    add.add_argument("parent", help="code of the area above")

    rename = _change(area, "rename", run_rename, "give an area a new name; the old one stays known")
    rename.add_argument("name")
    rename.add_argument("--level", choices=CHILD_LEVELS, help="when a village becomes a community")

    move = _change(area, "move", run_move, "hang an area and all below it under another one")
    move.add_argument("parent", help="code of the new area above")

    merge = _change(area, "merge", run_merge, "close an area and let another take over all it has")
    merge.add_argument("into", help="code of the area that takes over")

    _change(area, "close", run_close, "close an area on which nothing hangs any more")

    reopen = _change(area, "reopen", run_reopen, "open a closed area again", is_dated=False)
    reopen.add_argument("--parent", help="code of another area above, when the old one is gone")


def _change(
    area: Any,
    name: str,
    run: Callable[..., Area],
    help: str,
    *,
    is_dated: bool = True,
) -> argparse.ArgumentParser:
    """A command that changes one area: its code, when it counts from, and why."""
    parser: argparse.ArgumentParser = area.add_parser(name, help=help)
    parser.add_argument("code", help="twelve-digit code of the area")
    if is_dated:
        parser.add_argument("--on", type=date.fromisoformat, metavar="DATE", help="counts from this day")
    parser.add_argument("--reason", default="", help="e.g. number and title of the decision")
    parser.set_defaults(run=lambda args: _done(run, args), writes=True)
    return parser


def _done(run: Callable[..., Area], args: argparse.Namespace) -> dict[str, Any]:
    by = {name: getattr(args, name) for name in ("on", "reason") if hasattr(args, name)}
    try:
        changed = run(args, actor=None, now=timezone.now(), **by)
    except AreaRefusal as refused:
        raise CommandError(str(refused)) from None
    return _shown(changed)


def run_list(args: argparse.Namespace) -> dict[str, Any]:
    areas = Area.objects.exclude(closed_on=None) if args.closed else Area.objects.open()
    if args.within:
        areas = areas.within(_area(args.within))
    if args.level:
        areas = areas.at(args.level)
    return {"areas": [_shown(area) for area in areas.select_related("merged_into").order_by("path")]}


def run_find(args: argparse.Namespace) -> dict[str, Any]:
    answer = NameIndex(Area.objects.candidates()).match(args.town, args.village)
    near = [{"code": near.code, "title": near.title} for near in answer.near]
    if not answer.is_found:
        return {"problems": [refusal(answer, args.town, args.village)], "near": near}
    return _shown(_area(answer.code or ""))


def run_history(args: argparse.Namespace) -> dict[str, Any]:
    area = _area(args.code)
    return {
        **_shown(area),
        "names": [
            {"name": past.name, "from_on": past.from_on, "to_on": past.to_on}
            for past in area.past_names.all()
        ],
        "events": [
            {"at": event.at, "kind": event.kind, "after": event.after, "reason": event.reason}
            for event in Event.objects.about("area", area.pk)
        ],
    }


def run_add(args: argparse.Namespace, **by: Any) -> Area:
    parent = _area(args.parent)
    return actions.add_area(code=args.code, name=args.name, level=args.level, parent=parent, **by)


def run_rename(args: argparse.Namespace, **by: Any) -> Area:
    return actions.rename_area(area=_area(args.code), name=args.name, level=args.level, **by)


def run_move(args: argparse.Namespace, **by: Any) -> Area:
    return actions.move_area(area=_area(args.code), parent=_area(args.parent), **by)


def run_merge(args: argparse.Namespace, **by: Any) -> Area:
    return actions.merge_area(area=_area(args.code), into=_area(args.into), **by)


def run_close(args: argparse.Namespace, **by: Any) -> Area:
    return actions.close_area(area=_area(args.code), **by)


def run_reopen(args: argparse.Namespace, **by: Any) -> Area:
    parent = _area(args.parent) if args.parent else None
    return actions.reopen_area(area=_area(args.code), parent=parent, **by)


def _area(code: str) -> Area:
    try:
        return Area.objects.get(code=code)
    except Area.DoesNotExist:
        raise CommandError(f"没有代码为 {code} 的区划。用 lianxin area list 查看代码。") from None


def _shown(area: Area) -> dict[str, Any]:
    shown = {"code": area.code, "name": area.name, "level": area.level, "path": area.path}
    if not area.is_open:
        shown |= {"closed_on": area.closed_on, "merged_into": area.merged_into and area.merged_into.code}
    return shown
