"""Facts told offline converge: the same claims in any order leave the same value, and none is lost."""

from datetime import UTC, date, datetime
from itertools import permutations
from uuid import UUID, uuid4

from hypothesis import given
from hypothesis import strategies as st

from lianxin.visits.merging import Claim, Merged, claim_key, merge, merge_later

VALUES = st.sampled_from(["a", "b", "c"])
CLAIMS = st.lists(
    st.builds(
        Claim,
        id=st.uuids(),
        value=VALUES,
        observed_on=st.dates(date(2026, 1, 1), date(2026, 1, 4)),
        rank=st.integers(0, 3),
        is_told=st.booleans(),
        known=st.none() | VALUES,
    ),
    max_size=7,
    unique_by=lambda claim: claim.id,
)


def said(value, *, day=1, rank=2, known=None, told=True, id=None):
    return Claim(id or uuid4(), value, date(2026, 1, day), rank, told, known)


@given(st.data(), CLAIMS)
def test_any_order_of_arrival_leaves_the_same_value_and_the_same_clashes(data, claims):
    assert merge(data.draw(st.permutations(claims))) == merge(claims)


@given(CLAIMS, st.integers(0, 7))
def test_going_on_from_what_stands_is_the_same_as_going_through_all(claims, at):
    ordered = sorted(claims, key=lambda one: one.order)
    first = merge(ordered[:at])
    then = merge_later(first.standing, ordered[at:])
    assert merge(claims) == type(then)(then.standing, first.clashes + then.clashes)


def silently_lost(claims, merged):
    """Told claims that do not stand although nobody after them knew of them and nothing clashed with them."""
    named = {id(one) for clash in merged.clashes for one in (clash.told, clash.held)}
    for claim in claims:
        later = [one for one in claims if one.order > claim.order]
        followed = any(not one.is_told or claim.value in (one.known, one.value) for one in later)
        if claim.is_told and claim is not merged.standing and id(claim) not in named and not followed:
            yield claim


@given(CLAIMS)
def test_no_claim_is_overwritten_silently(claims):
    assert list(silently_lost(claims, merge(claims))) == []


def test_a_merge_in_which_the_last_to_arrive_overwrites_is_caught():
    claims = [said("b", known="a"), said("c", day=2, known="a")]
    by_arrival = [Merged(order[-1]) for order in (claims, claims[::-1])]
    assert by_arrival[0] != by_arrival[1]
    assert list(silently_lost(claims, by_arrival[0])) == [claims[0]]


def test_a_claim_that_knew_what_stands_takes_its_place_whatever_its_source():
    before = said("a", rank=3, told=False)
    after = said("b", day=2, rank=1, known="a")
    assert merge([before, after]).standing is after
    assert merge([before, after]).clashes == ()


def test_two_who_knew_the_same_clash_and_the_better_source_stands():
    before = said("a", told=False)
    document, resident = said("b", day=2, rank=3, known="a"), said("c", day=3, rank=1, known="a")
    merged = merge([before, resident, document])
    assert merged.standing is document
    (clash,) = merged.clashes
    assert (clash.told, clash.held, clash.told_stands) == (resident, document, False)


def test_of_equal_sources_the_later_stands():
    first, second = said("b", known="a"), said("c", day=2, known="a")
    assert merge([second, first]).standing is second


def test_two_who_say_the_same_do_not_clash():
    first, second = said("b", known="a", rank=3), said("b", day=2, known="a", rank=1)
    assert merge([first, second]).clashes == ()
    assert merge([first, second]).standing is second


def test_the_key_of_a_claim_is_the_same_each_time_and_orders_by_when_it_was_captured():
    op, at = uuid4(), datetime(2026, 1, 1, 8, tzinfo=UTC)
    key = claim_key(op, at, ["health", ""])
    assert key == claim_key(op, at, ["health", ""])
    assert key.version == 7
    assert key not in (claim_key(op, at, ["labour", ""]), claim_key(uuid4(), at, ["health", ""]))
    later = claim_key(UUID(int=0), at.replace(hour=9), ["health", ""])
    assert key.bytes < later.bytes


def test_the_same_rule_in_the_order_of_arrival_would_not_converge():
    """Why claims are gone through as they were observed (decision 10)."""
    before = said("x", told=False)
    certificate = said("a", day=2, rank=3, known="x")
    other = said("b", day=3, rank=2, known="x")
    follows = said("c", day=4, rank=1, known="a")
    by_arrival = set()
    for order in permutations([certificate, other, follows]):
        standing = before
        for claim in order:
            standing = merge_later(standing, [claim]).standing
        by_arrival.add(standing.value)
    assert len(by_arrival) > 1
    assert {merge([before, *order]).standing for order in permutations([certificate, other, follows])} == {
        follows
    }
