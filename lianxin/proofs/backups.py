"""Promise 5: a backup is called good only after it was restored and checked.

Bits are flipped anywhere in a backup, and it is harmed in other ways: each time it must be called bad, must
not be restored, and nothing in it may count as backed up.
"""

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from unittest import mock

from django.conf import settings
from django.core.management.base import CommandError
from django.utils import timezone

from lianxin import flow, keyring
from lianxin.field.models import Op
from lianxin.operations.backups import enclosed, verifying
from lianxin.operations.backups import manifest as words
from lianxin.operations.backups.databases import way
from lianxin.operations.backups.making import make_backup
from lianxin.operations.backups.restoring import restore_backup
from lianxin.proofs.restore import District, silent
from lianxin.proofs.vocabulary import Control, Proof, Tally

SAMPLE = 5  # so many of the bad backups are also tried to be restored
PHOTO = "photos/1c2d3e.jpg"


@contextmanager
def a_backup(chance: Random) -> Iterator[Path]:
    """A backup of a small district with a photo and with visits that came from phones."""
    photo = Path(settings.MEDIA_ROOT) / PHOTO
    photo.parent.mkdir(parents=True, exist_ok=True)
    photo.write_bytes(chance.randbytes(200_000))
    District(chance, phones=2).visit(6)
    flow.settle()
    with TemporaryDirectory() as folder:
        yield make_backup(Path(folder) / "backup", now=timezone.now(), tell=silent).folder


def flip(folder: Path, chance: Random) -> str:
    """Change some bits of one byte; the file is drawn like any other, whatever its size."""
    path = chance.choice(sorted(path for path in folder.rglob("*") if path.is_file()))
    data = bytearray(path.read_bytes())
    at = chance.randrange(len(data))
    data[at] ^= chance.randrange(1, 256)
    path.write_bytes(data)
    return f"byte {at} of {path.relative_to(folder)}"


def lose_a_file(folder: Path) -> None:
    (folder / way().FILE).unlink()


def cut_off(folder: Path) -> None:
    data = (folder / way().FILE).read_bytes()
    (folder / way().FILE).write_bytes(data[: len(data) // 2])


def forge(folder: Path, key: bytes, rows: dict[str, int]) -> None:
    """Another manifest with hashes and sums that fit."""
    old = words.read_manifest(folder)
    data = replace(old, rows=rows).to_bytes()
    seal = words.seal_of(data, key)
    for name, content in ((words.MANIFEST, data), (words.SEAL, seal), (words.SUMS, None)):
        (folder / name).write_bytes(content or words.sums(data, seal, old.files))


def by_a_stranger(folder: Path) -> None:
    forge(folder, bytes(32), words.read_manifest(folder).rows)


def with_a_copy_that_lost_a_row(folder: Path) -> None:
    """Whole by every hash and seal, but one household more was counted than comes back."""
    rows = words.read_manifest(folder).rows
    own = keyring.read_key(Path(settings.LIANXIN_HOME), "seal")
    forge(folder, own, rows | {"registry_household": rows["registry_household"] + 1})


HARMS: tuple[Callable[[Path], None], ...] = (
    lose_a_file,
    cut_off,
    by_a_stranger,
    with_a_copy_that_lost_a_row,
)


def is_called_bad(folder: Path) -> bool:
    return bool(verifying.verify_backup(folder, now=timezone.now(), tell=silent).faults)


def is_refused(folder: Path) -> bool:
    try:
        restore_backup(folder, replaces=True, inbox=None, now=timezone.now(), tell=silent)
    except CommandError:
        return True
    return False


def prove(tally: Tally, runs: int, chance: Random) -> None:
    """Flip a byte `runs` times, and do each of the other harms once."""
    with a_backup(chance) as good:
        bad = good.with_name("bad")
        for run in range(runs + len(HARMS)):
            shutil.rmtree(bad, ignore_errors=True)
            shutil.copytree(good, bad)
            if run < runs:
                what = flip(bad, chance)
            else:
                harm = HARMS[run - runs]
                harm(bad)
                what = harm.__name__
            tally.expect(is_called_bad(bad), f"{what}: called good")
            if run < SAMPLE:
                tally.expect(is_refused(bad), f"{what}: restored")
        backed_up = Op.objects.exclude(backed_up_at=None).count()
        tally.expect(backed_up == 0, f"{backed_up} visits count as backed up, and no backup was good")
        found = verifying.verify_backup(good, now=timezone.now(), tell=silent)
        tally.expect(not found.faults, f"a good backup was called bad: {found.faults}")
        held = Op.objects.filter(backed_up_at=None).count()
        tally.expect(found.ops is not None and not held, "a good backup backs nothing up")


def notices(target: object, name: str, broken: object) -> bool:
    """Whether a small run finds fault when this part of the verification is broken."""
    tally = Tally()
    with mock.patch.object(target, name, broken):
        prove(tally, 16, Random(5))
    Op.objects.update(backed_up_at=None)
    return any("called good" in fault for fault in tally.faults)


def one_that_skips_photos() -> bool:
    look = words._fault_of

    def skip(path: Path, name: str, said: words.Copied) -> words.Fault | None:
        return None if PHOTO in name else look(path, name, said)

    return notices(words, "_fault_of", skip)


def one_that_restores_nothing() -> bool:
    content = {"faults": [], "opened": 0}

    def trust(folder: Path, home: Path, manifest: object, wanted: Path, tell: object) -> dict:
        for written in (wanted, *enclosed.files_beside(wanted)):
            written.write_text("")
        return content

    return notices(verifying, "_try_out", trust)


PROOF = Proof(
    promise=5,
    name="backups",
    says="a backup is called good only after it was restored and checked",
    runs=100,
    prove=prove,
    controls=(
        Control("a verify that skips the hash of one file", one_that_skips_photos),
        Control("a verify that only hashes and restores nothing", one_that_restores_nothing),
    ),
)
