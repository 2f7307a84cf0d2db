"""Files for tests: PDFs as programs write them, with everything that may hide in one, and pictures."""

import zlib
from io import BytesIO

from fpdf import FPDF
from PIL import Image

SECRET = b"PLANTED-BY-A-TEST"
SCRIPT = b"<< /S /JavaScript /JS (app.alert(1)) >>"


def paper(words="Receipt 4711"):
    """A PDF as a library writes it: two pages, packed streams."""
    made = FPDF()
    for _page in range(2):
        made.add_page()
        made.set_font("helvetica", size=14)
        made.cell(text=words)
    return bytes(made.output())


def by_hand(*objects):
    """A PDF of the least, with these objects after its own."""
    own = [b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>"]
    own += [b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] >>", *objects]
    made, places = bytearray(b"%PDF-1.7\n"), []
    for number, one in enumerate(own, start=1):
        places.append(len(made))
        made += b"%d 0 obj\n%s\nendobj\n" % (number, one)
    at = len(made)
    made += b"xref\n0 %d\n0000000000 65535 f \n" % (len(own) + 1)
    made += b"".join(b"%010d 00000 n \n" % place for place in places)
    made += b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(own) + 1, at)
    return bytes(made)


def stream(content, more=b""):
    """A packed stream with these words in its dictionary."""
    packed = zlib.compress(content)
    return b"<< /Filter /FlateDecode /Length %d %s >>\nstream\n%s\nendstream" % (len(packed), more, packed)


def objects(content, more=b""):
    """A stream of one object, as PDFs since 1.5 hold most of theirs."""
    return stream(b"9 0 " + content, b"/Type /ObjStm /N 1 /First 4 " + more)


def picture(kind="PNG", size=(320, 240), mode="RGB", **more):
    made = BytesIO()
    Image.new(mode, size, 0x3C8C5A if mode == "RGB" else None).save(made, kind, **more)
    return made.getvalue()


def png_that_announces(width, height):
    """A small PNG whose head says that it has many points."""
    data = bytearray(picture("PNG", (8, 8)))
    data[16:24] = width.to_bytes(4) + height.to_bytes(4)
    data[29:33] = zlib.crc32(bytes(data[12:29])).to_bytes(4)
    return bytes(data)


def png_that_unfolds(mode="L", side=9_000):
    """A PNG of a few kilobytes with 81 million points."""
    return picture("PNG", (side, side), mode)


def webp_that_announces(width, height):
    """An extended WebP whose canvas is that large."""
    canvas = (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")
    body = b"WEBPVP8X" + (10).to_bytes(4, "little") + bytes(4) + canvas
    return b"RIFF" + len(body).to_bytes(4, "little") + body
