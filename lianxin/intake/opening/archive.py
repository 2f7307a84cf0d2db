"""Weigh a zipped workbook before anything parses it: every part is unpacked once, counted, thrown away.

The sizes written in a zip's directory may lie, entries may overlap, and a part of a few KB may unpack to
gigabytes; so the directory is judged first and then the true size of each part against it.
"""

import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Literal

from lianxin.intake.opening import limits
from lianxin.intake.vocabulary import IntakeRefused

CHUNK = 1024**2
LOCAL_HEADER = struct.Struct("<4s5H3I2H")
DECLARATION = re.compile(rb"<!(DOCTYPE|ENTITY)")
# How workbooks mark an error value, and a formula that was saved without its result.
ERROR_VALUES = (b't="e"', b'office:value-type="error"')
# A row that ends with a cell that has content; not every filled row does, but no empty one.
FILLED_ROW = b"</c></row>"
BARE_FORMULAS = (b"</f></c>", b"</f><v></v>", b"</f><v/>", b"</f><v />")


@dataclass(slots=True)
class Weighed:
    """Kind of workbook, bytes unpacked, oddities a reader would not see."""

    kind: Literal["xlsx", "ods"]
    unpacked: int
    error_values: int = 0
    bare_formulas: int = 0
    filled_rows: int = 0


def weigh(path: Path) -> Weighed:
    """Return what the archive holds; raise IntakeRefused when it is damaged, harmful or too large."""
    size = path.stat().st_size
    try:
        _judge_directory_size(path, size)
        with zipfile.ZipFile(path) as archive, path.open("rb") as file:
            entries = archive.infolist()
            _judge_directory(entries, size)
            kind = _kind([entry.filename for entry in entries])
            weighed = Weighed(kind, sum(entry.file_size for entry in entries))
            for entry in entries:
                _weigh_part(file, entry, weighed)
    except (zipfile.BadZipFile, zlib.error, struct.error, ValueError, NotImplementedError, EOFError):
        raise IntakeRefused("file.damaged") from None
    return weighed


def _judge_directory_size(path: Path, size: int) -> None:
    """Look at the end of the archive only: a directory of a million entries must not even be read."""
    with path.open("rb") as file:
        file.seek(max(0, size - 65_557))
        tail = file.read()
    at = tail.rfind(b"PK\x05\x06")
    if at < 0:
        raise IntakeRefused("file.damaged")
    parts, directory_bytes = struct.unpack_from("<HI", tail, at + 10)
    if parts > limits.MAX_PARTS or directory_bytes > limits.MAX_DIRECTORY_BYTES:
        raise IntakeRefused("file.too_many_parts", parts=parts, limit=limits.MAX_PARTS)


def _judge_directory(entries: list[zipfile.ZipInfo], size: int) -> None:
    names = [entry.filename for entry in entries]
    if len(set(names)) != len(names):
        raise IntakeRefused("file.suspicious_packing", part="同名部分")
    if any(entry.flag_bits & 1 for entry in entries):
        raise IntakeRefused("file.encrypted")
    if sum(entry.compress_size for entry in entries) > size:
        raise IntakeRefused("file.suspicious_packing", part="重叠部分")
    unpacked = sum(entry.file_size for entry in entries)
    for entry in entries:
        if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise IntakeRefused("file.suspicious_packing", part=_short(entry.filename))
        swollen = entry.file_size > limits.MAX_RATIO * max(entry.compress_size, 1)
        if swollen and entry.file_size > limits.RATIO_COUNTS_FROM_BYTES:
            raise IntakeRefused("file.suspicious_packing", part=_short(entry.filename))
    if unpacked > limits.MAX_UNPACKED_BYTES:
        raise IntakeRefused(
            "file.unpacks_too_large",
            size=unpacked // 1024**2,
            limit=limits.MAX_UNPACKED_BYTES // 1024**2,
        )


def _kind(names: list[str]) -> Literal["xlsx", "ods"]:
    if "xl/workbook.xml" in names:
        return "xlsx"
    if "content.xml" in names:
        return "ods"
    if "xl/workbook.bin" in names:
        raise IntakeRefused("file.wrong_type", kind=".xlsb")
    if "word/document.xml" in names:
        raise IntakeRefused("file.wrong_type", kind="Word")
    raise IntakeRefused("file.wrong_type", kind="zip")


def _weigh_part(file: BinaryIO, entry: zipfile.ZipInfo, weighed: Weighed) -> None:
    """Unpack one part chunk by chunk; its true size must be the one the directory claims."""
    is_sheet = entry.filename.startswith("xl/worksheets/") or entry.filename == "content.xml"
    seen = 0
    for chunk in _unpacked(file, entry):
        is_first, seen = not seen, seen + len(chunk)
        if seen > entry.file_size or (is_first and DECLARATION.search(chunk, 0, 4096)):
            raise IntakeRefused("file.suspicious_packing", part=_short(entry.filename))
        if is_sheet:
            weighed.error_values += sum(chunk.count(mark) for mark in ERROR_VALUES)
            weighed.bare_formulas += sum(chunk.count(mark) for mark in BARE_FORMULAS)
            weighed.filled_rows += chunk.count(FILLED_ROW)
            if weighed.filled_rows > limits.MAX_ROWS:
                raise IntakeRefused("file.too_many_rows", limit=limits.MAX_ROWS)
    if seen != entry.file_size:
        raise IntakeRefused("file.damaged")


def _unpacked(file: BinaryIO, entry: zipfile.ZipInfo) -> Iterator[bytes]:
    """Yield the true content of one part in chunks of at most CHUNK bytes, whatever the directory claims."""
    file.seek(entry.header_offset)
    header = LOCAL_HEADER.unpack(file.read(LOCAL_HEADER.size))
    if header[0] != b"PK\x03\x04":
        raise IntakeRefused("file.damaged")
    file.seek(header[9] + header[10], 1)
    inflate = zlib.decompressobj(-15)
    left = entry.compress_size
    while left:
        packed = file.read(min(CHUNK // 8, left))
        left -= len(packed)
        if not packed:
            raise IntakeRefused("file.damaged")
        if entry.compress_type == zipfile.ZIP_STORED:
            yield packed
            continue
        while packed:
            yield inflate.decompress(packed, CHUNK)
            packed = inflate.unconsumed_tail
    if entry.compress_type == zipfile.ZIP_DEFLATED:
        yield inflate.flush()
        if not inflate.eof:
            raise IntakeRefused("file.damaged")


def _short(name: str) -> str:
    return name.rsplit("/", 1)[-1][:40]
