"""What a backup says about itself, and whether its files agree with that. Pure, but for reading the files."""

import hashlib
import hmac
import json
import re
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any

FORMAT = "lianxin-backup-1"
MANIFEST, SEAL, SUMS = "manifest.json", "manifest.seal", "SHA256SUMS"
PIECE = 1024**2
SHA256 = re.compile(r"[0-9a-f]{64}")
# Hears of progress: a code of the step, how much is done, how much there is (0: not known).
Tell = Callable[[str, int, int], None]
HURRY = "不要用这份备份；再做一份，并查一查存放它的磁盘。"


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that makes a backup unfit, in words, and what to do about it."""

    code: str
    message: str
    remedy: str


class NotABackup(ValueError):
    """The folder holds no backup that this version can read; the words say why, `remedy` what to do."""

    def __init__(self, code: str, message: str, remedy: str) -> None:
        super().__init__(message)
        self.fault = Fault(code, message, remedy)


@dataclass(frozen=True, slots=True)
class Copied:
    """One file of a backup: the SHA-256 of its content in hexadecimal, and its size."""

    sha256: str
    bytes: int


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup holds.

    `made_at` is the ISO moment before which everything committed is in it. `database` has vendor and version.
    `ledger` has block, last_event and seal of the newest sealed block, 0 and "" before the first. `keys` are
    checks by which a key is recognised (they tell nothing about it). `rows` counts each table.
    """

    id: str
    made_at: str
    app: str
    database: dict[str, str]
    epoch: str
    ledger: dict[str, Any]
    keys: dict[str, str]
    migrations: list[str]
    files: dict[str, Copied]
    rows: dict[str, int]
    format: str = field(default=FORMAT)

    def to_bytes(self) -> bytes:
        """The manifest as it stands in its file: JSON, keys in order, one line an entry."""
        return (json.dumps(asdict(self), ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()

    @property
    def all_rows(self) -> int:
        """The rows of all tables together."""
        return sum(self.rows.values())

    @property
    def all_bytes(self) -> int:
        """The size of all files together, the manifest not counted."""
        return sum(file.bytes for file in self.files.values())


def read_manifest(folder: Path) -> Manifest:
    """Read the manifest of a backup. Raises NotABackup when there is none or it is of another format."""
    return understand(read_small(folder / MANIFEST))


def read_small(path: Path) -> bytes:
    """The bytes of a file of a backup. Raises NotABackup when it cannot be read."""
    try:
        return path.read_bytes()
    except OSError:
        where = f"{path.parent} 里没有 {path.name}，不是一份完整的备份。"
        raise NotABackup("no-backup", where, "请指明 lianxin backup 做出的文件夹。") from None


def understand(data: bytes) -> Manifest:
    """The manifest that these bytes are. Raises NotABackup."""
    unreadable = NotABackup("manifest-changed", f"备份的 {MANIFEST} 读不懂，被改过或者坏了。", HURRY)
    try:
        told = json.loads(data)
        if told["format"] != FORMAT:
            other = f"这份备份的格式是 {told['format']!r}，这一版只认得 {FORMAT}。"
            raise NotABackup("other-format", other, "请用做这份备份的版本来恢复，或升级 Lianxin。")
        told["files"] = {name: Copied(**copied) for name, copied in told["files"].items()}
        manifest = Manifest(**told)
        sound = all(is_safe(name) and SHA256.fullmatch(file.sha256) for name, file in manifest.files.items())
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        if isinstance(error, NotABackup):
            raise
        raise unreadable from None
    if not sound or manifest.to_bytes() != data:
        raise unreadable
    return manifest


def is_safe(name: str) -> bool:
    """Whether a name stays inside the backup: relative, without `..`, none of those about it."""
    path = PurePosixPath(name)
    inside = not path.is_absolute() and ".." not in path.parts and "\\" not in name and "\0" not in name
    return inside and str(path) == name and name not in (".", MANIFEST, SEAL, SUMS)


def sha256_of(path: Path) -> Copied:
    """Hash and size of a file, read in pieces."""
    digest, size = hashlib.sha256(), 0
    with path.open("rb") as file:
        while piece := file.read(PIECE):
            digest.update(piece)
            size += len(piece)
    return Copied(digest.hexdigest(), size)


def sums(manifest: bytes, seal: bytes, files: dict[str, Copied]) -> bytes:
    """The content of SHA256SUMS, as `sha256sum -c` reads it."""
    hashes = {MANIFEST: hashlib.sha256(manifest).hexdigest(), SEAL: hashlib.sha256(seal).hexdigest()}
    hashes |= {name: file.sha256 for name, file in sorted(files.items())}
    return "".join(f"{sha256}  {name}\n" for name, sha256 in hashes.items()).encode()


def seal_of(manifest: bytes, key: bytes) -> bytes:
    """The content of `manifest.seal`: who has the key can tell that nobody else wrote this manifest."""
    return hmac.digest(key, b"lianxin backup manifest\0" + manifest, "sha256").hex().encode() + b"\n"


def key_check(key: bytes) -> str:
    """A few characters by which a key is recognised and from which nothing of it can be told."""
    return hmac.digest(key, b"lianxin key check", "sha256")[:8].hex()


def find_faults(folder: Path, key: bytes | None, tell: Tell) -> Iterator[Fault]:
    """Every file of a backup that is not as the manifest says. Raises NotABackup.

    With `key` (the seal key of the district) the manifest's own seal is checked too. `tell` hears how many
    bytes of how many have been read.
    """
    data = read_small(folder / MANIFEST)
    manifest, seal, listed = understand(data), read_small(folder / SEAL), read_small(folder / SUMS)
    if listed != sums(data, seal, manifest.files):
        yield Fault("sums-disagree", f"{SUMS} 和 {MANIFEST} 对不上。", HURRY)
    if key is not None and not hmac.compare_digest(seal, seal_of(data, key)):
        words = f"{MANIFEST} 上的印 ({SEAL}) 不对：备份被改过，或者不是用这个区县的密钥做的。"
        yield Fault("seal-wrong", words, "不要用这份备份；如果密钥换过，请放回做备份时的那一套。")
    done = 0
    for name, said in sorted(manifest.files.items()):
        tell("hashing", done, manifest.all_bytes)
        fault = _fault_of(folder / name, name, said)
        if fault:
            yield fault
        done += said.bytes


def _fault_of(path: Path, name: str, said: Copied) -> Fault | None:
    if not path.is_file():
        return Fault("file-missing", f"缺少文件 {name}。", HURRY)
    try:
        found = sha256_of(path)
    except OSError as error:
        return Fault("file-unreadable", f"文件 {name} 读不出来（{error.strerror}）。", HURRY)
    if found != said:
        return Fault("file-changed", f"文件 {name} 和做备份时不一样了。", HURRY)
    return None
