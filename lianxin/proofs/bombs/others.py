"""Files of another kind than their name says, old containers, and lists without end."""

import os
import zlib

from lianxin.proofs.bombs.parts import MB, Bomb, compound, packed

WRONG = "file.wrong_type"
STRANGERS: dict[str, Bomb] = {
    "no workbook inside.xlsx": Bomb(lambda: packed({"readme.txt": "nothing"}), WRONG),
    "a Word document.xlsx": Bomb(lambda: packed({"word/document.xml": "<w/>"}), WRONG),
    "a binary workbook.xlsx": Bomb(lambda: packed({"xl/workbook.bin": b"\x83\x01\x00"}), WRONG),
    "encrypted as Excel does.xlsx": Bomb(lambda: compound("EncryptedPackage"), "file.encrypted"),
    "a letter.doc": Bomb(lambda: compound("WordDocument"), WRONG),
    "a chain that bites its tail.xls": Bomb(lambda: compound("Workbook")),
    "noise after the first bytes.xls": Bomb(lambda: compound("Workbook")[:1024] + os.urandom(200_000)),
    "a web page.xls": Bomb(lambda: b"<html><table>" + b"<tr><td>1</td></tr>" * 1000, "file.page_in_disguise"),
    "a picture.xlsx": Bomb(lambda: b"\x89PNG\r\n\x1a\n" + os.urandom(1000), WRONG),
    "a paper.xlsx": Bomb(lambda: b"%PDF-1.7\n" + os.urandom(1000), WRONG),
    "nothing.xlsx": Bomb(lambda: b"", "file.empty"),
}
"""What is no workbook, or none that can be opened."""

LISTS: dict[str, Bomb] = {
    "a program.csv": Bomb(lambda: b"MZ" + bytes(5000), WRONG),
    "packed with gzip.csv": Bomb(lambda: b"\x1f\x8b" + zlib.compress(b"0" * MB), WRONG),
    "text with zeros in it.csv": Bomb(lambda: "姓名,户主\0,".encode() * 1000, WRONG),
    "zeros.csv": Bomb(lambda: "户主姓名,姓名\n".encode() + bytes(10 * MB), WRONG),
    "no encoding at all.csv": Bomb(
        lambda: "户主姓名,姓名\n".encode() + b"\xff\xfe\x80" * MB, "file.encoding"
    ),
    "a line without end.csv": Bomb(lambda: "户主姓名,姓名,".encode() * MB, "file.long_cell"),
    "a wide line.csv": Bomb(lambda: b"," * 5000 + b"\n1\n", "file.too_many_columns"),
    "a quotation without end.csv": Bomb(
        lambda: '户主姓名,姓名\n"'.encode() + b"a,b\n" * (2 * MB), "file.long_cell"
    ),
    "a quotation left open.csv": Bomb(lambda: '姓名,备注\n张三,"没有关上\n'.encode(), "file.quotes"),
    "a cell of 5 MB.csv": Bomb(lambda: "姓名\n".encode() + b"1" * 5 * MB, "file.long_cell"),
    "420,000 lines.csv": Bomb(lambda: "户主姓名,姓名\n".encode() + b"a,b\n" * 420_000, "file.too_many_rows"),
    "nothing.csv": Bomb(lambda: b"", "file.empty"),
}
"""Lists separated by commas."""
