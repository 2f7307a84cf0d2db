"""`lianxin keys save PATH` and `keys restore FILE`: the keys of a district, kept apart from its backups."""

import argparse
import getpass
import sys
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import CommandError
from django.utils import timezone

from lianxin import keyring
from lianxin.areas.models import Area
from lianxin.operations.backups import keybox
from lianxin.operations.backups.actions import note_keys_saved
from lianxin.operations.backups.contents import make_private, to_disk, write


def register(commands: Any) -> None:
    group = commands.add_parser("keys", help="the keys, without which no backup can be read")
    inner = group.add_subparsers(metavar="COMMAND", required=True)

    save = inner.add_parser("save", help="write the keys to a file of their own, under a passphrase")
    save.add_argument("path", type=Path, metavar="PATH", help="a new file; keep it apart from the backups")
    save.set_defaults(run=run_save, show=show_save, writes=True)

    restore = inner.add_parser("restore", help="put the keys from such a file into this home")
    restore.add_argument("path", type=Path, metavar="FILE")
    restore.add_argument("--replace", action="store_true", help="move aside the other keys that are here")
    restore.set_defaults(run=run_restore, show=show_restore)

    for command in (save, restore):
        command.add_argument(
            "--passphrase-file",
            type=Path,
            metavar="FILE",
            help="its first line is the passphrase; - reads standard input",
        )


def run_save(args: argparse.Namespace) -> dict[str, Any]:
    home, path = Path(settings.LIANXIN_HOME), args.path
    if path.resolve().is_relative_to(home):
        raise CommandError(f"请不要把密钥存在 {home} 里：丢了它就两样一起丢。放到别的磁盘或介质上。")
    if path.exists():
        raise CommandError(f"{path} 已经在了，没有覆盖。")
    district = Area.objects.filter(parent=None).values_list("pk", flat=True).first()
    if district is None:
        raise CommandError(f"{home} 里还没有区县。")
    files = {name: keyring.read_key(home, name) for name in keyring.NAMES}
    now = timezone.now()
    passphrase = ask_passphrase(args.passphrase_file, twice=True)
    try:
        write(path, keybox.lock(files, passphrase, made_at=now.isoformat()))
    except keybox.BoxRefused as refused:
        raise CommandError(str(refused)) from None
    except OSError as error:
        raise CommandError(f"写不进 {path}（{error.strerror}）。") from None
    note_keys_saved(files, district=district, now=now)
    return {"keys": sorted(files), "path": str(path)}


def show_save(answer: dict[str, Any]) -> str:
    kept = "请和备份分开放，口令另外记在可靠的地方：没有这个文件和口令，备份谁也打不开。"
    return f"密钥存好了：{answer['path']}（{'、'.join(answer['keys'])}）。{kept}"


def run_restore(args: argparse.Namespace) -> dict[str, Any]:
    home = Path(settings.LIANXIN_HOME)
    try:
        box = keybox.unlock(args.path.read_bytes(), ask_passphrase(args.passphrase_file, twice=False))
    except keybox.BoxRefused as refused:
        raise CommandError(str(refused)) from None
    except OSError as error:
        raise CommandError(f"读不了 {args.path}（{error.strerror}）。") from None
    folder = home / "keys"
    there = {name: read for name in box.files if (read := _read(home, name)) is not None}
    others = sorted(name for name, key in there.items() if key != box.files[name])
    if others and not args.replace:
        raise CommandError(
            f"这里已经有另外的密钥（{'、'.join(others)}），没有动它：换掉以后，这里现有的数据就打不开了。"
            "确实要换，请加 --replace，原来的会挪到一边。"
        )
    aside = None
    if others:
        aside = folder.rename(home / f"keys-before-{timezone.now():%Y%m%dt%H%M%S}")
        there = {}
    make_private(folder).chmod(0o700)
    for name, key in box.files.items():
        if name not in there:
            write(keyring.key_file(home, name), key)
    to_disk(folder)
    return {"keys": sorted(box.files), "saved_at": box.made_at, "aside": str(aside) if aside else None}


def show_restore(answer: dict[str, Any]) -> str:
    saved = timezone.localtime(datetime.fromisoformat(answer["saved_at"]))
    lines = [f"密钥放好了（{saved:%Y-%m-%d %H:%M} 存的）。现在可以 lianxin restore。"]
    return "\n".join(lines + ([f"原来的在 {answer['aside']}。"] if answer["aside"] else []))


def _read(home: Path, name: str) -> bytes | None:
    try:
        return keyring.key_file(home, name).read_bytes()
    except OSError:
        return None


def ask_passphrase(file: Path | None, *, twice: bool) -> str:
    """The passphrase, from a file or typed in (`twice` when a new one is chosen). Raises CommandError."""
    if file is not None:
        try:
            text = sys.stdin.read() if str(file) == "-" else file.read_text("utf-8")
        except (OSError, UnicodeError):
            raise CommandError(f"读不了口令文件 {file}。") from None
        return (text.splitlines() or [""])[0]
    if not sys.stdin.isatty():
        raise CommandError("请在终端里运行，以便输入口令；或用 --passphrase-file 指明文件。")
    typed = getpass.getpass("口令：")
    if twice and getpass.getpass("再输一遍：") != typed:
        raise CommandError("两次输入的口令不一样，没有存。")
    return typed
