"""Thirty files and more that must be refused unread (promise 12): bombs, liars, wrecks and strangers."""

import io
import os
import struct
import zipfile
import zlib

CONTENT_TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Override PartName="/xl/workbook.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>'
)
RELS = (
    '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}" '
    'Target="{target}"/></Relationships>'
)
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MEGABYTE = 1024**2


def workbook_xml(sheets=1):
    each = "".join(f'<sheet name="s{n}" sheetId="{n}" r:id="r1"/>' for n in range(1, sheets + 1))
    return f'<?xml version="1.0"?><workbook xmlns="{MAIN}" xmlns:r="{REL}"><sheets>{each}</sheets></workbook>'


def sheet_xml(rows):
    return f'<?xml version="1.0"?><worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData></worksheet>'


def package(rows="", *, sheets=1, **parts):
    """The parts of an .xlsx by name; `parts` adds or replaces (dots in names as double underscores)."""
    return {
        "[Content_Types].xml": CONTENT_TYPES,
        "_rels/.rels": RELS.format(kind="officeDocument", target="xl/workbook.xml"),
        "xl/workbook.xml": workbook_xml(sheets),
        "xl/_rels/workbook.xml.rels": RELS.format(kind="worksheet", target="worksheets/sheet1.xml"),
        "xl/worksheets/sheet1.xml": sheet_xml(rows),
        **{name.replace("__", "."): content for name, content in parts.items()},
    }


def zipped(parts, compression=zipfile.ZIP_DEFLATED):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", compression) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return file.getvalue()


def cell(ref, value="1"):
    return f'<c r="{ref}"><v>{value}</v></c>'


def patched(data, name, *, size=None, flags=None, method=None):
    """Change what the central directory says of one part: its unpacked size, its flags, its method."""
    data = bytearray(data)
    at = data.find(b"PK\x01\x02")
    while at >= 0:
        length = struct.unpack_from("<H", data, at + 28)[0]
        if data[at + 46 : at + 46 + length].decode() == name:
            if size is not None:
                struct.pack_into("<I", data, at + 24, size)
            if flags is not None:
                struct.pack_into("<H", data, at + 8, flags)
            if method is not None:
                struct.pack_into("<H", data, at + 10, method)
        at = data.find(b"PK\x01\x02", at + 4)
    return bytes(data)


def overlapping():
    """Many entries of the directory that all point at the same packed data, as in D. Fifield's bomb."""
    data = zipped(package(xl__bomb=b"\0" * MEGABYTE))
    start = data.find(b"PK\x01\x02", data.rfind(b"xl.bomb") - 60)
    end = data.rfind(b"PK\x05\x06")
    entry = data[start:end]
    copies = b"".join(entry.replace(b"xl.bomb", b"xl.%04d" % n) for n in range(1500))
    count, first = struct.unpack_from("<H", data, end + 10)[0], struct.unpack_from("<I", data, end + 16)[0]
    directory = data[first:end] + copies
    tail = struct.pack("<4s4H2IH", b"PK\x05\x06", 0, 0, count + 1500, count + 1500, len(directory), first, 0)
    return data[:first] + directory + tail


def compound(*streams, size=8192):
    """The first bytes of an old compound file and the names of its streams."""
    names = b"".join(stream.encode("utf-16-le").ljust(128, b"\0") for stream in streams)
    return (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504 + names).ljust(size, b"\0")


def ods(table):
    return zipped(
        {
            "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
            "META-INF/manifest.xml": "<manifest/>",
            "content.xml": '<?xml version="1.0"?><office:document-content '
            'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
            'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
            'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet>'
            f'<table:table table:name="s">{table}</table:table>'
            "</office:spreadsheet></office:body></office:document-content>",
        }
    )


def repeated_ods(rows, columns):
    return ods(
        f'<table:table-row table:number-rows-repeated="{rows}"><table:table-cell office:value-type="string" '
        f'table:number-columns-repeated="{columns}"><text:p>x</text:p></table:table-cell></table:table-row>'
    )


def nested():
    inner = zipped({"0": b"\0" * 10 * MEGABYTE})
    return zipped({f"{n}.zip": inner for n in range(50)})


def far_rows():
    return "".join(f'<row r="{n}">{cell(f"A{n}")}</row>' for n in range(1, 450_001))


def unnumbered_corner():
    """Far cells without addresses: only who counts them sees how far they stand."""
    last = "<c><v>1</v></c>"
    rows = "".join(f'<row ht="{n * 7919 % 10_007}"/>' for n in range(200_000))
    return f"<row>{'<c/>' * 16_000}{last}</row>{rows}<row>{last}</row>"


def shared_text():
    """A long text that a hundred thousand cells share: 3 GB once each cell has its own copy."""
    parts = package("".join(f'<row r="{n}"><c r="A{n}" t="s"><v>0</v></c></row>' for n in range(1, 100_001)))
    text = os.urandom(16_000).hex()
    parts["xl/sharedStrings.xml"] = f'<?xml version="1.0"?><sst xmlns="{MAIN}"><si><t>{text}</t></si></sst>'
    rels = parts["xl/_rels/workbook.xml.rels"]
    more = '<Relationship Id="r2" Type="{}/sharedStrings" Target="sharedStrings.xml"/></Relationships>'
    parts["xl/_rels/workbook.xml.rels"] = rels.replace("</Relationships>", more.format(REL))
    return zipped(parts)


def laughs():
    entities = '<!ENTITY a "lol">' + "".join(
        f'<!ENTITY {chr(n)} "{f"&{chr(n - 1)};" * 10}">' for n in range(ord("b"), ord("k"))
    )
    sheet = sheet_xml('<row r="1"><c r="A1" t="inlineStr"><is><t>&j;</t></is></c></row>')
    return zipped(
        package(**{"xl/worksheets/sheet1__xml": sheet.replace("?>", f"?><!DOCTYPE x [{entities}]>", 1)})
    )


def lying():
    """A part that claims to be small and unpacks to 100 MB."""
    parts = package()
    parts["xl/worksheets/sheet1.xml"] = sheet_xml(" " * 100 * MEGABYTE)
    return patched(zipped(parts), "xl/worksheets/sheet1.xml", size=4096)


GOOD = zipped(package(f'<row r="1">{cell("A1")}</row>'))

# {name: (the code it must be refused with, a function that makes its bytes)}
BOMBS = {
    "spaces.xlsx": ("file.suspicious_packing", lambda: zipped(package(" " * 150 * MEGABYTE))),
    "zeros-beside.xlsx": ("file.suspicious_packing", lambda: zipped(package(xl__x=b"\0" * 100 * MEGABYTE))),
    "lying.xlsx": ("file.suspicious_packing", lying),
    "overlapping.xlsx": ("file.suspicious_packing", overlapping),
    "entities.xlsx": ("file.suspicious_packing", laughs),
    "twice-the-same-part.xlsx": ("file.suspicious_packing", lambda: double_part()),
    "lzma.xlsx": ("file.suspicious_packing", lambda: zipped(package(), zipfile.ZIP_LZMA)),
    "many-parts.xlsx": (
        "file.too_many_parts",
        lambda: zipped(package(**{f"xl/{n}__xml": "" for n in range(5000)}), zipfile.ZIP_STORED),
    ),
    "far-corner.xlsx": (
        "file.too_much_memory",
        lambda: zipped(package(f'<row r="1">{cell("A1")}</row><row r="1048576">{cell("XFD1048576")}</row>')),
    ),
    "far-row.xlsx": (
        "file.too_much_memory",
        lambda: zipped(
            package(f'<row r="1">{cell("A1")}{cell("CV1")}</row><row r="1048576">{cell("A1048576")}</row>')
        ),
    ),
    "far-column.xlsx": (
        "file.too_many_columns",
        lambda: zipped(package(f'<row r="1">{cell("A1")}{cell("XFD1")}</row>')),
    ),
    "beyond-the-grid.xlsx": (
        "file.too_much_memory",
        lambda: zipped(
            package(f'<row r="1">{cell("A1")}</row><row r="16777217">{cell("XFE16777217")}</row>')
        ),
    ),
    "unnumbered-corner.xlsx": ("file.too_much_memory", lambda: zipped(package(unnumbered_corner()))),
    "shared-text.xlsx": ("file.too_much_memory", shared_text),
    "many-rows.xlsx": ("file.too_many_rows", lambda: zipped(package(far_rows()))),
    "many-sheets.xlsx": ("file.too_many_sheets", lambda: zipped(package(sheets=400))),
    "rows.ods": (None, lambda: repeated_ods(1_048_576, 200)),
    "columns.ods": (None, lambda: repeated_ods(10, 100_000_000)),
    "password.xlsx": ("file.encrypted", lambda: compound("EncryptionInfo", "EncryptedPackage")),
    "flag.xlsx": ("file.encrypted", lambda: patched(GOOD, "xl/worksheets/sheet1.xml", flags=1)),
    "letter.doc": ("file.wrong_type", lambda: compound("WordDocument", "1Table")),
    "wreck.xls": ("file.damaged", lambda: compound("Workbook")),
    "noise.xls": (None, lambda: compound("Workbook")[:1024] + os.urandom(200_000)),
    "cut-off.xlsx": ("file.damaged", lambda: GOOD[: len(GOOD) // 2]),
    "nested.zip": (None, nested),
    "page.xls": ("file.page_in_disguise", lambda: b"<html><table><tr><td>1</td></tr></table></html>"),
    "picture.xlsx": ("file.wrong_type", lambda: b"\x89PNG\r\n\x1a\n" + os.urandom(1000)),
    "paper.xlsx": ("file.wrong_type", lambda: b"%PDF-1.7\n" + os.urandom(1000)),
    "packed.csv": ("file.wrong_type", lambda: b"\x1f\x8b" + zlib.compress(b"0" * MEGABYTE)),
    "binary.csv": ("file.wrong_type", lambda: "姓名,户主\0,".encode() * 1000),
    "latin.csv": ("file.encoding", lambda: b"name,\xff\xfe\xff\xff\x80\x80\n" * 1000),
    "open-quote.csv": ("file.quotes", lambda: '姓名,备注\n张三,"没有关上\n'.encode()),
    "one-cell.csv": ("file.long_cell", lambda: "姓名\n".encode() + b"1" * 5 * MEGABYTE),
    "wide.csv": ("file.too_many_columns", lambda: b"," * 5000 + b"\n1\n"),
    "long.csv": ("file.too_many_rows", lambda: b"a,b\n" * 450_000),
    "empty.xlsx": ("file.empty", lambda: b""),
}


def double_part():
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, content in package().items():
            archive.writestr(name, content)
        archive.writestr("xl/worksheets/sheet2.xml", sheet_xml(""))
    return file.getvalue().replace(b"sheet2.xml", b"sheet1.xml")
