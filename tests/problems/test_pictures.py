"""Photos of evidence keep their points and nothing else, and none unfolds into more than a page can bear."""

from io import BytesIO

import pytest
from PIL import Image

from lianxin.problems.evidence.faults import FileRefused
from lianxin.problems.evidence.kinds import EvidenceKind
from lianxin.problems.evidence.pictures import picture_of
from lianxin.problems.evidence.taking import taken, tidy_name
from lianxin.visits.photos.parts import beside_the_picture
from tests.problems import papers
from tests.visits import jpegs


def code_of(data):
    with pytest.raises(FileRefused) as refused:
        picture_of(data)
    return refused.value.code


@pytest.mark.parametrize("kind", ["PNG", "WEBP", "JPEG"])
@pytest.mark.parametrize("size", [(320, 240), (3000, 1000)])
def test_a_photo_of_any_kind_becomes_a_plain_jpeg(kind, size):
    found = picture_of(papers.picture(kind, size))
    assert found.data[:2] == b"\xff\xd8"
    assert beside_the_picture(found.data) == []
    assert max(found.width, found.height) == min(max(size), 1600)


def test_what_a_camera_and_a_stranger_hang_on_stays_behind():
    assert jpegs.SECRET not in picture_of(jpegs.laden()).data
    exif = Image.Exif()
    exif[0x010F] = papers.SECRET.decode()
    for kind in ("PNG", "WEBP"):
        data = papers.picture(kind, exif=exif) + papers.SECRET
        assert papers.SECRET in data
        assert papers.SECRET not in picture_of(data).data


def test_a_photo_of_twelve_million_points_is_made_small():
    found = picture_of(papers.picture("JPEG", (4000, 3000)))
    assert (found.width, found.height) == (1600, 1200)


def test_what_is_turned_by_its_exif_stands_upright():
    found = picture_of(jpegs.laden(orientation=6))
    assert (found.width, found.height) == (480, 640)


@pytest.mark.parametrize("mode", ["RGBA", "LA", "P", "L", "1", "I;16"])
def test_every_kind_of_points_is_drawn_and_what_shines_through_is_white(mode):
    made = BytesIO()
    Image.new(mode, (40, 40)).save(made, "PNG")
    found = picture_of(made.getvalue())
    if mode in ("RGBA", "LA"):
        assert Image.open(BytesIO(found.data)).getpixel((20, 20)) == (255, 255, 255)


@pytest.mark.parametrize(
    "data",
    [
        papers.png_that_announces(60_000, 60_000),
        papers.png_that_announces(12_001, 2),
        papers.png_that_unfolds(),
        papers.webp_that_announces(16_000, 16_000),
        jpegs.unfolding(),
        jpegs.of_many_scans(),
    ],
    ids=["announces", "long", "unfolds", "webp", "jpeg", "scans"],
)
def test_a_bomb_is_refused_by_its_head(data):
    assert len(data) < 1 << 20
    assert code_of(data) == "picture-too-large"


@pytest.mark.parametrize(
    "data",
    [
        b"\x89PNG\r\n\x1a\n" + b"nothing",
        papers.picture("PNG")[:60],
        b"RIFF\x00\x00\x00\x00WEBPVP8 ",
        b"GIF89a" + bytes(100),
        b"<svg onload=alert(1)>",
        b"\xff\xd8\xff" + b"<?php",
    ],
)
def test_what_is_no_photo_is_refused(data):
    assert code_of(data) == "not-a-file"


def test_the_bytes_say_what_it_is_and_not_its_name():
    assert taken("票.pdf", papers.picture("PNG")).kind is EvidenceKind.PHOTO
    assert taken("票.jpg", papers.paper()).kind is EvidenceKind.DOCUMENT
    with pytest.raises(FileRefused) as refused:
        taken("票.jpg", b"")
    assert refused.value.code == "file-empty"
    with pytest.raises(FileRefused) as refused:
        taken("票.pdf", b"MZ" + papers.paper())
    assert refused.value.code == "not-a-file"


def test_a_document_is_kept_byte_by_byte_and_known_by_its_hash():
    data = papers.paper()
    found = taken("验收单.pdf", data)
    assert found.data == data
    assert found.sha256 == found.kept_sha256


def test_a_name_is_shown_without_folders_and_without_what_cannot_be_seen():
    assert tidy_name("C:\\票据\\验收\u202egpj.单.pdf\x00") == "验收gpj.单.pdf"
    assert len(tidy_name("长" * 300)) == 80
