"""A district on a disk, its backups, and ways to harm them."""

import hashlib
import json
from dataclasses import replace

import pytest

from tests.ondisk import a_district, elsewhere, examined_here, phone, template

__all__ = ["a_district", "elsewhere", "examined_here", "phone", "template"]


@pytest.fixture(autouse=True)
def _examined_here(examined_here):
    """One that another process examines, as on a server: tests/promises/test_backups.py."""


def silent(step, done=0, total=0):
    """Nobody listens to the progress."""


@pytest.fixture
def backup(a_district, tmp_path):
    """Make a backup of the district and return its folder."""
    from django.utils import timezone

    from lianxin.operations.backups.making import make_backup

    def backup(name="backup", now=None):
        return make_backup(tmp_path / name, now=now or timezone.now(), tell=silent).folder

    return backup


@pytest.fixture
def verify(a_district):
    """Verify a backup; returns what came of it."""
    from django.utils import timezone

    from lianxin.operations.backups.verifying import verify_backup

    return lambda folder: verify_backup(folder, now=timezone.now(), tell=silent)


@pytest.fixture
def restore():
    """Restore a backup where one is; returns what came of it."""
    from django.utils import timezone

    from lianxin.operations.backups.restoring import restore_backup

    def restore(folder, *, replaces=False, inbox=None):
        return restore_backup(folder, replaces=replaces, inbox=inbox, now=timezone.now(), tell=silent)

    return restore


def codes(found):
    return [fault.code for fault in found.faults]


def flip(path, at=None):
    """Change one bit of a file, in its middle or where it is said."""
    data = bytearray(path.read_bytes())
    data[len(data) // 2 if at is None else at] ^= 1
    path.write_bytes(data)


def rewrite(folder, key=None, **changes):
    """Write another manifest, with hashes and sums that fit; with the seal key, a seal that fits as well."""
    from lianxin.operations.backups import manifest as words

    old = words.read_manifest(folder)
    files = {name: words.sha256_of(folder / name) for name in old.files if (folder / name).exists()}
    data = replace(old, **({"files": files} | changes)).to_bytes()
    seal = words.seal_of(data, key) if key else (folder / words.SEAL).read_bytes()
    (folder / words.MANIFEST).write_bytes(data)
    (folder / words.SEAL).write_bytes(seal)
    (folder / words.SUMS).write_bytes(words.sums(data, seal, files))
    assert hashlib.sha256(data).hexdigest() in (folder / words.SUMS).read_text()
    return json.loads(data)
