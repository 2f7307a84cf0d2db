"""Reasons to ask, and who asks."""

from datetime import UTC, datetime, timedelta

from lianxin.callbacks.assigning import Asked, Caller, assign, is_third
from lianxin.callbacks.scoring import Made, reasons_of, weight_of
from lianxin.callbacks.standards import DEFAULTS, numbers_of
from lianxin.callbacks.vocabulary import Risk

MORNING = datetime(2026, 10, 8, 9, tzinfo=UTC)


def visits(count, *, minutes_apart=60, minutes=30.0, staff="a", is_silent=False):
    apart = timedelta(minutes=minutes_apart)
    return [Made(b"%d" % n, n, staff, MORNING + n * apart, minutes, is_silent) for n in range(count)]


def test_an_ordinary_visit_gives_no_reason():
    assert reasons_of(visits(9), (), DEFAULTS) == {}


def test_a_very_short_visit_is_a_reason():
    assert reasons_of(visits(2, minutes=3), (), DEFAULTS)[b"0"] == (Risk.SHORT,)


def test_seven_visits_within_an_hour_are_and_six_are_not():
    assert reasons_of(visits(6, minutes_apart=9), (), DEFAULTS) == {}
    found = reasons_of(visits(7, minutes_apart=8), (), DEFAULTS)
    assert set(found.values()) == {(Risk.CROWDED,)}
    assert len(found) == 7
    spread = reasons_of(visits(6, minutes_apart=9) + visits(6, minutes_apart=9, staff="b"), (), DEFAULTS)
    assert spread == {}, "of one person each"


def test_an_hour_full_of_visits_says_nothing_of_the_afternoon():
    later = Made(b"late", 99, "a", MORNING + timedelta(hours=5), 30.0, False)
    assert b"late" not in reasons_of([*visits(8, minutes_apart=5), later], (), DEFAULTS)


def test_nothing_raised_in_a_whole_month_is_a_reason_only_where_there_were_visits():
    assert reasons_of(visits(7, is_silent=True), (), DEFAULTS) == {}
    assert set(reasons_of(visits(8, is_silent=True), (), DEFAULTS).values()) == {(Risk.SILENT,)}
    one_spoke = [*visits(8, is_silent=True)[:-1], visits(8)[-1]]
    assert reasons_of(one_spoke, (), DEFAULTS) == {}


def test_a_home_that_said_not_done_is_a_reason():
    assert reasons_of(visits(2), {1}, DEFAULTS) == {b"1": (Risk.DISPUTED,)}


def test_weights_add_up_and_a_policy_switches_a_reason_off():
    assert weight_of((Risk.SHORT, Risk.DISPUTED), DEFAULTS) == 7
    assert weight_of((Risk.SHORT,), numbers_of({"call_weight_short": 0})) == 0


T1, T2 = "610902/610902001/", "610902/610902002/"
DISTRICT = "610902/"


def home(*near, path=T1 + "610902001001/"):
    return Asked("h", path, frozenset(near))


def test_a_third_person_stands_outside():
    supervisor = Caller("s", (DISTRICT,))
    assert is_third(supervisor, home("a", "b"))
    assert not is_third(supervisor, home("s")), "who came, or keeps the home, asks nothing"
    assert not is_third(Caller("s", (T2,)), home()), "out of sight"
    both = Caller("s", (DISTRICT,), (T1,))
    assert not is_third(both, home()), "who answers for the town is no third person there"
    assert is_third(both, home(path=T2 + "610902002001/"))
    assert not is_third(Caller("s", (DISTRICT,), (T1 + "610902001001/610902001001001/",)), home())


def test_calls_are_spread_evenly_and_rare_callers_first():
    calls = [Asked(n, T1, frozenset({"x"} if n < 2 else ())) for n in range(6)]
    given = assign(calls, [Caller("x", (DISTRICT,)), Caller("y", (DISTRICT,))], {})
    assert given[0] == given[1] == "y"
    assert sorted(given.values()) == ["x"] * 3 + ["y"] * 3


def test_who_has_calls_already_gets_fewer():
    calls = [Asked(n, T1, frozenset()) for n in range(4)]
    given = assign(calls, [Caller("x", (DISTRICT,)), Caller("y", (DISTRICT,))], {"x": 4})
    assert set(given.values()) == {"y"}


def test_where_nobody_stands_outside_nobody_calls():
    assert assign([home("x")], [Caller("x", (DISTRICT,))], {}) == {"h": None}
