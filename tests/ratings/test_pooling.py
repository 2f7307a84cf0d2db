"""Pools: at least five households, formed once, sums of which are all that is ever published."""

from hypothesis import given
from hypothesis import strategies as st

from lianxin.ratings import pooling
from lianxin.ratings.pooling import WINDOW_MONTHS, K, close_month, summed, waits_at
from lianxin.ratings.vocabulary import Answer, Kind
from tests.ratings.ballots import BAD, GOOD, MARCH, MIDDLING, slip, slips


def test_five_homes_of_a_village_are_told_of():
    made = close_month([*slips(4), slip(answer=BAD)], MARCH)
    (pool,) = made.pools
    assert (pool.area, pool.households, pool.tallies[0]) == ("v1", 5, (4, 0, 1, 0))
    assert made.pooled == {0, 1, 2, 3, 4}
    assert made.given_up == frozenset()


def test_four_wait_and_a_fifth_of_the_next_month_brings_them_in():
    assert close_month(slips(4), MARCH).pools == ()
    (pool,) = close_month([*slips(4), slip(month=MARCH + 1)], MARCH + 1).pools
    assert pool.households == 5


def test_a_home_that_answers_five_times_is_one_home():
    again = [slip(), *slips(4, first=False)]
    assert close_month(again, MARCH).pools == ()


def test_what_found_no_company_in_three_months_counts_for_the_town():
    few = [*slips(3), *slips(3, "v2")]
    assert close_month(few, MARCH + 2).pools == ()
    (pool,) = close_month(few, MARCH + 3).pools
    assert (pool.area, pool.households) == ("t1", 6)


def test_what_found_none_in_six_months_is_never_told():
    assert close_month(slips(2), MARCH + 4).given_up == frozenset()
    assert close_month(slips(2), MARCH + 5).given_up == {0, 1}


def test_five_who_all_complain_wait_until_they_are_ten():
    assert close_month(slips(9, answer=BAD), MARCH).pools == ()
    assert len(close_month([*slips(5, answer=BAD), *slips(5, answer=MIDDLING)], MARCH).pools) == 1
    assert len(close_month([*slips(4, answer=BAD), slip(answer=GOOD)], MARCH).pools) == 1


def test_groups_that_are_as_large_as_can_be_would_tell_how_large_they_were():
    full = [*slips(4), *slips(4, "v2")]
    assert close_month(full, MARCH + 3).pools == ()
    assert len(close_month([*full, slip("v3")], MARCH + 3).pools) == 1


def test_ballots_about_visits_wait_with_those_of_the_same_cadre():
    mixed = [*slips(4, cadre="a"), *slips(5, cadre="b")]
    (pool,) = close_month(mixed, MARCH).pools
    assert (pool.area, pool.cadre, pool.kind) == ("v1", "b", Kind.VISIT)
    left = [one for at, one in enumerate(mixed) if at not in close_month(mixed, MARCH).pooled]
    assert close_month(left, MARCH + 3).pools == ()
    (later,) = close_month([*left, slip("v2", cadre="c")], MARCH + 4).pools
    assert (later.area, later.cadre) == ("t1", None)


def test_a_later_months_ballot_is_left_alone():
    made = close_month(slips(9, month=MARCH + 1), MARCH)
    assert (made.pools, made.pooled, made.given_up) == ((), frozenset(), frozenset())


said = st.sampled_from([GOOD, MIDDLING, BAD, Answer.UNSAID])
ballots = st.lists(
    st.builds(
        lambda village, month, answer, second, first, cadre: slip(
            village,
            MARCH + month,
            answer,
            town=f"t{village[1]}",
            first=first,
            cadre=cadre,
            second=second,
        ),
        st.sampled_from(["v1a", "v1b", "v2a", "v2b", "v2c"]),
        st.integers(0, 7),
        said,
        said,
        st.booleans(),
        st.sampled_from([None, "a", "b"]),
    ),
    max_size=120,
)


@given(ballots)
def test_over_many_months_every_ballot_is_told_once_or_never(waiting):
    left, pools, given_up = list(waiting), [], 0
    for month in range(MARCH, MARCH + 8 + WINDOW_MONTHS):
        made = close_month(left, month)
        assert not made.pooled & made.given_up
        assert all(pool.households >= K for pool in made.pools)
        pools += made.pools
        given_up += len(made.given_up)
        gone = made.pooled | made.given_up
        left = [one for at, one in enumerate(left) if at not in gone]
    assert left == []
    told = sum(sum(pool.tallies[0]) for pool in pools)
    assert told + given_up == len(waiting)
    for kind in Kind:
        ours = [pool for pool in pools if pool.kind is kind]
        assert summed(ours, kind)[0] == sum(pool.households for pool in ours)


@given(st.lists(st.tuples(st.integers(0, 5), said), min_size=1, max_size=12))
def test_a_group_that_stands_hides_each_of_its_homes(given_answers):
    group = [slip(month=MARCH - age, answer=answer) for age, answer in given_answers]
    if pooling.can_stand(group):
        assert sum(one.is_first for one in group) >= K
        favourable = {GOOD, Answer.UNSAID}
        assert len(group) >= 2 * K or any(one.answers[0] in favourable for one in group)


def test_waiting_goes_up_by_the_level():
    deep = slip()
    assert [waits_at(deep, age)[0] for age in range(6)] == ["v1", "v1", "v1", "t1", "t1", "d"]
