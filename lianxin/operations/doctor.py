"""What is wrong with this installation, and how to mend it."""

import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core import checks
from django.db import DatabaseError, connection
from django.utils import timezone
from django.utils.translation import gettext as _

from lianxin import keyring
from lianxin.areas.models import Area
from lianxin.databases import tables
from lianxin.desk.words import is_english
from lianxin.ledger import queue, seal
from lianxin.operations.backups.status import backup_status
from lianxin.operations.fitting import key_fits
from lianxin.operations.policies import absurd_numbers
from lianxin.people.models import Staff
from lianxin.policies.models import Policy
from lianxin.problems.complaints.actions.sealing import breaks
from lianxin.problems.faults import count_faults
from lianxin.problems.models import Night

# SQLite bug "WAL reset": a checkpoint racing a writer of another process can corrupt the database.
WAL_BUG = ((3, 7, 0), (3, 51, 2))
WAL_MENDED = {(3, 44, 6), (3, 50, 7)}


@dataclass(frozen=True)
class Problem:
    """Something wrong. `is_fatal`: do not run the district like this."""

    code: str
    message: str
    remedy: str
    is_fatal: bool = True


def examine(*, processes: int = 1, reads_ledger: bool = True) -> list[Problem]:
    """Return every problem found; an empty list means the district is well.

    `processes`: how many processes open the database at once (web workers, a separate worker). Reading the
    whole ledger takes seconds for a million events; a page leaves it out and shows when it was last read.
    """
    found = list(_keys())
    for look in (_tables, _vault, _district):
        if any(problem.is_fatal for problem in found):
            return found
        found += look()
    chain = _ledger() if reads_ledger else ()
    found += [*_queue(), *_problems(counts_now=reads_ledger), *_numbers()]
    return [*found, *chain, *_backups(), *_deployment(), *_sqlite(processes)]


def diagnose(trouble: Exception) -> str | None:
    """What is so wrong here that a command could not do its work, in words; None when it is not that."""
    try:
        return words_of([problem for problem in examine() if problem.is_fatal])
    except DatabaseError:
        return _("打不开数据库（%(trouble)s）。请检查 DATABASE_URL 和 LIANXIN_HOME。") % {"trouble": trouble}


def words_of(problems: Iterable[Problem]) -> str | None:
    """One line a problem, with its remedy; None when there is none."""
    return "\n".join(f"{problem.message} → {problem.remedy}" for problem in problems) or None


def sqlite_is_risky(version: tuple[int, int, int], processes: int) -> bool:
    """Whether this SQLite has the WAL-reset bug and more than one process would use it. Pure."""
    return processes > 1 and WAL_BUG[0] <= version <= WAL_BUG[1] and version not in WAL_MENDED


def report(problems: list[Problem]) -> dict[str, Any]:
    return {"problems": [asdict(problem) for problem in problems]}


def _keys() -> Iterator[Problem]:
    if keyring.missing_keys(settings.LIANXIN_HOME) == list(keyring.NAMES):
        where = _("%(home)s 里还没有区县。") % {"home": settings.LIANXIN_HOME}
        yield Problem("no-home", where, _("运行 lianxin init --areas 文件.csv，或改 LIANXIN_HOME。"))
        return
    for name in keyring.NAMES:
        try:
            keyring.read_key(settings.LIANXIN_HOME, name)
        except keyring.KeyMissing as missing:
            yield Problem("key-missing", str(missing), _("运行 lianxin keys restore 文件，或把它放回 keys。"))
            continue
        mode = keyring.key_file(settings.LIANXIN_HOME, name).stat().st_mode & 0o077
        if mode:
            yield Problem(
                "key-readable",
                _("密钥 %(name)s.key 别人也能读。") % {"name": name},
                f"chmod 600 keys/{name}.key",
                is_fatal=False,
            )


def _tables() -> Iterator[Problem]:
    if steps := tables.waiting():
        yield Problem(
            "tables-behind",
            _("数据库还差 %(steps)s 步升级。") % {"steps": steps},
            _("运行 lianxin init（不会动已有数据）。"),
        )


def _vault() -> Iterator[Problem]:
    """Said before the ledger is read: with another key its words, too, look changed."""
    if key_fits() is False:
        yield Problem(
            "key-wrong",
            _("密钥 vault.key 打不开这里的数据：它不是写下这些数据的那一把。"),
            _("不要用它继续。运行 lianxin keys restore 文件，放回这个区县自己的密钥。"),
        )


def _district() -> Iterator[Problem]:
    if not Area.objects.exists():
        yield Problem("no-areas", _("还没有区划。"), _("运行 lianxin init --areas 文件.csv。"))
    if not Staff.objects.exists():
        yield Problem("no-staff", _("还没有任何账号。"), _("运行 lianxin init，它会建第一个管理员。"))
    if not Policy.objects.filter(kind="tiers").exists():
        yield Problem(
            "no-policy",
            _("还没有采用分类办法。"),
            _("运行 lianxin policy adopt policy/tiers/2026-01-01.yaml。"),
        )


def _queue() -> Iterator[Problem]:
    stuck = queue.stuck_events()
    if stuck:
        numbers = "、".join(str(event.pk) for event in stuck[:5])
        yield Problem(
            "events-stuck",
            _("有 %(count)s 件事一直没能交办（事件 %(numbers)s）。")
            % {"count": len(stuck), "numbers": numbers},
            _("看日志里的原因；修好后会自动重试。"),
        )


def _problems(*, counts_now: bool) -> Iterator[Problem]:
    """Nothing may lie without an owner and a clock. A page shows what the night counted."""
    night = Night.objects.order_by("-day").first()
    wrong = count_faults() if counts_now else night.faults if night else 0
    if not wrong:
        return
    yield Problem(
        "problems-adrift",
        _("有 %(count)s 件群众提的事没人管、没期限或没了结。") % {"count": f"{wrong:,}"},
        _("先看办理时限的办法采用了没有，再运行 lianxin tick；还不行，请报给维护的人。"),
        is_fatal=False,
    )


def _numbers() -> Iterator[Problem]:
    """What is in force stays as it is; somebody should adopt it anew with numbers that somebody means."""
    for policy, fault in absurd_numbers(timezone.localdate()):
        what = fault.message_en if is_english() else fault.message
        told = {"policy": policy.document_id, "line": fault.line, "what": what}
        yield Problem(
            "policy-number",
            _("办法 %(policy)s 第 %(line)s 行：%(what)s") % told,
            _("在“办法”里从它起草一份，改好这个数字再采用；采用以前照旧的数字办。"),
            is_fatal=False,
        )


def _ledger() -> Iterator[Problem]:
    """What was changed behind the software's back: the ledger, steps with complaints, adopted policies."""
    for broken in seal.check_ledger():
        yield Problem(
            broken.code, broken.message, _("保留现场，对照备份与 anchors/ledger.jsonl 查明是谁改了台账。")
        )
    if count := sum(1 for _broken in breaks()):
        yield Problem(
            "complaints-changed",
            _("投诉的处理记录有 %(count)s 处和封存对不上。") % {"count": count},
            _("保留现场，对照备份查明是谁改了数据库。"),
        )
    for policy in Policy.objects.order_by("pk"):
        if not policy.is_intact:
            yield Problem(
                "policy-changed",
                _("办法 %(policy)s 采用以后被改动过。") % {"policy": policy.document_id},
                _("保留现场，对照备份查明是谁改了数据库。"),
            )


def _backups() -> Iterator[Problem]:
    """A demo has nothing to lose, and a district's first day is forgiven."""
    if settings.LIANXIN_DEMO:
        return
    now, status = timezone.now(), backup_status()
    if status.is_stale(now):
        since = f"{timezone.localtime(status.made_at):%Y-%m-%d %H:%M}" if status.made_at else ""
        yield Problem(
            "backup-stale",
            _("%(moment)s 以后没有验过的备份。") % {"moment": since} if since else _("还没有验过的备份。"),
            _("每天夜里运行 lianxin backup 文件夹 --keep（见 docs/guides/backups.md），再传到另一台机器。"),
            is_fatal=False,
        )
    if status.lacks_saved_keys(now):
        yield Problem(
            "keys-not-saved",
            _("密钥没有另存过；这台机器坏了，备份谁也打不开。"),
            _("运行 lianxin keys save 文件，和备份分开放。"),
            is_fatal=False,
        )


def _deployment() -> Iterator[Problem]:
    if settings.LIANXIN_INSECURE:
        return
    for warning in checks.run_checks(include_deployment_checks=True):
        remedy = str(warning.hint or _("请对照 docs/guides/settings.md 检查环境变量和改过的设置。"))
        yield Problem(warning.id or "check", str(warning.msg), remedy, warning.is_serious())


def _sqlite(processes: int) -> Iterator[Problem]:
    if connection.vendor != "sqlite":
        return
    if sqlite_is_risky(sqlite3.sqlite_version_info[:3], processes):
        yield Problem(
            "sqlite-wal-reset",
            _("SQLite %(version)s 有 WAL 重置缺陷，几个进程同时用会损坏数据库。")
            % {"version": sqlite3.sqlite_version},
            _("只用一个进程（lianxin serve 的默认方式），或升级 SQLite 到 3.51.3 以上，或改用 PostgreSQL。"),
        )
    if connection.is_in_memory_db():
        return
    database = Path(connection.settings_dict["NAME"])
    if not database.exists():
        yield Problem("no-database", _("数据库文件不在了。"), _("从备份恢复：lianxin restore 文件夹。"))
    elif database.stat().st_mode & 0o077:
        yield Problem(
            "database-readable", _("数据库文件别人也能读。"), f"chmod 600 {database.name}*", is_fatal=False
        )
