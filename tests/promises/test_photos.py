"""Promise 9, of photos: nothing but the picture comes through. The full proof is `lianxin prove photos`."""

from random import Random

import pytest

from lianxin.proofs import photos
from lianxin.proofs.vocabulary import Tally
from lianxin.visits.photos.parts import beside_the_picture

pytestmark = pytest.mark.django_db


def test_twenty_photos_arrive_without_what_was_written_into_them():
    tally = Tally()
    photos.prove(tally, 20, Random(9))
    assert tally.faults == []
    assert tally.runs == 20 * 5


def test_each_photo_that_is_sent_has_something_to_lose():
    data, mark = photos.of_a_camera(7, Random(7))
    assert {"APP1", "APP2", "APP13", "COM", "bytes after the end"} <= set(beside_the_picture(data))
    assert data.count(mark) >= 6


@pytest.mark.one_database  # what is broken in a control is written in Python
@pytest.mark.parametrize("control", photos.PROOF.controls, ids=lambda control: control.breaks)
def test_the_proof_notices(control):
    assert control.is_caught()
