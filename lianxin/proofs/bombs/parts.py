"""What bombs are made of: the parts of a small workbook, archives, compound files; and what a bomb is."""

import io
import struct
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass

MB = 1024**2
MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
TYPES = 'xmlns="http://schemas.openxmlformats.org/package/2006/content-types"'
RELATIONS = 'xmlns="http://schemas.openxmlformats.org/package/2006/relationships"'
SHEET = f"<worksheet {MAIN}><sheetData>%s</sheetData></worksheet>"
CELL = '<c r="%s" t="inlineStr"><is><t>户主姓名</t></is></c>'
ODS = (
    '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet>'
    '<table:table table:name="a">%s</table:table></office:spreadsheet></office:body>'
    "</office:document-content>"
)
Parts = dict[str, str | bytes]


@dataclass(frozen=True)
class Bomb:
    """A file made to harm: how to make its bytes, and the code it must be refused with, where that is sure.

    Where two guards are there for the same file (time and memory), either may be the faster: code "".
    """

    make: Callable[[], bytes]
    code: str = ""


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


def compound(streams: str, sector: int = 0) -> bytes:
    """An OLE container of one directory sector; `sector` is what every chain points at: itself, for ever."""
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    head += struct.pack("<HHHHH6xIIII", 0x3E, 3, 0xFFFE, 9, 6, 0, 1, sector, 0)
    head += struct.pack("<IIIII", 4096, sector, 1, sector, 1) + struct.pack("<I", sector) * 109
    name = streams.encode("utf-16-le").ljust(64, b"\0")
    entry = name + struct.pack("<HBB", len(streams) * 2 + 2, 2, 1) + struct.pack("<I", 0) * 12
    return head[:512] + struct.pack("<I", sector) * 128 + entry[:128] * 4


def cell(place: str, value: str = "1") -> str:
    """A number in a cell of a sheet."""
    return f'<c r="{place}"><v>{value}</v></c>'


def workbook(sheet_rows: str) -> bytes:
    """A workbook of one sheet with these rows."""
    return packed(parts(SHEET % sheet_rows))


def ods(table: str) -> bytes:
    """An OpenDocument spreadsheet of one table."""
    return packed(
        {
            "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
            "META-INF/manifest.xml": "<manifest/>",
            "content.xml": ODS % table,
        }
    )


GOOD = workbook(f'<row r="1">{cell("A1")}</row>')
"""An honest workbook of one cell, from the same parts."""
