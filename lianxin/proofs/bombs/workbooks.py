"""Workbooks that harm: archives that grow, lie or hide, and XML that does the same inside."""

import io
import os
import struct
import zipfile
import zlib

from lianxin.proofs.bombs.parts import (
    CELL,
    GOOD,
    MAIN,
    MB,
    SHEET,
    Bomb,
    cell,
    ods,
    packed,
    parts,
    workbook,
)


def lying(claim: int) -> bytes:
    """A sheet of 30 MB whose entry claims another size, in the local header and in the directory."""
    true = SHEET % ("<row>" + " " * 30 * MB + "</row>")
    data = bytearray(packed(parts(true)))
    real = struct.pack("<I", len(true.encode()))
    at = data.find(real)
    while at >= 0:
        data[at : at + 4] = struct.pack("<I", claim)
        at = data.find(real, at + 4)
    return bytes(data)


def overlapping() -> bytes:
    """Fifield's trick in its plain form: a thousand directory entries share one body."""
    body = zlib.compressobj(9, zlib.DEFLATED, -15)
    kernel = body.compress(bytes(5 * MB)) + body.flush()
    crc, name = zlib.crc32(bytes(5 * MB)), b"xl/workbook.xml"
    sizes = struct.pack("<III", crc, len(kernel), 5 * MB)
    local = struct.pack("<4s5H", b"PK\x03\x04", 20, 0, 8, 0, 0) + sizes + struct.pack("<HH", len(name), 0)
    directory = b""
    for n in range(1000):
        called = name if n == 0 else f"xl/part{n}.xml".encode()
        fields = struct.pack("<4s6H", b"PK\x01\x02", 20, 20, 0, 8, 0, 0) + sizes
        directory += fields + struct.pack("<5HII", len(called), 0, 0, 0, 0, 0, 0) + called
    start = local + name + kernel
    end = struct.pack("<4s4HIIH", b"PK\x05\x06", 0, 0, 1000, 1000, len(directory), len(start), 0)
    return start + directory + end


def encrypted() -> bytes:
    """A small workbook with the mark of a password on every part."""
    data = bytearray(packed(parts()))
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(mark)
        while at >= 0:
            data[at + place] |= 1
            at = data.find(mark, at + 4)
    return bytes(data)


def laughs(root: str) -> str:
    """The element with a text of 10**11 characters: entities that each hold ten of the one before."""
    entities = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
    return f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY l0 "哈">{entities}]>' + root.replace(
        "></", ">&l11;</"
    )


def twice() -> bytes:
    """Two parts of one name, so that the one that is judged need not be the one that is read."""
    first = packed(parts())
    file = io.BytesIO(first)
    with zipfile.ZipFile(file, "a") as archive:
        entry = zipfile.ZipInfo("xl/worksheets/sheet2.xml")
        archive.writestr(entry, SHEET % CELL)
    return file.getvalue().replace(b"sheet2.xml", b"sheet1.xml")


def rows(count: int) -> str:
    """So many rows of a different number each, so that they pack no better than honest ones."""
    return SHEET % "".join(f"<row><c><v>{n * 48_271 % 2**31}</v></c></row>" for n in range(count))


def tags(count: int, *, deep: bool) -> str:
    """So many tags, one inside the other or side by side, their names different for the same reason."""
    close = "" if deep else "/"
    return "".join(f"<t{n * 48_271 % 2**31}{close}>" for n in range(count))


def unnumbered_corner() -> bytes:
    """Far cells without addresses: only who counts them sees how far away they stand."""
    last = "<c><v>1</v></c>"
    blank = "".join(f'<row ht="{n * 7919 % 10_007}"/>' for n in range(200_000))
    return workbook(f"<row>{'<c/>' * 16_000}{last}</row>{blank}<row>{last}</row>")


def shared_text() -> bytes:
    """A long text that a hundred thousand cells share: 3 GB once each cell has its own copy."""
    cells = "".join(f'<row r="{n}"><c r="A{n}" t="s"><v>0</v></c></row>' for n in range(1, 100_001))
    text = os.urandom(16_000).hex()
    return packed(parts(SHEET % cells, sharedStrings=f"<sst {MAIN}><si><t>{text}</t></si></sst>"))


def repeated(rows: int, columns: int) -> bytes:
    """A spreadsheet whose one cell is repeated in this many rows and columns."""
    return ods(
        f'<table:table-row table:number-rows-repeated="{rows}"><table:table-cell office:value-type="float" '
        f'office:value="1" table:number-columns-repeated="{columns}"/></table:table-row>'
    )


def corner(near: str, far: str) -> bytes:
    """A sheet with a cell in its first row and one far away."""
    row = "".join(letter for letter in far if letter.isdecimal())
    return workbook(f'<row r="1">{cell(near)}</row><row r="{row}">{cell(far)}</row>')


def nested() -> bytes:
    """Fifty archives of 10 MB each in one."""
    inner = packed({"0": bytes(10 * MB)})
    return packed({f"{n}.zip": inner for n in range(50)})


PACKING = "file.suspicious_packing"
MEMORY = "file.too_much_memory"
GROWING: dict[str, Bomb] = {
    "200 MB of blanks in a sheet.xlsx": Bomb(lambda: packed(parts(b" " * 200 * MB)), PACKING),
    "100 MB of one letter as a text.xlsx": Bomb(
        lambda: packed(parts(sharedStrings=b"a" * 100 * MB)), PACKING
    ),
    "100 MB beside the workbook.xlsx": Bomb(lambda: packed(parts(x=bytes(100 * MB))), PACKING),
    "a sheet larger than it claims.xlsx": Bomb(lambda: lying(1000), PACKING),
    "a sheet smaller than it claims.xlsx": Bomb(lambda: lying(31 * MB), PACKING),
    "a thousand parts with one body.xlsx": Bomb(overlapping, PACKING),
    "sixty thousand parts.xlsx": Bomb(
        lambda: packed(parts() | {f"xl/media/{n}": "" for n in range(60_000)}), "file.too_many_parts"
    ),
    "five thousand parts, not packed.xlsx": Bomb(
        lambda: packed(parts() | {f"xl/{n}.xml": "" for n in range(5000)}, zipfile.ZIP_STORED),
        "file.too_many_parts",
    ),
    "archives in an archive.zip": Bomb(nested, "file.wrong_type"),
    "two parts of one name.xlsx": Bomb(twice, PACKING),
    "packed with LZMA.xlsx": Bomb(lambda: packed(parts(), zipfile.ZIP_LZMA), PACKING),
    "packed with bzip2.xlsx": Bomb(lambda: packed(parts(), zipfile.ZIP_BZIP2), PACKING),
}
"""Archives that are larger, or other, than they look."""

INSIDE: dict[str, Bomb] = {
    "entities that grow tenfold.xlsx": Bomb(lambda: packed(parts(laughs(SHEET % CELL))), PACKING),
    "entities in the texts.xlsx": Bomb(
        lambda: packed(parts(sharedStrings=laughs(f"<sst {MAIN}><si/></sst>"))), PACKING
    ),
    "entities in UTF-16.xlsx": Bomb(
        lambda: packed(parts(laughs(SHEET % (CELL % "A1")).encode("utf-16"))), "file.damaged"
    ),
    "an entity that reads a file.xlsx": Bomb(
        lambda: packed(parts(f'<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]>{SHEET % "&f;"}')),
        PACKING,
    ),
    "a cell in the farthest corner.xlsx": Bomb(lambda: corner("A1", "XFD1048576"), MEMORY),
    "a cell beyond the grid.xlsx": Bomb(lambda: corner("A1", "XFE16777217"), MEMORY),
    "a cell in the last row.xlsx": Bomb(lambda: corner("CV1", "A1048576"), MEMORY),
    "far cells without addresses.xlsx": Bomb(unnumbered_corner, MEMORY),
    "a text in 100,000 cells.xlsx": Bomb(shared_text, MEMORY),
    "a cell in the last column.xlsx": Bomb(
        lambda: workbook(f'<row r="1">{cell("A1")}{cell("XFD1")}</row>'), "file.too_many_columns"
    ),
    "four hundred sheets.xlsx": Bomb(lambda: packed(parts(sheets=400)), "file.too_many_sheets"),
    "420,000 rows.xlsx": Bomb(lambda: packed(parts(rows(420_000))), "file.too_many_rows"),
    "a million tags deep.xlsx": Bomb(lambda: packed(parts(SHEET % tags(10**6, deep=True)))),
    "a million styles and no sheet.xlsx": Bomb(
        lambda: packed(parts(styles=f"<styleSheet {MAIN}>{tags(10**6, deep=False)}</styleSheet>"))
    ),
    "rows repeated for ever.ods": Bomb(lambda: repeated(1_048_576, 16_384)),
    "columns repeated for ever.ods": Bomb(lambda: repeated(10, 100_000_000), "file.too_many_columns"),
    "cut off in the middle.xlsx": Bomb(lambda: GOOD[:-200], "file.damaged"),
    "a password on every part.xlsx": Bomb(encrypted, "file.encrypted"),
}
"""Workbooks whose insides are too much, or lead somewhere else."""
