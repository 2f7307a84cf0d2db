"""Whether a PDF is paper and nothing else. Pure.

A PDF can hold scripts, programs to start, forms that send themselves off, films and other files. None of that
is taken out, for the bytes are kept as they came (a seal on them still holds): a document with any of it is
refused. Names are looked for in the whole file, however they are written (`/J#61vaScript`), and in everything
that its streams unfold into, up to a limit. A stream whose coding this module does not undo is refused, where
objects could hide in it; pictures are not read.
"""

import re
import zlib
from collections.abc import Iterator

from lianxin.problems.evidence.faults import FileRefused

HEAD = re.compile(rb"%PDF-[12]\.\d[\r\n ]")
TAIL = b"%%EOF"
NAME = re.compile(rb"/([^\x00\t\n\x0c\r ()<>\[\]{}/%]{2,64})")
ESCAPED = re.compile(rb"#([0-9A-Fa-f]{2})")
STREAM = re.compile(rb"stream[ \t]*(?:\r\n|\n|\r)")
PAGES = re.compile(rb"xref|/XRef")

ACTIVE = frozenset(
    {
        *(b"JavaScript", b"Launch", b"SubmitForm", b"ImportData", b"GoToE", b"GoToR", b"XFA"),
        *(b"EmbeddedFile", b"EmbeddedFiles", b"RichMedia", b"RichMediaContent", b"Rendition"),
        *(b"Movie", b"Sound", b"3DD", b"3DI", b"Collection"),
    }
)
LOCKED = frozenset({b"Encrypt"})
CODED = frozenset(
    {b"LZWDecode", b"ASCIIHexDecode", b"ASCII85Decode", b"RunLengthDecode", b"AHx", b"A85", b"LZW"}
)
"""Codings that this module does not undo, and that nobody needs for paper today."""

OTHER_KINDS = (b"<html", b"<script", b"<!doctype", b"<svg", b"<?php")
FIRST_KIB = 1024
ARCHIVE_ENDS = (b"PK\x05\x06", b"PK\x06\x06")
ARCHIVE_TAIL = 66_000
"""Within so many bytes of the end an archive says what it holds: a file that is both is neither."""

MOST_UNFOLDED, MOST_STREAMS = 96 << 20, 20_000
FED, PIECE, OVERLAP = 64 << 10, 1 << 20, 80
DEEPEST = 3
BEFORE_A_STREAM = 2_000


def check_document(data: bytes) -> None:
    """Pass over a PDF that is paper. Raises FileRefused: document-active, -locked, -broken."""
    end = data.rfind(TAIL)
    if (
        not HEAD.match(data)
        or end < 0
        or data[end + len(TAIL) :].strip(b"\x00\r\n\t ")
        or not PAGES.search(data)
    ):
        raise FileRefused("document-broken")
    head = data[:FIRST_KIB].lower()
    if any(kind in head for kind in OTHER_KINDS) or any(
        kind in data[-ARCHIVE_TAIL:] for kind in ARCHIVE_ENDS
    ):
        raise FileRefused("document-broken")
    _look(data)
    left, view = MOST_UNFOLDED, memoryview(data)
    for number, found in enumerate(STREAM.finditer(data)):
        if number > MOST_STREAMS:
            raise FileRefused("document-broken")
        if data[max(0, found.start() - 3) : found.start()] == b"end":
            continue
        _refuse_hidden(data[max(0, found.start() - BEFORE_A_STREAM) : found.start()])
        left = _unfold(view[found.end() :], left, 1)


def _look(data: bytes) -> None:
    """Refuse what stands in these bytes under any spelling."""
    for found in NAME.finditer(data):
        name = found[1]
        if b"#" in name:
            name = ESCAPED.sub(lambda code: bytes([int(code[1], 16)]), name)
        if name in ACTIVE:
            raise FileRefused("document-active")
        if name in LOCKED:
            raise FileRefused("document-locked")
        if name in CODED:
            raise FileRefused("document-broken")


def _refuse_hidden(before: bytes) -> None:
    """A stream of objects (it says where the first one begins) must be coded plainly, without a predictor."""
    begins = before.rfind(b"obj")
    names = {
        ESCAPED.sub(lambda code: bytes([int(code[1], 16)]), one) for one in NAME.findall(before[begins:])
    }
    if b"First" in names and names & {b"DecodeParms", b"DP", b"RL"}:
        raise FileRefused("document-broken")


def _unfold(packed: memoryview, left: int, depth: int) -> int:
    """Look through what a stream unfolds into; returns how many bytes may still unfold."""
    kept, head, whole = b"", b"", bytearray()
    for piece in _inflated(packed):
        left -= len(piece)
        if left < 0:
            raise FileRefused("document-broken")
        head = head or piece[:2]
        _look(kept + piece)
        kept = piece[-OVERLAP:]
        if _is_packed(head):
            whole += piece
    if whole and depth < DEEPEST:
        left = _unfold(memoryview(bytes(whole)), left, depth + 1)
    elif whole:
        raise FileRefused("document-broken")
    return left


def _is_packed(head: bytes) -> bool:
    return len(head) == 2 and head[0] & 0x0F == 8 and int.from_bytes(head) % 31 == 0


def _inflated(packed: memoryview) -> Iterator[bytes]:
    """What a stream unfolds into, in pieces of a megabyte at most; nothing where it is not packed."""
    if not _is_packed(bytes(packed[:2])):
        return
    machine = zlib.decompressobj()
    for start in range(0, len(packed), FED):
        rest = bytes(packed[start : start + FED])
        while rest:
            try:
                piece = machine.decompress(rest, PIECE)
            except zlib.error:
                return
            rest = machine.unconsumed_tail
            if piece:
                yield piece
            if machine.eof:
                return
            if not piece:
                break
