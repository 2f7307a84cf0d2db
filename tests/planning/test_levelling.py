"""Too many visits in a week are seen before it comes, with the cheapest way out."""

from collections import Counter
from datetime import date, timedelta
from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from lianxin.planning.levelling import NOBODY, overload
from lianxin.planning.vocabulary import Duty, Reason
from lianxin.workdays import official

MONDAY = date(2026, 10, 12)  # this week and the three after it have no holiday
WEEK = timedelta(days=7)


def duty(home, *, cadre="li", first=0, weeks=1, reason=Reason.ROUND):
    opens = MONDAY + first * WEEK
    due = opens + weeks * WEEK - timedelta(days=1)
    return Duty(home, cadre, reason, {}, opens, due, 40, "v1", opens)


def ways_out(duties, limit=2, colleagues=None):
    limits = {"li": limit, "wang": limit, "zhao": limit}
    return overload(duties, limits, colleagues=colleagues or {}, calendar=official())


def test_nobody_is_over_when_every_week_has_room():
    assert ways_out([duty(home) for home in range(2)]) == []


def test_a_full_week_gives_its_visits_to_the_next_one():
    (found,) = ways_out([duty(home, weeks=3) for home in range(3)])
    assert found.weeks == ((MONDAY, 3, 2),)
    (move,) = found.moves
    assert (move.week, move.cadre, move.points) == (MONDAY + WEEK, "li", 1)
    assert found.messages() == ("10月12日那周要走访 3 处，最多 2 处。",)
    assert move.message() == "改到10月19日那周。"
    assert move.message("en") == "Make it in the week of 19 October."


def test_a_window_is_never_left():
    (found,) = ways_out([duty(home) for home in range(3)])
    assert found.unplaced == 1
    assert found.moves[0].message() == "到期前没有人有空。"


def test_a_colleague_with_room_helps_when_waiting_does_not():
    fixed = [duty(home) for home in range(3)]
    (found,) = ways_out(fixed, colleagues={"li": [("zhao", 30), ("wang", 20)]})
    assert [(move.cadre, move.points) for move in found.moves] == [("wang", 20)]
    assert found.moves[0].message() == "10月12日那周请同事代走访。"
    assert found.moves[0].message(colleague="王敏") == "10月12日那周请王敏代走访。"
    assert found.moves[0].message("en", "Wang Min") == "Ask Wang Min to make it in the week of 12 October."
    busy = [duty(f"w{home}", cadre="wang") for home in range(2)]
    (found,) = ways_out([*fixed, *busy], colleagues={"li": [("zhao", 30), ("wang", 20)]})
    assert [move.cadre for move in found.moves] == ["zhao"]


def test_another_of_ones_own_weeks_comes_before_a_colleague():
    (found,) = ways_out([duty(home, weeks=2) for home in range(3)], colleagues={"li": [("wang", 5)]})
    assert [move.cadre for move in found.moves] == ["li"]


def test_what_one_door_is_owed_in_a_week_is_one_visit():
    assert ways_out([duty(1), duty(1, reason=Reason.REVIEW), duty(2)]) == []


def test_what_is_owed_meanwhile_goes_along_with_the_round():
    review = Duty(1, "li", Reason.REVIEW, {}, MONDAY, MONDAY + 2 * WEEK, 40, "v1")
    assert ways_out([duty(1, first=1), review, duty(2), duty(3)]) == []
    (found,) = ways_out([duty(1, first=3, weeks=2), review, duty(2), duty(3)], limit=2)
    assert [move.duties[0].reason for move in found.moves] == [Reason.REVIEW]


def test_a_chain_of_moves_is_found_when_the_next_week_is_full_too():
    stiff, loose = [duty(home) for home in range(2)], [duty(2, weeks=2)]
    later = [duty(3, first=1, weeks=1), duty(4, first=1, weeks=2)]
    (found,) = ways_out([*stiff, *loose, *later])
    assert sorted((move.duties[0].home, move.week) for move in found.moves) == [
        (2, MONDAY + WEEK),
        (4, MONDAY + 2 * WEEK),
    ]


def test_a_week_of_holidays_takes_nothing():
    opens = date(2026, 9, 28)
    duties = [
        Duty(home, "li", Reason.ROUND, {}, opens, date(2026, 10, 7), 40, "v1", opens) for home in range(3)
    ]
    (found,) = ways_out(duties)
    assert found.unplaced == 1  # from 5 to 7 October nobody works


def brute(duties, limit, colleagues):
    """The least points of all placings: by trying every one."""
    load = Counter((one.cadre, one.planned_on) for one in duties)
    over = {cadre for (cadre, _), count in load.items() if count > limit}
    fixed = Counter({at: count for at, count in load.items() if at[0] not in over})
    free = [one for one in duties if one.cadre in over]
    choices = []
    for one in free:
        weeks = ((one.due_on - one.opens_on).days + 1) // 7
        own = [((one.cadre, one.planned_on + step * WEEK), step) for step in range(weeks)]
        others = [((other, one.planned_on), points) for other, points in colleagues.get(one.cadre, ())]
        choices.append([*own, *others, (None, NOBODY)])
    best = None
    for chosen in product(*choices):
        full = fixed + Counter(at for at, _ in chosen if at is not None)
        if all(count <= limit for count in full.values()):
            points = sum(points for _, points in chosen)
            best = points if best is None else min(best, points)
    return best


owed = st.tuples(st.sampled_from(["li", "wang"]), st.integers(0, 1), st.integers(1, 2))


@settings(max_examples=80, deadline=None)
@given(st.lists(owed, min_size=1, max_size=6), st.integers(1, 2), st.integers(1, 3))
def test_no_way_out_is_cheaper(wanted, limit, price):
    duties = [
        duty(home, cadre=cadre, first=first, weeks=weeks) for home, (cadre, first, weeks) in enumerate(wanted)
    ]
    colleagues = {"li": [("wang", price)], "wang": [("li", price + 1), ("zhao", 4)]}
    found = ways_out(duties, limit, colleagues)
    assert sum(move.points for one in found for move in one.moves) == (
        brute(duties, limit, colleagues) if found else 0
    )
    moved = {move.duties[0].home: (move.cadre, move.week) for one in found for move in one.moves}
    load = Counter(moved.get(one.home, (one.cadre, one.planned_on)) for one in duties)
    assert all(count <= limit for (cadre, _), count in load.items() if cadre is not None)
    over = {(one.cadre, week) for one in found for week, _, _ in one.weeks}
    counted = Counter((one.cadre, one.planned_on) for one in duties)
    assert over == {at for at, count in counted.items() if count > limit}
