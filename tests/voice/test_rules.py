"""Codes and tokens: what is printed is read again, however it is typed; slips are seen before they count."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from random import Random

import pytest

from lianxin.voice import rules

AT = datetime(2026, 3, 2, 9, tzinfo=UTC)


def secrets(count, seed=1):
    chance = Random(seed).randbytes
    return [rules.new_secret(rules.new_name(chance), chance) for _ in range(count)]


def test_what_is_printed_is_read_again():
    for secret in secrets(300):
        assert rules.read_code(rules.in_groups(secret.code)) == secret.code
        assert rules.read_token(secret.token) == secret.token


def test_a_token_has_128_bits_and_a_code_six_secret_characters():
    assert {len(secret.token) for secret in secrets(50)} == {26}
    assert 29**rules.SECRET_LENGTH / rules.TRIES > 10**8


def test_no_character_is_mistaken_for_another():
    assert len(set(rules.ALPHABET)) == len(rules.ALPHABET) == 29
    assert not set("01OILBS") & set(rules.ALPHABET)


@pytest.mark.parametrize(
    "write", [str.lower, lambda code: " ".join(code), lambda code: f" {code[:4]}——{code[4:]}\n"]
)
def test_a_code_is_taken_as_people_type_it(write):
    for secret in secrets(20):
        assert rules.read_code(write(secret.code)) == secret.code


def test_full_width_and_look_alikes_are_taken():
    code = next(secret.code for secret in secrets(200) if "8" in secret.code and "5" in secret.code)
    wide = "".join(chr(ord(letter) + 0xFEE0) for letter in code)
    assert rules.read_code(wide) == code
    assert rules.read_code(code.replace("8", "B").replace("5", "s")) == code


def test_every_single_slip_and_every_exchange_is_seen():
    for secret in secrets(20):
        code = secret.code
        for at in range(len(code)):
            slips = {code[:at] + other + code[at + 1 :] for other in rules.ALPHABET} - {code}
            assert not any(rules.read_code(slip) for slip in slips)
        for at, (one, other) in enumerate(pairwise(code)):
            if one != other:
                assert rules.read_code(code[:at] + other + one + code[at + 2 :]) is None


def test_without_weights_an_exchange_would_pass(monkeypatch):
    """The control: a plain sum cannot see two characters exchanged."""
    monkeypatch.setattr(
        rules,
        "check_character",
        lambda body: rules.ALPHABET[-sum(map(rules.ALPHABET.index, body)) % 29],
    )
    [secret] = secrets(1, seed=3)
    first, second, *rest = secret.code
    assert first != second
    assert rules.read_code("".join([second, first, *rest])) is not None


@pytest.mark.parametrize("text", ["", "abc", "\0", "\ud800", "9" * 5000, "ABCD-EFGH-JKM", "十二个字的码"])
def test_what_is_no_code_is_no_code(text):
    assert rules.read_code(text) is None
    assert rules.read_token(text) is None


def test_a_token_is_found_in_an_address():
    [secret] = secrets(1)
    assert rules.read_token(f"https://example.org/r/{secret.token.upper()}/") == secret.token


def test_wrong_codes_cost_nothing_and_then_twice_as_much_each_time():
    waits = [rules.code_wait(wrong, AT, rules.TRIES) for wrong in range(8)]
    assert waits[:5] == [None] * 5
    assert [(wait - AT).total_seconds() / 60 for wait in waits[5:]] == [15, 30, 60]
    assert rules.code_wait(0, None, 0) is None
    assert rules.code_wait(10_000, AT, rules.TRIES) < AT + timedelta(days=365 * 40)


def guesses_in(days, wait):
    """How many codes of one card can be tried, from as many addresses as one likes."""
    now, wrong, last = AT, 0, None
    while now < AT + timedelta(days=days) and wrong < 1_000:
        until = wait(wrong, last, rules.TRIES_OF_ALL)
        now = max(now, until) if until else now
        wrong, last = wrong + 1, now
    return wrong


def test_nobody_tries_forty_codes_of_a_card_in_a_year():
    assert guesses_in(365, rules.code_wait) < 40
    assert guesses_in(3650, rules.code_wait) < 45


def test_with_a_wait_that_does_not_grow_he_would():
    """The control."""

    def flat(wrong, last, free):
        return last + rules.FIRST_WAIT if wrong >= free else None

    assert guesses_in(365, flat) == 1_000


def test_waits_grow_after_wrong_digits():
    assert rules.digits_wait(0, None) is None
    assert rules.digits_wait(4, AT) is None
    waits = [rules.digits_wait(wrong, AT) - AT for wrong in range(5, 12)]
    assert waits[:3] == [timedelta(minutes=m) for m in (15, 30, 60)]
    assert waits == sorted(waits)
    assert waits[-1] == timedelta(minutes=240)


def test_letters_are_as_likely_as_each_other():
    """A byte that is no multiple is thrown away: 255 would otherwise favour the first letters."""
    draws = iter([bytes([255, 254, 0, 28, 29]), bytes([231, 1, 2, 3, 4, 5])])
    assert rules.new_name(lambda count: next(draws)) == "".join(
        rules.ALPHABET[at] for at in (0, 28, 0, 28, 1)
    )
