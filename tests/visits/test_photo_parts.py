"""A photo drawn anew holds a picture and nothing else, and what is no photo is refused in time."""

from io import BytesIO

import pytest
from PIL import Image

from lianxin.visits.photos.drawing import PhotoRefused, drawn_anew, thumbnail
from lianxin.visits.photos.parts import NotAJpeg, beside_the_picture, scans
from tests.visits import jpegs


def test_all_that_a_camera_and_a_stranger_hang_on_is_found():
    found = beside_the_picture(jpegs.laden())
    assert sorted(set(found)) == ["APP1", "COM", "bytes after the end"]
    assert jpegs.SECRET in jpegs.laden()


def test_nothing_of_it_comes_through():
    picture = drawn_anew(jpegs.laden())
    assert beside_the_picture(picture.data) == []
    assert jpegs.SECRET not in picture.data
    with Image.open(BytesIO(picture.data)) as again:
        assert (dict(again.getexif()), again.info.get("comment")) == ({}, None)
        assert again.size == (picture.width, picture.height) == (640, 480)


def test_what_merely_saves_the_file_again_would_be_found():
    """A way that looks right and is not: Pillow carries the comment over by itself."""
    made = BytesIO()
    with Image.open(BytesIO(jpegs.laden())) as picture:
        picture.save(made, "JPEG")
    assert "COM" in beside_the_picture(made.getvalue())
    assert jpegs.SECRET in made.getvalue()


def test_a_photo_stands_upright_though_its_orientation_is_gone():
    picture = drawn_anew(jpegs.laden(600, 400, orientation=6))
    assert (picture.width, picture.height) == (400, 600)


@pytest.mark.parametrize(("make", "longest"), [(drawn_anew, 1600), (thumbnail, 240)])
def test_a_large_one_becomes_as_small_as_it_must(make, longest):
    picture = make(jpegs.plain(2400, 1200))
    assert (picture.width, picture.height) == (longest, longest // 2)


def test_a_small_file_that_unfolds_is_refused_before_it_does():
    assert len(jpegs.unfolding()) < 2000
    with pytest.raises(PhotoRefused, match="too-many-points"):
        drawn_anew(jpegs.unfolding(5000, 4000))
    with pytest.raises(PhotoRefused):
        drawn_anew(jpegs.unfolding())


def test_a_file_of_endless_passes_is_refused_before_the_first():
    data = jpegs.of_many_scans()
    assert scans(data) > 100
    with pytest.raises(PhotoRefused, match="too-many-points"):
        drawn_anew(data)


def other_kind(kind):
    made = BytesIO()
    Image.new("RGB", (20, 20)).save(made, kind)
    return made.getvalue()


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"<svg/>",
        b"\xff\xd8",
        b"\xff\xd8\xff\xd9",
        jpegs.plain()[:300],
        jpegs.plain()[:-2],
        other_kind("PNG"),
        other_kind("GIF"),
    ],
)
def test_what_is_no_whole_jpeg_is_no_photo(data):
    with pytest.raises(PhotoRefused, match="not-a-photo"):
        drawn_anew(data)


def test_cut_at_any_place_it_is_refused_or_whole_and_never_breaks():
    data, codes = jpegs.laden(64, 48), set()
    for end in range(0, len(data), 3):
        try:
            assert beside_the_picture(drawn_anew(data[:end]).data) == []
        except PhotoRefused as refused:
            codes.add(refused.code)
    assert codes == {"not-a-photo"}


def test_a_cut_segment_is_said_to_be_one():
    with pytest.raises(NotAJpeg):
        beside_the_picture(jpegs.laden()[:60])
