"""How long one waits after wrong passwords. No database."""

from datetime import UTC, datetime, timedelta

import pytest

from lianxin.people.rules import FROM_ALL_ADDRESSES, FROM_ONE_ADDRESS, Tries, plain_number, waits_until

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
HERE, THERE = "10.0.0.1", "10.0.0.2"
MINUTE = timedelta(minutes=1)


def wrong(times, *, at=HERE, ago=timedelta(0), signed_in=None):
    return Tries(at, times, NOW - ago, signed_in)


@pytest.mark.parametrize("times", range(5))
def test_the_first_four_wrong_passwords_cost_nothing(times):
    assert waits_until([wrong(times)], HERE, NOW) is None


def test_the_fifth_wrong_password_costs_a_minute_and_each_further_one_twice_as_much():
    waits = [waits_until([wrong(times)], HERE, NOW) - NOW for times in range(5, 9)]
    assert waits == [MINUTE, 2 * MINUTE, 4 * MINUTE, 8 * MINUTE]


def test_a_wait_ends():
    assert waits_until([wrong(5, ago=MINUTE)], HERE, NOW) is None
    assert waits_until([wrong(5, ago=MINUTE - timedelta(seconds=1))], HERE, NOW) == NOW + timedelta(seconds=1)


@pytest.mark.parametrize("patience", [FROM_ONE_ADDRESS, FROM_ALL_ADDRESSES])
def test_no_wait_grows_without_end(patience):
    assert patience.wait(10**9) == patience.longest_wait


def test_wrong_passwords_from_elsewhere_do_not_count_here_until_they_are_many():
    assert waits_until([wrong(10, at=THERE)], HERE, NOW) is None
    assert waits_until([wrong(20, at=THERE)], HERE, NOW) == NOW + MINUTE


def test_many_addresses_together_are_slowed_too():
    army = [wrong(1, at=f"10.1.0.{n}") for n in range(20)]
    assert waits_until(army, "10.9.9.9", NOW) == NOW + MINUTE


def test_nobody_is_kept_from_his_own_desk_by_wrong_passwords_from_elsewhere():
    known = Tries(HERE, 0, None, NOW - timedelta(days=3))
    assert waits_until([known, wrong(500, at=THERE)], HERE, NOW) is None


def test_a_desk_not_used_for_a_month_is_no_longer_known():
    known = Tries(HERE, 0, None, NOW - timedelta(days=31))
    assert waits_until([known, wrong(500, at=THERE)], HERE, NOW) is not None


def test_a_known_desk_earns_its_own_waits():
    known = wrong(5, signed_in=NOW - timedelta(days=1))
    assert waits_until([known], HERE, NOW) == NOW + MINUTE


def test_a_day_of_quiet_is_forgiven():
    assert waits_until([wrong(500, ago=timedelta(hours=24))], HERE, NOW) is None


@pytest.mark.parametrize("typed", ["ab-12", " AB-12 ", "ＡＢ－１２", "a b - 1 2"])
def test_a_number_is_the_same_however_it_was_typed(typed):
    assert plain_number(typed) == "AB-12"
