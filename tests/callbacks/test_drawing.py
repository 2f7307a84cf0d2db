"""A draw that nobody can predict and anybody can repeat. Seeds are fixed: the same each time."""

from collections import Counter
from hashlib import sha256
from random import Random

import pytest

from lianxin.callbacks import drawing
from lianxin.callbacks.drawing import (
    beside,
    commitment,
    digest,
    draw_random,
    draw_risk,
    faults_of,
    frame_bytes,
    sample_digest,
    seed_of,
    units_in,
)
from lianxin.callbacks.vocabulary import Unit

NORTH, SOUTH = "610902001000", "610902002000"


def key(number):
    return number.to_bytes(16, "big")


def units(north=30, south=10, weight=0):
    return [Unit(key(n), NORTH if n < north else SOUTH, weight) for n in range(north + south)]


def secret(number):
    return sha256(f"secret {number}".encode()).digest()


def seed(number, frame=b""):
    return seed_of(secret(number), digest(frame))


def test_the_same_seed_draws_the_same_sample_whatever_the_order_of_the_frame():
    some = units()
    mixed = Random(3).sample(some, len(some))
    wanted = {NORTH: 5, SOUTH: 2}
    assert draw_random(some, wanted, seed(1)) == draw_random(mixed, wanted, seed(1))
    assert draw_random(some, wanted, seed(1)) != draw_random(some, wanted, seed(2))


def test_each_stratum_gives_what_is_wanted_of_it_or_all_it_has():
    drawn = draw_random(units(), {NORTH: 7, SOUTH: 99}, seed(1))
    strata = Counter(one.stratum for one in units() if one.key in set(drawn))
    assert strata == {NORTH: 7, SOUTH: 10}


def test_every_unit_of_a_stratum_is_equally_likely():
    """Chi-square over 3,000 draws: 29 degrees of freedom, 58.3 is exceeded once in a thousand times."""
    drawn = Counter(one for turn in range(3000) for one in draw_random(units(30, 0), {NORTH: 6}, seed(turn)))
    expected = 3000 * 6 / 30
    # Without replacement the counts spread less than a multinomial's: by 1 - n/N.
    spread = sum((drawn[key(n)] - expected) ** 2 / expected for n in range(30)) / (1 - 6 / 30)
    assert spread < 58.3


def test_a_tampered_draw_is_noticed_by_the_same_measure():
    """The control: whoever leaves one unit out is found."""
    cheating = [one for one in units(30, 0) if one.key != key(4)]
    drawn = Counter(one for turn in range(3000) for one in draw_random(cheating, {NORTH: 6}, seed(turn)))
    expected = 3000 * 6 / 30
    spread = sum((drawn[key(n)] - expected) ** 2 / expected for n in range(30)) / (1 - 6 / 30)
    assert spread > 58.3


def test_heavier_units_are_drawn_sooner_and_none_for_certain():
    some = [Unit(key(n), NORTH, 9 if n < 10 else 1) for n in range(40)] + [Unit(key(99), SOUTH, 0)]
    drawn = Counter(one for turn in range(1000) for one in draw_risk(some, 5, seed(turn)))
    heavy, light = (sum(drawn[key(n)] for n in part) for part in (range(10), range(10, 40)))
    assert heavy / 10 > 4 * light / 30
    assert max(drawn.values()) < 1000, "nobody can say that a visit will be called back"
    assert drawn[key(99)] == 0, "without a reason nobody is drawn for one"


def test_what_chance_drew_is_not_drawn_again():
    some = units(weight=3)
    random = draw_random(some, {NORTH: 20, SOUTH: 5}, seed(1))
    assert not set(random) & set(draw_risk(some, 15, seed(1), random))


def test_a_frame_is_read_back_and_any_change_changes_its_digest():
    frame = frame_bytes(units(weight=2))
    assert frame_bytes(units_in(frame)) == frame
    changed = [
        frame_bytes(units(29, 11, 2)),
        frame_bytes(units(30, 9, 2)),
        frame_bytes(units(30, 10, 3)),
    ]
    assert len({digest(one) for one in [frame, *changed]}) == 4
    with pytest.raises(drawing.FrameBroken):
        list(units_in(frame[:-1]))


def test_nothing_is_in_a_frame_twice():
    with pytest.raises(ValueError, match="twice"):
        frame_bytes([*units(), Unit(key(1), SOUTH)])


def drawn_round(own_secret, frame=None, seed_used=None):
    """What a round leaves behind, as `faults_of` wants it; `seed_used` in place of the right one."""
    some = units(weight=1)
    frame = frame or frame_bytes(some)
    wanted = {NORTH: 6, SOUTH: 2}
    by = seed_used or seed_of(own_secret, digest(frame))
    random = draw_random(some, wanted, by)
    risk = draw_risk(some, 3, by, random)
    return {
        "committed": commitment(own_secret),
        "secret": own_secret,
        "frame": frame,
        "frame_digest": digest(frame),
        "wanted": wanted,
        "for_risk": 3,
        "random": random,
        "risk": risk,
        "drawn": sample_digest(random, risk),
    }


def test_a_round_that_was_drawn_by_its_secret_stands():
    assert faults_of(**drawn_round(secret(1))) == []


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"secret": secret(2)}, "commitment"),
        ({"frame": frame_bytes(units(29, 11, 1))}, "frame"),
        ({"frame": b"cut"}, "frame"),
        ({"random": [key(n) for n in range(8)]}, "random"),
        ({"risk": [key(n) for n in range(3)]}, "risk"),
        ({"wanted": {NORTH: 5, SOUTH: 2}}, "random"),
        ({"drawn": sample_digest([key(1)], [])}, "sample"),
    ],
)
def test_whatever_is_changed_afterwards_is_found(change, fault):
    assert fault in faults_of(**drawn_round(secret(1)) | change)


def test_a_seed_that_somebody_could_know_is_found():
    """The control: drawn by the period's number instead of the secret; and by a secret that is none."""
    predictable = drawn_round(secret(1), seed_used=sha256(b"2026-11").digest())
    assert {"random", "risk"} <= set(faults_of(**predictable))
    assert faults_of(**drawn_round(bytes(32))) == ["weak"]
    assert "weak" in faults_of(**drawn_round(b"2026-11"))


def test_other_visits_stand_beside_the_one_in_question():
    own = [key(n) for n in range(9)]
    assert len(beside(own, seed(1), key(3), 2)) == 2
    assert key(3) not in beside(own, seed(1), key(3), 9)
    assert beside([key(3)], seed(1), key(3), 2) == []
