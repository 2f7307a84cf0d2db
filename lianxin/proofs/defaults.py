"""Promise 18: safe by default. What a district gets when it only follows the README."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from functools import partial
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any
from unittest import mock

from django.conf import settings
from django.contrib.auth import password_validation
from django.core import checks
from django.core.exceptions import ValidationError
from django.core.management.base import CommandError
from django.db import transaction
from django.test import override_settings
from django.utils import timezone

from lianxin.operations import doctor, opening, serving
from lianxin.people.models import Staff
from lianxin.proofs.headers import walk_mishaps, walk_pages
from lianxin.proofs.vocabulary import Control, Proof, Tally

DIVISIONS = """code,name,level,parent_code
990100000000,连江区,district,
990100001000,甲镇,town,990100000000
990100001201,东一村,village,990100001000
"""
OPENINGS = 5

# SQLite's own list: 3.7.0 brought WAL and the bug; 3.51.3 mends it, and so do two patches of older lines.
RISKY = ("3.7.0", "3.22.0", "3.40.1", "3.44.5", "3.44.7", "3.50.6", "3.50.8", "3.51.0", "3.51.2")
SOUND = ("3.6.23", "3.44.6", "3.50.7", "3.51.3", "3.52.0", "4.0.0")
OUTSIDE = ("0.0.0.0", "::", "192.168.1.20", "10.0.0.5", "example.org", "")
LOOPBACK = ("127.0.0.1", "localhost", "::1", "[::1]", "127.8.8.8")


def prove(tally: Tally, runs: int, chance: Random) -> None:
    """Everything the promise names, whatever `runs` says."""
    expect_no_warnings(tally)
    expect_no_default_password(tally)
    expect_sound_sqlite(tally)
    expect_demo_at_home(tally)
    walk_pages(tally)


def expect_no_warnings(tally: Tally) -> None:
    """`check --deploy`, and a district that the doctor finds nothing wrong with."""
    found = checks.run_checks(include_deployment_checks=True)
    tally.expect(not found, f"check --deploy: {[str(one) for one in found]}")
    with opened():
        problems = doctor.examine()
        tally.expect(not problems, f"the doctor of a new district: {[one.code for one in problems]}")
    for path in Path(settings.LIANXIN_HOME).glob("keys/*"):
        tally.expect(not path.stat().st_mode & 0o077, f"others can read {path.name}")


def expect_no_default_password(tally: Tally) -> None:
    """The first administrator's password is new each time, passes our own rules, and must be changed."""
    passwords = set()
    for _ in range(OPENINGS):
        with opened() as first:
            passwords.add(first.password)
            tally.expect(_is_strong(first.password), "the first password is weak")
            is_forced = all(staff.must_change_password for staff in Staff.objects.all())
            tally.expect(is_forced, "somebody need not change the first password")
            tally.expect(Staff.objects.count() == 1, "there is an account that nobody asked for")
    tally.expect(len(passwords) == OPENINGS, "the first password is always the same")


@contextmanager
def opened() -> Iterator[opening.Opened]:
    """A district as `lianxin init` makes it, then undone."""
    with TemporaryDirectory() as folder, transaction.atomic():
        areas = Path(folder) / "areas.csv"
        areas.write_text(DIVISIONS, "utf-8")
        yield opening.open_new_district(areas, now=timezone.now())
        transaction.set_rollback(True)


def _is_strong(password: str) -> bool:
    try:
        password_validation.validate_password(password)
    except ValidationError:
        return False
    return True


def expect_sound_sqlite(tally: Tally) -> None:
    for text in RISKY + SOUND:
        major, minor, patch = map(int, text.split("."))
        for processes in (1, 2, 8):
            is_risky = doctor.sqlite_is_risky((major, minor, patch), processes)
            tally.expect(is_risky == (text in RISKY and processes > 1), f"SQLite {text} by {processes}")


def expect_demo_at_home(tally: Tally) -> None:
    """A demo, whose passwords are printed everywhere, is served to this machine alone unless one insists."""
    with override_settings(LIANXIN_DEMO=True), mock.patch.object(doctor, "examine", return_value=[]):
        for host in OUTSIDE:
            tally.expect(_refuses(host), f"the demo was served on {host or 'all addresses'}")
            tally.expect(not _refuses(host, allow_demo_outside=True), "insisting did not help")
        for host in LOOPBACK:
            tally.expect(not _refuses(host), f"the demo was refused on {host}")


def _refuses(host: str, **options: Any) -> bool:
    try:
        with mock.patch.object(serving, "refuse_taken_port"):
            serving.refuse_unsafe(host, 8000, 1, **options)
    except CommandError:
        return True
    return False


def notices(look: Callable[[Tally], None], broken: Callable[[], AbstractContextManager[Any]]) -> bool:
    """Whether a part of the proof finds fault with something broken."""
    tally = Tally()
    with broken():
        look(tally)
    return bool(tally.faults)


def unsafe_inline() -> Any:
    directives = settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]
    careless = directives | {"script-src": [*directives["script-src"], "'unsafe-inline'"]}
    return override_settings(CONTENT_SECURITY_POLICY={"DIRECTIVES": careless})


def always(owner: Any, name: str, answer: Any) -> Callable[[], Any]:
    return partial(mock.patch.object, owner, name, return_value=answer)


BROKEN: dict[str, tuple[Callable[[Tally], None], Callable[[], Any]]] = {
    "cookies over plain HTTP": (
        expect_no_warnings,
        partial(override_settings, SESSION_COOKIE_SECURE=False),
    ),
    "unsafe-inline in the CSP": (walk_mishaps, unsafe_inline),
    "the same first password everywhere": (
        expect_no_default_password,
        always(opening.secrets, "token_urlsafe", "pear-tree-well"),
    ),
    "a doctor content with every SQLite": (expect_sound_sqlite, always(doctor, "sqlite_is_risky", False)),
    "a server that takes every address for its own": (
        expect_demo_at_home,
        always(serving, "is_loopback", True),
    ),
}

PROOF = Proof(
    promise=18,
    name="defaults",
    says="safe by default",
    runs=1,
    prove=prove,
    is_secure=True,
    controls=tuple(Control(breaks, partial(notices, *how)) for breaks, how in BROKEN.items()),
)
