"""JPEGs for tests: with everything a camera and a stranger may hang on to a picture."""

from io import BytesIO

from PIL import Image

SECRET = b"PLANTED-BY-A-TEST"
LATITUDE = (32.0, 41.0, 7.0)


def plain(width=640, height=480, colour=(90, 140, 60)):
    made = BytesIO()
    Image.new("RGB", (width, height), colour).save(made, "JPEG", quality=70)
    return made.getvalue()


def laden(width=640, height=480, *, orientation=1):
    """A photo with Exif and its position, XMP, a comment, and bytes behind the end."""
    exif = Image.Exif()
    exif[0x010F] = SECRET.decode()
    exif[0x0112] = orientation
    position = exif.get_ifd(0x8825)
    position[1], position[2] = "N", LATITUDE
    made = BytesIO()
    picture = Image.linear_gradient("L").resize((width, height)).convert("RGB")
    picture.save(made, "JPEG", quality=70, exif=exif, comment=SECRET, xmp=b"<x>" + SECRET + b"</x>")
    return made.getvalue() + SECRET


def unfolding(width=20_000, height=20_000):
    """A small file whose head announces a picture of many points."""
    data = bytearray(plain(16, 16))
    at = data.index(b"\xff\xc0")
    data[at + 5 : at + 9] = height.to_bytes(2) + width.to_bytes(2)
    return bytes(data)


def of_many_scans(count=100):
    """A progressive photo whose last scan comes again and again."""
    made = BytesIO()
    Image.new("RGB", (64, 64)).save(made, "JPEG", progressive=True)
    data = made.getvalue()
    last = data.rindex(b"\xff\xda")
    return data[:-2] + data[last:-2] * count + data[-2:]
